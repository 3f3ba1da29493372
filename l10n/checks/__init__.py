"""Rules over translations: what is wrong in one, as data.

A rule looks at one pair of texts and says where the fault is; a family of rules is a module with its ``RULES``. From
below:

    tokens      the markup of a text                                     view        a text, the words without it
    rule        Rule, Pair, Spot
    form        white space and characters (C)                           markup      what the author marked (M)
    number_words, numerals   numbers in words and figures                numbers, number_format   figures (N1)
    units       quantities and their units                               measures    dates, money, units (N2)
                                                                         facts       addresses, names, quotations (R)
    negatives   words that say no, by language                           negation    negations lost and added (S)
    alignment   sentences side by side, by length                        lengths     sentences omitted, added (S)
    vocabulary  small words and letters by language                      language    another language or script (S)
                                                                         sameness    empty, untranslated, doubled (S)
    typography/ marks, spaces and capitals of the locale (T)             variety     words of another variety (V)
    agreed      the project's glossary (S11)
    registry    all rules by code, plug-ins                              plan        which rules have to look at a pair
    ignores     comments that silence                                    run         rules over a catalog
    found       a finding with what reports show
    across      what only a whole article or project shows (A)           repair      the certain repairs
    references  Markdown links told by their order (M110)                spelling    words one slip away (A106)
    reports     findings as text, JSON, JUnit, SARIF, annotations, HTML

Every rule is a pure function, linear in the size of the texts.
"""

from l10n.checks.found import ORDER, Found, Progress, Result
from l10n.checks.registry import TOPICS, everything, rules, topic
from l10n.checks.rule import Pair, Rule, Spot, Topic
from l10n.checks.run import catalog, header, pair

__all__ = ["ORDER", "TOPICS", "Found", "Pair", "Progress", "Result", "Rule", "Spot", "Topic", "catalog", "everything",
           "header", "pair", "rules", "topic"]
