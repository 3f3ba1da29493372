"""Headlines in title case and in capitals lose less than one BLEU beside the same in sentence case.

``headlines.tsv``: 203 headlines of our own in sentence case, their Spanish, and the first lines of the article where
the headline has a name (76, most of them of people and places that nobody knows). Where there is no article, what
neither CLDR nor the model's vocabulary knows as a name (Anna Lund) is told from no word: ``docs/engines.md`` says what
that costs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import spans as by_hand

from l10n.engines import headlines, models
from l10n.engines.argos import ArgosEngine
from l10n.engines.packages import inspect
from l10n.locales import proper_names
from l10n.model import Fragment, Inline, Span
from training.augment import title_case

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
HERE = Path(__file__).parent
OWN = HERE.parents[1] / "training" / "eval"
BODY = """Harbour Talks Resume After Two-Day Pause

The harbour talks went on for an hour, the mayor, Anna Lund, told reporters in Hallin. “Turkey and ham,” said Dr. Ewa
Nowak of the Red Cross. The Council wrote to NATO; the council’s letter is [here](https://example.org/lund-of-hallin).
Penrose was late: it took McBride’s bus. There was turkey, but no red wine."""


@pytest.mark.parametrize(("text", "expected"), [
    ("HARBOUR TALKS", True), ("NATO", False), ("US AID", False), ("Harbour TALKS", False),
    ("⟦1⟧HARBOUR⟦/1⟧ TALKS", True), ("12 345", False), ("ÉTÉ À LA MER", True),
])
def test_shouted(text: str, expected: bool) -> None:
    assert headlines.shouted(text) is expected


def test_greek_capitals_have_no_accent() -> None:
    assert headlines.shout("ελλάδα ⟦1⟧", "el") == "ΕΛΛΑΔΑ ⟦1⟧"


@pytest.mark.parametrize(("text", "expected"), [
    ("Harbour Talks Resume After Two-Day Pause", True), ("Minister Quits over Leaked ⟦1⟧Letter⟦/1⟧", True),
    ("The Harbour talks resume after a pause", False), ("United Nations", False),
    ("Talks Resume in the Harbour.", False), ("We met Anna Maria Lund there", False),
    ("HARBOUR TALKS RESUME TODAY", True),
])
def test_titled(text: str, expected: bool) -> None:
    assert headlines.titled(text, "en_GB") is expected
    assert not headlines.titled(text, "de")


def test_names_keep_their_capital_in_a_headline_where_the_vocabulary_knows_them() -> None:
    known = {"talks", "London", "resume", "NATO", "in", "after", "pause", "says", "I", "may"}

    def pieces(word: str) -> int:
        return 1 if word in known else 3

    assert headlines.sentence_case("Talks Resume In London After Biden Pause", "en", pieces) == (
        "Talks resume in London after biden pause", frozenset({"biden"}))
    assert headlines.sentence_case("NATO SAYS ⟦1⟧TALKS⟦/1⟧ IN LONDON MAY RESUME. I PAUSE", "en", pieces) == (
        "NATO says ⟦1⟧talks⟦/1⟧ in London may resume. I pause", frozenset())
    assert headlines.names_again("biden habla de bidenes", {"biden"}) == "Biden habla de bidenes"


@pytest.mark.parametrize(("text", "expected"), [
    ("Mayor Anna Lund Ends Talks In Hallin", "Mayor Anna Lund ends talks in Hallin"),
    ("MAYOR ANNA LUND ENDS TALKS IN HALLIN", "Mayor Anna Lund ends talks in Hallin"),
    ("WHAT LUND’S COUNCIL TOLD NATO", "What Lund’s council told NATO"),
    ("RED CROSS: NO RED WINE FOR MCBRIDE", "Red Cross: no red wine for McBride"),
    ("DR ⟦1⟧EWA⟦/1⟧ NOWAK LEAVES RED-CROSS", "Dr ⟦1⟧Ewa⟦/1⟧ Nowak leaves Red-Cross"),
    ("The Night When The Council Met", "The night when the council met"),
    ("Why Penrose Ate All The Turkey", "Why penrose ate all the turkey"),
])
def test_names_are_what_the_article_writes_with_a_capital_within_its_sentences(text: str, expected: str) -> None:
    assert headlines.sentence_case(text, "en", lambda word: 1, BODY)[0] == expected


def test_words_in_capitals_stay_in_title_case() -> None:
    text = "US Asks NATO for Help with Us"
    assert headlines.sentence_case(text, "en", len, "They asked us to go.")[0] == "US asks NATO for help with us"


def test_what_a_headline_takes_from_its_article() -> None:
    shown = "See ![Anna Lund Opens The Harbour](a.png) where it says so, in small words and in many more of these."
    for text in ("Mayor Anna Lund Ends Talks", "READ https://example.org/a BY LUND", shown):
        texts = (Span(6, 36),) if text == shown else ()
        inlines = (Inline(Span(4, 43), "image", texts=texts),) if texts else ()
        told = [headlines.told(Fragment(text, inlines, article)) for article in (
            BODY, f"{BODY} A gull cried, and nobody heard.", BODY.replace("Lund", "Lunt"), "")]
        assert told[0] == told[1] != told[2]
        assert told[3] == ""
    assert headlines.told(Fragment("The harbour talks resume after a pause, says Anna Lund.", (), BODY)) == ""


def pairs() -> list[tuple[str, str]]:
    """Short sentences of our own with their Spanish, without the full stop at their end, and without names that neither
    CLDR nor the vocabulary knows."""
    lines = zip(*((OWN / f"own.{language}").read_text("utf-8").splitlines() for language in ("en", "es")), strict=True)
    all_ = [*lines, *((case.task.view.text, case.target) for case in by_hand.cases("es") if not case.task.names)]
    return [(source.rstrip("."), target.rstrip(".")) for source, target in all_
            if 3 < len(source.split()) < 15 and not re.search(r"[.!?…;:“]", source.rstrip("."))
            and all(word in proper_names("en_GB") for word in re.findall(r"\w+", source)[1:] if word[0].isupper())]


def losses(sources: Sequence[str], right: Sequence[str], articles: Sequence[str]) -> tuple[float, float, float]:
    """What BLEU title case, every word with a capital, and capitals cost beside the same in sentence case."""
    for needed in ("ctranslate2", "sentencepiece", "sentencex"):
        pytest.importorskip(needed)
    sacrebleu = pytest.importorskip("sacrebleu")
    engine = ArgosEngine([inspect(STARTER, "starter", "built in")])
    loud = [text.upper() for text in right]

    def said(texts: Sequence[str]) -> list[str]:
        given = [Fragment(text, (), f"{text}\n\n{article}") for text, article in zip(texts, articles, strict=True)]
        return [found.text for found in engine.translate(given, "en_GB", "es")]

    def bleu(outputs: Sequence[str], references: Sequence[str]) -> float:
        return float(sacrebleu.corpus_bleu(outputs, [references]).score)

    plain = [found.text for found in engine.translate(list(map(Fragment, sources)), "en_GB", "es")]
    title, every = (bleu(said([title_case(source, large) for source in sources]), right) for large in (False, True))
    capitals = bleu(said([source.upper() for source in sources]), loud)
    own = bleu(plain, right)
    return own - title, own - every, bleu([text.upper() for text in plain], loud) - capitals


def test_bleu_of_headlines() -> None:
    rows = [line.split("\t") for line in (HERE / "headlines.tsv").read_text("utf-8").splitlines()]
    assert len({row[0] for row in rows}) == len(rows) > 200
    assert max(losses(*map(list, zip(*rows, strict=True)))) < 1


def test_bleu_of_headlines_without_an_article() -> None:
    sources, right = zip(*pairs(), strict=True)
    assert len(sources) > 130
    assert max(losses(sources, right, [""] * len(sources))) < 1
