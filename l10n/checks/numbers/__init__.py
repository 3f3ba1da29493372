"""Numbers (N1): each figure of the source has its like in the translation, in figures or in words, of the same size.

figures     the numbers of both sides, and those without a like
likeness    whether two figures are one thing, written by different customs
changed     figures changed, lost and added (N101, N102)
magnitude   thousands, millions and billions (N103)
spelt       numbers that are written out (N104)
format      how the locale parts decimals and thousands (N105)
"""

from l10n.checks.numbers import changed, format, magnitude, spelt

RULES = (*changed.RULES, *magnitude.RULES, *spelt.RULES, *format.RULES)
