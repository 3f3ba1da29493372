"""What only a whole article shows."""

from __future__ import annotations

from l10n import catalog
from l10n.checks import across


def spots(source: str, *texts: str, locale: str = "de") -> list[tuple[str, str, str]]:
    """(code, what the spot is around, message) of what an article with these translations shows."""
    rows = "\n".join(f'msgid "{source} {at}"\nmsgstr "{text}"\n' for at, text in enumerate(texts))
    one = catalog.parse(f'msgid ""\nmsgstr ""\n\n{rows}'.encode(), "a.po")
    return [(code, block.entry.target[spot.span.start:spot.span.end] if spot.span else "", spot.message)
            for block, code, _, spot in across.article([each for each in one.blocks if each.entry.source], locale)]


def test_quotation_marks_that_point_inwards() -> None:
    inwards = [f"Es war »{word}«." for word in ("eins", "zwei", "drei", "vier")]
    low = [f"Es war „{word}“." for word in ("fünf", "sechs", "sieben", "acht")]
    assert spots("It is", *inwards) == []
    assert spots("It is", *inwards, low[0]) == [("A105", "„", "„ where the article has » elsewhere")]
    assert spots("It is", *low, inwards[0]) == [("A105", "»", "» where the article has „ elsewhere")]


def test_a_name_in_two_spellings() -> None:
    names = "Da ist Marlowe", "Dort ist Marlowe"
    assert spots("There is Marlowe", *names, "Hier ist Marolwe") == [
        ("A104", "Marolwe", "“Marolwe” is “Marlowe” everywhere else in the article")]
    assert spots("There is Marlowe", *names, "Katso Marlowen", locale="fi") == []     # a case
