"""Typography (T): the marks and spaces of the locale. What is certain comes with its repair.

quotation_marks   whose they are, their pairs, apostrophes (T101, T102, T109)
sentence_marks    ¿ and ¡, stops and question marks at the end (T103, T110)
spaces            French no-break spaces, spaces before and after marks (T104 to T108)
capitals          headlines, small letters at the start (T111, T112)
"""

from l10n.checks.typography import capitals, quotation_marks, sentence_marks, spaces

RULES = tuple(sorted((*quotation_marks.RULES, *sentence_marks.RULES, *spaces.RULES, *capitals.RULES),
                     key=lambda rule: rule.code))
