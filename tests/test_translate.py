"""Gaps are filled in order: what is known, then engines; once for the whole run, and nothing is lost on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import pytest

from l10n import translate
from l10n.errors import EngineError
from l10n.model import Document, Engine, Fragment, Inline, Key, Segment, Span, Translation
from l10n.translate import Gaps, Missing, Progress, Refused, inherits, propose


class Upper:
    """An engine that shouts, and keeps a record of what it was asked."""

    name = "upper"

    def __init__(self, *locales: str, refuses: str = "", breaks_at: int = 99) -> None:
        self.locales, self.refuses, self.breaks_at = locales, refuses, breaks_at
        self.calls: list[list[str]] = []

    def identity(self, source: str, target: str) -> str | None:
        return f"upper:{source}-{target}" if target in self.locales else None

    def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
        self.calls.append([fragment.text for fragment in fragments])
        if len(self.calls) >= self.breaks_at:
            raise EngineError("out of memory")
        return [Translation("" if self.refuses and self.refuses in fragment.text else fragment.text.upper(),
                            f"upper:{source}-{target}", 0.5, ("no",) if self.refuses in fragment.text else ())
                for fragment in fragments]


def gap(name: str, locale: str, *texts: str) -> Gaps:
    return Gaps(name, locale, {(None, text): Fragment(text) for text in texts})


def key(text: str) -> Key:
    return (None, text)


def test_a_text_of_several_articles_is_translated_once() -> None:
    engine = Upper("es", "fr")
    work = [gap("a", "es", "one", "two"), gap("b", "es", "two", "three"), gap("b", "fr", "two")]
    outcome = propose(work, "en", lambda locale: [engine])
    assert engine.calls == [["one", "two", "three"], ["two"]]
    assert [{key[1]: found.text for key, found in proposals.items()} for proposals in outcome.proposals] == [
        {"one": "ONE", "two": "TWO"}, {"two": "TWO", "three": "THREE"}, {"two": "TWO"}]
    assert (outcome.missing, outcome.failed, outcome.refused) == ((), (), ())


def test_an_engine_is_told_before_its_last_chunk_which_pair_comes_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ready(Upper):
        def ahead(self, source: str, target: str) -> None:
            self.calls.append([source, target])

    monkeypatch.setattr(translate, "CHUNK", 1)
    one, other = Ready("es", "de"), Upper("fr")
    work = [gap("a", "es", "one", "two"), gap("a", "it", "one"), gap("a", "de", "one"), gap("a", "fr", "one")]
    propose(work, "en", lambda locale: [other if locale == "fr" else one])
    assert one.calls == [["one"], ["en", "de"], ["two"], ["one"]]
    assert other.calls == [["one"]]


def test_the_same_words_with_other_markup_are_another_text() -> None:
    engine = Upper("es")
    plain, marked = Fragment("*one*"), Fragment("*one*", (Inline(Span(0, 5), "code"),))
    propose([Gaps("a", "es", {(None, "*one*"): plain}), Gaps("b", "es", {(None, "*one*"): marked})], "en",
            lambda locale: [engine])
    assert engine.calls == [["*one*", "*one*"]]


def test_what_is_known_comes_first() -> None:
    def memory(locale: str, key: Key) -> Translation | None:
        return Translation("uno", "memory:a", 1.0) if (locale, key[1]) == ("es", "one") else None

    def empty(locale: str, key: Key) -> Translation | None:
        return Translation("", "memory:b")

    engine = Upper("es")
    outcome = propose([gap("a", "es", "one", "two")], "en", lambda locale: [engine], known=[empty, memory])
    assert outcome.proposals[0][key("one")].origin == "memory:a"
    assert engine.calls == [["two"]]


@pytest.mark.parametrize(("locale", "locales", "expected"), [
    ("es_MX", {"es", "es_MX"}, True), ("es_MX", {"es_MX", "es_AR"}, False), ("es", {"es_MX"}, False),
    ("en_US", set(), True), ("en_XA", {"en_GB"}, False), ("zh_Hant_HK", {"zh_Hant"}, True), ("zh_Hant", {"zh"}, False),
])
def test_who_inherits(locale: str, locales: set[str], expected: bool) -> None:
    assert inherits(locale, locales, "en_GB") is expected


def test_what_inherits_is_left_to_its_parent_but_may_be_known() -> None:
    engine = Upper("es", "es_MX")
    outcome = propose([gap("a", "es_MX", "one", "two")], "en", lambda locale: [engine], locales=["es", "es_MX"],
                      known=[lambda locale, key: Translation("dos", "memory:a") if key[1] == "two" else None])
    assert engine.calls == []
    assert list(outcome.proposals[0]) == [key("two")]
    assert outcome.missing == ()


def test_a_locale_without_model_is_data_with_the_command_that_brings_one() -> None:
    engine = Upper("es")
    work = [gap("a", "pt_BR", "one"), gap("a", "es", "one"), gap("a", "en_XA", "one")]
    outcome = propose(work, "en_GB", lambda locale: [engine])
    assert outcome.missing == (Missing("pt_BR", "l10n models install en pt"),
                               Missing("en_XA", 'engine = "pseudo" in [tool.l10n.locale.en_XA]'))
    assert [len(proposals) for proposals in outcome.proposals] == [0, 1, 0]


def test_what_one_engine_gives_back_goes_to_the_next() -> None:
    first, second = Upper("es", refuses="w"), Upper("es", refuses="tw")
    outcome = propose([gap("a", "es", "one", "two", "well")], "en", lambda locale: [first, second])
    assert second.calls == [["two", "well"]]
    assert {key[1] for key in outcome.proposals[0]} == {"one", "well"}
    assert outcome.refused == (Refused("a", "es", key("two"), ("no",)),)


def test_an_engine_that_breaks_down_keeps_what_it_had_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "CHUNK", 2)
    engine = Upper("es", "fr", breaks_at=2)
    outcome = propose([gap("a", "es", "one", "two", "three"), gap("a", "fr", "one")], "en", lambda locale: [engine])
    assert {key[1] for key in outcome.proposals[0]} == {"one", "two"}
    assert [failed.locale for failed in outcome.failed] == ["es", "fr"]
    assert {failed.message for failed in outcome.failed} == {"out of memory"}


def test_progress_counts_words_of_all_locales(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translate, "CHUNK", 3)
    seen: list[Progress] = []
    propose([gap("a", "es", "one two", "three four", "five"), gap("b", "fr", "six")], "en",
            lambda locale: [Upper("es", "fr")], progress=seen.append)
    assert seen == [Progress("es", 0, 6), Progress("es", 4, 6), Progress("es", 4, 6), Progress("es", 5, 6),
                    Progress("fr", 5, 6), Progress("fr", 6, 6)]


def test_an_engine_may_want_smaller_chunks() -> None:
    engine = Upper("es")
    engine.chunk = 1    # type: ignore[attr-defined]
    propose([gap("a", "es", "one", "two")], "en", lambda locale: [engine])
    assert engine.calls == [["one"], ["two"]]


def test_what_is_finished_is_handed_back_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of the articles, each once, what was known included; the last chunk is not waited for."""
    monkeypatch.setattr(translate, "CHUNK", 2)
    engine = Upper("es", "fr")
    handed: list[tuple[int, set[str], int]] = []
    propose([gap("a", "es", "one", "two", "three"), gap("b", "es", "known"), gap("c", "es", "four", "two"),
             gap("c", "fr", "two"), gap("d", "de", "two")], "en", lambda locale: [engine],
            known=[lambda locale, key: Translation("!", "memory:x") if key[1] == "known" else None],
            finished=lambda index, found: handed.append((index, {key[1] for key in found}, len(engine.calls))))
    assert handed == [(1, {"known"}, 0), (0, {"one", "two", "three"}, 2), (2, {"four", "two"}, 2), (3, {"two"}, 3)]


@pytest.mark.parametrize("end", [KeyboardInterrupt, EngineError("gone")])
def test_an_interruption_hands_back_all_that_is_done(monkeypatch: pytest.MonkeyPatch,
                                                     end: BaseException | type[BaseException]) -> None:
    class Interrupted(Upper):
        def translate(self, fragments: Sequence[Fragment], source: str, target: str) -> Sequence[Translation]:
            if len(self.calls) == 1:
                raise end
            return super().translate(fragments, source, target)

    monkeypatch.setattr(translate, "CHUNK", 2)
    handed: dict[int, set[str]] = {}
    with contextlib.suppress(KeyboardInterrupt):
        propose([gap("a", "es", "one", "two", "three"), gap("b", "fr", "known")], "en",
                lambda locale: [Interrupted("es")],
                known=[lambda locale, key: Translation("!", "memory:x") if key[1] == "known" else None],
                finished=lambda index, found: handed.update({index: {key[1] for key in found}}))
    assert handed == {0: {"one", "two"}, 1: {"known"}}


def test_gaps_take_the_markup_from_the_documents() -> None:
    fragment = Fragment("*a*", (Inline(Span(0, 1), "emphasis", "open"), Inline(Span(2, 3), "emphasis", "close")))
    document = Document("a.md", "markdown", "*a*\n\nb", (Segment(Span(0, 3), "heading", fragment, "heading"),
                                                       Segment(Span(5, 6), "paragraph", Fragment("b"))))
    found = translate.gaps("a", "es", [(None, "b"), ("heading", "*a*"), (None, "gone")], [document])
    assert list(found.fragments.items()) == [((None, "b"), Fragment("b")), (("heading", "*a*"), fragment)]


def test_the_stand_in_engine_is_an_engine() -> None:
    assert isinstance(Upper(), Engine)
