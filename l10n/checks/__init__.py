"""Rules over translations: what is wrong in one, as data.

A rule looks at one pair of texts and says where the fault is; a family of rules is a module with its ``RULES``, or a
package of such modules. The code of a rule says where it is:

    C102-105  run           header, flags                   S101 102 109   sameness     empty, untranslated, doubled
    C2         form         white space and characters      S103 104       negation     negations lost and added
    M          markup links what the author marked          S105 to 107    lengths      sentences omitted and added
    N1         numbers/     figures, numbers in words       S108           language     another language or script
    N2         measures/    dates, times, money             S11            agreed       the project's glossary
    N206       units        quantities and their units      T              typography/  marks, spaces, capitals
    R          facts/       addresses, names, quotations    V              variety      words of another variety

    A101 to 105   across      what only a whole article or project shows
    A106          spelling    words one slip away, asked of ``hunspell``
    M110          references  Markdown links told by their order

What they look with, from below:

    tokens      the markup of a text              numerals    numbers in figures and words
    view        a text, the words without it      negatives   words that say no, by language
    rule        Rule, Pair, Spot                  alignment   sentences side by side, by length
    vocabulary  small words by language           number_words, compounds, by_place  numbers of a language
    destinations  where an address leads

What becomes of them:

    registry    all rules by code, plug-ins       found       a finding with what reports show
    plan        which rules look at a pair        ignores     comments that silence; baseline: findings accepted before
    run         rules over a catalog              repair      the certain repairs
    reports/    findings as text, JSON, JUnit, SARIF, annotations, HTML

Every rule is a pure function, linear in the size of the texts.
"""

from l10n.checks.found import ORDER, Found, Progress, Result
from l10n.checks.registry import TOPICS, everything, rules, topic
from l10n.checks.rule import Pair, Rule, Spot, Topic
from l10n.checks.run import catalog, header, pair

__all__ = ["ORDER", "TOPICS", "Found", "Pair", "Progress", "Result", "Rule", "Spot", "Topic", "catalog", "everything",
           "header", "pair", "rules", "topic"]
