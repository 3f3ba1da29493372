"""Facts that are copied (R): addresses, telephone numbers, names, acronyms; and quotations, which are counted.

addresses    of the web and of mail, telephone numbers (R101 to R103)
names        names and acronyms a letter or two away (R104, R105)
quotations   those that the translation quotes no more (R106)
"""

from l10n.checks.facts import addresses, names, quotations

RULES = (*addresses.RULES, *names.RULES, *quotations.RULES)
