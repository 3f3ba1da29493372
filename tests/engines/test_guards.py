from __future__ import annotations

import pytest

from l10n.engines.guards import fault, numbers, repeats


@pytest.mark.parametrize(("source", "target", "expected"), [
    ("The house is red.", "La casa es roja.", ""),
    ("The house is red.", "“.", "empty output"),
    ("The house is red.", "", "empty output"),
    ("The house is red.", "La casa la casa la casa la casa la casa", "the output repeats itself"),
    ("The house is red.", "lalalalalalalalalala", "the output repeats itself"),
    ("No, no, no, no, no!", "¡No, no, no, no, no!", ""),
    ("Yes.", "palabra " + " ".join(f"w{n}" for n in range(40)), "the output is far too long"),
    ("The minister said on Thursday that the talks would continue until the summer.", "El ministro",
     "the output is far too short"),
    ("The minister said on Thursday that talks would continue until summer.", "部长周四表示，会谈将持续到夏天。", ""),
    ("The harbour talks resume", "the harbour talks resume.", "the output is a copy of the source"),
    ("Sergei Lavrov, Kim Jong-un", "Sergei Lavrov, Kim Jong-un", ""),
    ("El Niño", "El Niño", ""),
])
def test_fault(source: str, target: str, expected: str) -> None:
    assert fault(source, target) == expected


@pytest.mark.parametrize(("target", "expected"), [
    ("comidas rusas rusas", [" rusas"]),
    ("en Moscú, en Moscú, ayer", [", en Moscú"]),
    ("rusas rusas rusas", [" rusas", " rusas"]),
    ("nous nous levons", []),
    ("sí, sí", []),
    ("La casa. La casa es roja.", []),
    ("la casa roja y la casa verde", []),
])
def test_repeats(target: str, expected: list[str]) -> None:
    assert [target[span.start:span.end] for span in repeats(target, "a b c")] == expected


def test_a_repetition_of_the_author_stays() -> None:
    assert repeats("nunca, nunca más", "never, never more") == []


@pytest.mark.parametrize(("source", "target", "expected"), [
    ("8,000 men in 2022", "8.000 hombres en 2022", ()),
    ("8,000 men", "8\u202f000 hommes", ()),
    ("8,000 men", "hombres", ("numbers: 8,000 missing",)),
    ("in 2022", "en 20222", ("numbers: 2022 missing", "numbers: 20222 added")),
    ("3.5 km", "3,5 km", ()),
    ("3.5 km", "35 km", ("numbers: 3.5 missing", "numbers: 35 added")),
    ("1 and 1", "1", ("numbers: 1 missing",)),
    ("1,234,567.5", "1.234.567,5", ()),
    ("X1", "X1", ()),
])
def test_numbers(source: str, target: str, expected: tuple[str, ...]) -> None:
    assert numbers(source, target) == expected
