"""Agreed terms: read from ``glossary/<locale>.csv`` and TBX-Basic, found in a text, held against its translation.

terms     the values                       english   the forms that a source term may stand in
table     CSV                              romance   plural, gender and articles of es, fr, it, pt
tbx       TBX-Basic                        matching  where terms stand, and whether a translation has them
"""

from l10n.glossary.matching import find, forbidden, form, has, missing, satisfied
from l10n.glossary.romance import agree, gender
from l10n.glossary.table import read_csv
from l10n.glossary.tbx import read_tbx
from l10n.glossary.terms import Match, Term

__all__ = ["Match", "Term", "agree", "find", "forbidden", "form", "gender", "has", "missing", "read_csv", "read_tbx",
           "satisfied"]
