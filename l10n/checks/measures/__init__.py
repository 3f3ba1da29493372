"""Measures (N2): what a number counts stays what it was.

dates   months, days of the week, days of the month (N201, N202, N207)
times   of the clock (N203)
money   currencies, and percentages (N204, N205)

Units (N206) are a module beside this one: numbers are read with them too.
"""

from l10n.checks import units
from l10n.checks.measures import dates, money, times

RULES = tuple(sorted((*dates.RULES, *times.RULES, *money.RULES, *units.RULES), key=lambda rule: rule.code))
