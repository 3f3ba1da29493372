"""CLDR's plural rules as gettext's Plural-Forms."""

from __future__ import annotations

import re
from functools import cache

from l10n.locales.tags import data

# Every rule of CLDR repeats after a power of ten up to a million; these reach each category that whole numbers can.
_SAMPLES = (*range(201), *range(1_000, 101_000, 1_000), *range(100_000, 2_000_001, 100_000))


@cache
def plural_forms(tag: str) -> str:
    """The value of gettext's Plural-Forms header: ``nplurals=2; plural=(n != 1);``.

    From CLDR's cardinal rules (UTS #35, Language Plural Rules) for whole numbers, which is all that gettext counts:
    a category that only fractions reach has no form. Forms are in CLDR's order: zero, one, two, few, many, other.
    """
    rule = data(tag).plural_form
    reached = {rule(number) for number in _SAMPLES}
    forms = [category for category in ("zero", "one", "two", "few", "many", "other") if category in reached]
    tests = [_either(rule.rules[category]) for category in forms[:-1]]
    if tests == ["n == 1"]:
        return "nplurals=2; plural=(n != 1);"
    plural = str(len(tests))
    for form, test in reversed(list(enumerate(tests))):
        plural = f"{test} ? {form} : {plural}"
    return f"nplurals={len(forms)}; plural=({plural});" if tests else "nplurals=1; plural=0;"


def _either(rule: str) -> str:
    """A CLDR plural condition as a C expression over ``n``."""
    clauses = [_all([_relation(part) for part in clause.split(" and ")]) for clause in rule.split(" or ")]
    return " || ".join(dict.fromkeys(clause for clause in clauses if clause is not None))


def _all(relations: list[str | bool]) -> str | None:
    """Their conjunction, without those that hold for every whole number; None where one never holds."""
    if False in relations:
        return None
    return " && ".join(dict.fromkeys(relation for relation in relations if isinstance(relation, str)))


def _relation(text: str) -> str | bool:
    """One relation (``n mod 10 not in 2..4,9``) in C, or whether it holds where it is the same for all numbers.

    A whole number has n = i and no fraction or exponent: the operands f, t, v, w, c and e are 0.
    """
    match = re.fullmatch(r"([a-z])(?: mod (\d+))?( not)? in ([\d.,]+)", text)
    if match is None:
        raise ValueError(f"not a plural relation: {text!r}")
    operand, modulus, negated, ranges = match.groups()
    bounds = [(int(low), int(high or low)) for low, _, high in (part.partition("..") for part in ranges.split(","))]
    if operand not in "ni":
        return any(low <= 0 <= high for low, high in bounds) != bool(negated)
    n = f"n % {modulus}" if modulus else "n"
    if negated:
        return " && ".join(f"{n} != {low}" if low == high else f"({n} < {low} || {n} > {high})" for low, high in bounds)
    inside = " || ".join(f"{n} == {low}" if low == high else f"{n} >= {low} && {n} <= {high}" for low, high in bounds)
    return f"({inside})" if len(bounds) > 1 else inside
