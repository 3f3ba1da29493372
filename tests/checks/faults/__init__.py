"""A generator of faults: good translations in, the same with one fault out, and the rules that have to find it.

A kind of fault is a function of a text and a source of random numbers; the modules are named after their families.
Their words and patterns are their own: nothing here is taken from the rules.
"""

from faults import articles, facts, form, markup, meaning, numbers, typography  # noqa: F401 - each lists its kinds
from faults.kinds import FILES, TEXTS, WHOLES, Kind, Text

__all__ = ["FILES", "TEXTS", "WHOLES", "Kind", "Text"]
