"""Language models: what they are asked, and that nothing they say breaks an entry. Every server here is a real one."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from math import exp
from pathlib import Path
from typing import Any

import pytest
from chat_server import Handler, Say, content, serving, translating

from l10n import formats
from l10n.engines.llm import LlmEngine, chat, prompt
from l10n.errors import EngineError
from l10n.glossary import Term
from l10n.model import Engine, Fragment, Translation

SPANISH = {
    "The boats came back on Monday.": "Los barcos volvieron el lunes.",
    "Dockers ended ⟦1⟧a long strike⟦/1⟧ with ⟦2⟧.": "Los estibadores pusieron fin a ⟦1⟧una larga huelga⟦/1⟧ con ⟦2⟧.",
    "The harbour is open.": "El puerto está abierto.",
    "Nobody was hurt, said the “mayor”.": 'Nadie resultó herido, dijo el "alcalde".',
    "It cost £8,000 in 2019.": "Costó £8,000 en 2019.",
    "Harbour talks resume.": "Se reanudan las conversaciones del puerto.",
    "A boat in the harbour": "Un barco en el puerto",
}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "PAUSES", (0.0, 0.0))


def fragments(markdown: str) -> list[Fragment]:
    return [segment.fragment for segment in formats.read(markdown.encode(), "a.md").segments]


MARKED, = fragments("Dockers ended **a long strike** with `quayd`.")
PLAIN = Fragment("The boats came back on Monday.")


def engine(url: str, **settings: Any) -> LlmEngine:
    told = {key: settings.pop(key) for key in ("cache", "terms", "allowed") if key in settings}
    return LlmEngine({"url": url, "model": "tiny:1b", "timeout": 5, **settings}, **told)


def spanish(text: str) -> str:
    return SPANISH[text]


class TestAsking:
    def test_texts_become_translations_with_their_parts(self) -> None:
        with serving(translating(spanish)) as server:
            own: Engine = engine(server.url)
            found = own.translate([PLAIN, MARKED], "en_GB", "es")
        assert found == [
            Translation("Los barcos volvieron el lunes.", "llm:tiny:1b"),
            Translation("Los estibadores pusieron fin a **una larga huelga** con `quayd`.", "llm:tiny:1b")]
        assert isinstance(own, Engine)
        asked, = server.asked
        assert asked["path"] == "/v1/chat/completions"
        assert "Authorization" not in asked["headers"]
        assert (asked["body"]["model"], asked["body"]["temperature"], asked["body"]["stream"]) == ("tiny:1b", 0, False)

    def test_several_texts_go_in_one_question_with_article_terms_and_parts(self) -> None:
        terms = [Term("strike", "huelga"), Term("boat", "barco"), Term("quayd", "quayd", fixed=True),
                 Term("crane", "grúa")]
        article = "The boats came back on Monday.\n\nDockers ended **a long strike** with `quayd`."
        with serving(translating(spanish)) as server:
            engine(server.url, terms=lambda _: terms).translate(
                [Fragment(one.text, one.inlines, article) for one in (PLAIN, MARKED)], "en_GB", "es")
        assert server.questions == [{
            "article": article, "terms": {"boat": "barco", "strike": "huelga"},
            "texts": {"1": "The boats came back on Monday.", "2": "Dockers ended ⟦1⟧a long strike⟦/1⟧ with ⟦2⟧."},
            "parts": {"2": {"⟦1⟧": "**", "⟦2⟧": "`quayd`"}}}]
        schema = server.asked[0]["body"]["response_format"]["json_schema"]["schema"]
        assert schema["required"] == ["1", "2"]
        assert "from British English to Spanish (es)" in server.asked[0]["body"]["messages"][0]["content"].replace(
            "English (United Kingdom)", "British English")

    def test_no_more_texts_than_are_set_and_each_once(self) -> None:
        with serving(translating(spanish)) as server:
            texts = [Fragment(text) for text in SPANISH if "⟦" not in text]
            found = engine(server.url, segments=2).translate([*texts, *texts], "en_GB", "es")
        assert [len(question["texts"]) for question in server.questions] == [2, 2, 2]
        assert all(one.text for one in found)

    def test_an_article_of_its_own_question_each(self) -> None:
        with serving(translating(spanish)) as server:
            engine(server.url).translate([Fragment("The harbour is open.", (), "one"),
                                          Fragment("Harbour talks resume.", (), "two")], "en_GB", "es")
        assert [question["article"] for question in server.questions] == ["one", "two"]

    def test_a_long_article_goes_with_what_is_around(self) -> None:
        article = "\n\n".join([*["So it went on and on."] * 900, PLAIN.text, *["And then it ended."] * 900])
        with serving(translating(spanish)) as server:
            engine(server.url).translate([Fragment(PLAIN.text, (), article)], "en_GB", "es")
        shown = server.questions[0]["article"]
        assert PLAIN.text in shown
        assert len(shown) <= prompt.CONTEXT + 4

    def test_values_inside_markup_are_translated_too(self) -> None:
        link, = fragments('[The harbour is open.](a.md "A boat in the harbour")')

        def translate(text: str) -> str:
            return "⟦1⟧El puerto está abierto.⟦/1⟧" if "⟦" in text else spanish(text)

        with serving(translating(translate)) as server:
            found, = engine(server.url).translate([link], "en_GB", "es")
        assert found.text == '[El puerto está abierto.](a.md "Un barco en el puerto")'

    def test_the_key_comes_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("MT_KEY", "secret")
        with serving(translating(spanish)) as server:
            engine(server.url, **{"key-env": "MT_KEY"}).translate([PLAIN], "en_GB", "es")
            assert server.asked[0]["headers"]["Authorization"] == "Bearer secret"
            monkeypatch.delenv("MT_KEY")
            with pytest.raises(EngineError, match=r"^\$MT_KEY, which “key-env” names, is not set$"):
                engine(server.url, **{"key-env": "MT_KEY"}).translate([PLAIN], "en_GB", "es")

    @pytest.mark.parametrize(("source", "target"), [("en_GB", "en_US"), ("en_GB", "ar_XB")])
    def test_pairs_that_it_does_not_serve(self, source: str, target: str) -> None:
        assert engine("http://127.0.0.1:9/v1").identity(source, target) is None

    def test_good_answers_are_kept(self, tmp_path: Path) -> None:
        with serving(translating(spanish)) as server:
            for _ in range(2):
                found = engine(server.url, cache=tmp_path / "s.sqlite").translate([PLAIN, MARKED], "en_GB", "es")
            assert len(server.asked) == 1
            assert "**una larga huelga**" in found[1].text
            for other in ({"model": "other"}, {"terms": lambda _: [Term("boat", "barco")]}):
                engine(server.url, cache=tmp_path / "s.sqlite", **other).translate([PLAIN], "en_GB", "es")
            engine(server.url, cache=tmp_path / "s.sqlite").translate([Fragment("The harbour is open.")], "en_GB", "es")
            assert len(server.asked) == 4


class TestGuards:
    def test_the_same_rules_as_for_any_engine(self) -> None:
        with serving(translating(spanish)) as server:
            quoted, money = engine(server.url).translate(
                [Fragment("Nobody was hurt, said the “mayor”."), Fragment("It cost £8,000 in 2019.")], "en_GB", "es")
        assert quoted.text == "Nadie resultó herido, dijo el “alcalde”."
        assert "8.000" in money.text or "8000" in money.text
        assert money.reasons

    def test_what_shouts_is_asked_in_small_letters_and_shouts_again(self) -> None:
        said = {"Harbour talks resume": "Se reanudan las negociaciones"}
        with serving(translating(said.__getitem__)) as server:
            found, = engine(server.url).translate([Fragment("HARBOUR TALKS RESUME")], "en_GB", "es")
        assert found.text == "SE REANUDAN LAS NEGOCIACIONES"

    def test_a_name_that_is_not_to_be_translated_stays(self) -> None:
        def translate(text: str) -> str:
            assert text == "The ⟦1⟧ came back."
            return "El ⟦1⟧ volvió."

        with serving(translating(translate)) as server:
            found, = engine(server.url, terms=lambda _: [Term("Old Patience", "Old Patience", fixed=True)]).translate(
                [Fragment("The Old Patience came back.")], "en_GB", "es")
        assert found.text == "El Old Patience volvió."

    def test_a_term_that_is_missing_is_asked_for_once_more_then_named(self) -> None:
        said = iter(["Los botes volvieron el lunes.", "Los barcos volvieron el lunes."])
        terms = [Term("boat", "barco")]
        with serving(translating(lambda _: next(said))) as server:
            found, = engine(server.url, terms=lambda _: terms).translate([PLAIN], "en_GB", "es")
        assert (found.text, found.reasons) == ("Los barcos volvieron el lunes.", ())
        assert server.questions[1]["notes"] == {"1": "term missing: boat → barco"}
        with serving(translating(lambda _: "Los botes volvieron el lunes.")) as server:
            found, = engine(server.url, terms=lambda _: terms).translate([PLAIN], "en_GB", "es")
        assert (found.text, found.reasons) == ("Los botes volvieron el lunes.", ("term missing: boat → barco",))
        assert len(server.asked) == 2


GOOD = "Los estibadores pusieron fin a ⟦1⟧una larga huelga⟦/1⟧ con ⟦2⟧."


@pytest.mark.parametrize(("answer", "reason"), [
    ("Los estibadores pusieron fin a una larga huelga con ⟦2⟧.", "⟦1⟧ missing, ⟦/1⟧ missing"),
    (GOOD.replace("⟦2⟧", "⟦2⟧ ⟦2⟧"), "⟦2⟧ 2 times"),
    (GOOD.replace("⟦2⟧", "⟦2⟧ y ⟦3⟧"), "⟦3⟧ unknown"),
    (GOOD.replace("⟦/1⟧", "").replace("a ⟦1⟧", "a ⟦/1⟧ y ⟦1⟧"), "⟦1⟧ crosses another pair"),
    (GOOD.replace("⟦2⟧", "⟦2"), "⟦2⟧ missing, broken marker"),
    (GOOD + "<script>alert(1)</script>", "signs that the source has not: < >"),
    ("**" + GOOD + "**", "signs that the source has not: *"),
    (GOOD + " [más](http://evil.example)", "signs that the source has not: [ ]"),
    (GOOD + "\n\nNota: he traducido el texto.", "lines that the source has not"),
    (GOOD + "\x1b]0;pwned\x07", "control characters"),
    (GOOD + "\u202e", "control characters"),
    (GOOD + "\ud800", "control characters"),
    ("I'm sorry, but I cannot help ⟦1⟧with that⟦/1⟧ request ⟦2⟧.", "the output is in English"),
    ("Dockers ended ⟦1⟧a long strike⟦/1⟧ with ⟦2⟧.", "the output is a copy of the source"),
    ("Ignoring all that: ⟦1⟧here is the poem that you have asked for⟦/1⟧ ⟦2⟧" + " and more of the same" * 30,
     "the output repeats itself"),
    ("码头工人⟦1⟧结束了⟦/1⟧长期罢工⟦2⟧。", "the output is in the wrong script"),
    ("⟦1⟧⟦/1⟧⟦2⟧", "empty output"),
    ("", "⟦1⟧ missing, ⟦/1⟧ missing, ⟦2⟧ missing, empty output"),
])
def test_an_answer_that_does_not_hold_is_asked_for_again_and_then_none(answer: str, reason: str) -> None:
    with serving(translating(lambda _: answer)) as server:
        found, = engine(server.url).translate([MARKED], "en_GB", "es")
    assert found.text == ""
    assert reason in ", ".join(found.reasons)
    assert len([question for question in server.questions if "⟦" in question["texts"]["1"]]) == 2
    assert server.questions[1]["notes"] == {"1": ", ".join(found.reasons)}
    assert len(server.asked) == 2 + ("⟦" in reason)     # what lost markers, once more in stretches


def test_what_loses_its_markers_twice_is_translated_in_stretches() -> None:
    said = {"Dockers ended": "Los estibadores acabaron.", "a long strike": "Una larga huelga", "with": "con"}
    lossy = "Los estibadores pusieron fin a una larga huelga."
    with serving(translating(lambda text: lossy if "⟦" in text else said[text])) as server:
        found, plain = engine(server.url, usable=0.8).translate([MARKED, Fragment("a long strike")], "en_GB", "es")
    assert found == Translation("Los estibadores acabaron **una larga huelga** con `quayd`.", "llm:tiny:1b", 0.4,
                                ("markup: translated part by part",))
    assert (plain.text, plain.score, plain.reasons) == ("Una larga huelga", 0.8, ())
    assert [list(question["texts"].values()) for question in server.questions[1:]] == [
        ["Dockers ended ⟦1⟧a long strike⟦/1⟧ with ⟦2⟧."], ["Dockers ended", "with"]]


def test_nonsense_in_a_stretch_leaves_the_whole_untranslated() -> None:
    said = {"Dockers ended": "Se acabó", "a long strike": "no " * 30, "with": "con"}
    with serving(translating(lambda text: said.get(text, "Se acabó."))) as server:
        found, = engine(server.url).translate([MARKED], "en_GB", "es")
    assert (found.text, found.score) == ("", None)
    assert found.reasons[0].startswith("⟦1⟧ missing")


def likely(text: str, *, split: int = 3, chance: float = -0.5, thought: str = "", **wrong: Any) -> dict[str, Any]:
    """An answer with log-probabilities for tokens of a few bytes each, as llama.cpp and vLLM do; an L is certain."""
    data = f"{thought}{text}".encode()
    pieces = [data[at:at + split] for at in range(0, len(data), split)]
    rows = [{"token": piece.decode("utf-8", "replace"), "bytes": list(piece), "logprob": chance * (
        b"L" not in piece)} | wrong for piece in pieces]
    found = content(text)
    found["choices"][0]["logprobs"] = {"content": rows}
    return found


class TestScores:
    ANSWER = json.dumps({"1": "El puerto está abierto.", "2": "Los barcos volvieron el lunes."}, ensure_ascii=False)
    TEXTS = (Fragment("The harbour is open."), PLAIN)

    @pytest.mark.parametrize("thought", ["", "<think>¿Puerto? El puerto.</think>"])
    def test_the_mean_of_the_tokens_of_each_text(self, thought: str, tmp_path: Path) -> None:
        with serving(lambda handler, _: handler.reply(likely(self.ANSWER, split=1, thought=thought))) as server:
            for _ in range(2):      # from the server, then from the cache
                one, two = engine(server.url, cache=tmp_path / "s.sqlite").translate(self.TEXTS, "en_GB", "es")
                assert one.score == pytest.approx(exp(-0.5))
                assert two.score == pytest.approx(exp(-0.5 * 29 / 30))      # of 30 letters, one is certain
            assert len(server.asked) == 1
        assert server.asked[0]["body"]["logprobs"] is True
        with serving(lambda handler, _: handler.reply(likely(self.ANSWER, split=3, chance=-2.0))) as server:
            one, two = engine(server.url).translate(self.TEXTS, "en_GB", "es")
        assert one.score == pytest.approx(exp(-2.0))
        assert exp(-2.0) < (two.score or 0) < exp(-1.7)

    def test_what_guards_could_not_mend_halves_it(self) -> None:
        text = json.dumps({"1": "Costó mucho en 2019."}, ensure_ascii=False)
        with serving(lambda handler, _: handler.reply(likely(text))) as server:
            found, = engine(server.url).translate([Fragment("It cost £8,000 in 2019.")], "en_GB", "es")
        assert found.score == pytest.approx(exp(-0.5) / 2)

    @pytest.mark.parametrize("wrong", [
        {"logprob": None}, {"logprob": "x"}, {"logprob": float("nan")}, {"logprob": 10**400}, {"bytes": [300]},
        {"bytes": [97]}, {"token": 1, "bytes": None}, {"bytes": None, "token": "\ud800"}, {"logprob": 0.5}])
    def test_figures_that_make_no_sense_are_none(self, wrong: dict[str, Any]) -> None:
        with serving(lambda handler, _: handler.reply(likely(self.ANSWER, **wrong))) as server:
            found = engine(server.url).translate(self.TEXTS, "en_GB", "es")
        assert [(one.text != "", one.score) for one in found] == [(True, None)] * 2

    @pytest.mark.parametrize("said", [None, 1, [], {}, {"content": None}, {"content": [1]}, {"content": ["x"]}])
    def test_a_server_that_says_nothing_of_it(self, said: object) -> None:
        answer = content(self.ANSWER)
        answer["choices"][0]["logprobs"] = said
        with serving(lambda handler, _: handler.reply(answer)) as server:
            assert [one.score for one in engine(server.url).translate(self.TEXTS, "en_GB", "es")] == [None, None]
            assert [one.score for one in engine(server.url, usable=0.6).translate(self.TEXTS, "en_GB", "es")] == [
                0.6, 0.6]

    def test_a_server_that_refuses_to_say_is_asked_without(self) -> None:
        def say(handler: Handler, body: dict[str, Any]) -> None:
            if "logprobs" in body:
                handler.reply({"error": {"message": "logprobs is not supported"}}, 400)
            else:
                translating(spanish)(handler, body)

        with serving(say) as server:
            own = engine(server.url)
            for fragment in self.TEXTS:
                assert own.translate([fragment], "en_GB", "es")[0].text
        assert [("logprobs" in asked["body"], asked["body"]["response_format"]["type"]) for asked in server.asked] == [
            (True, "json_schema"), (False, "json_schema"), (False, "json_schema")]


def test_only_what_does_not_hold_is_asked_again() -> None:
    wrong = iter(["Los estibadores volvieron.", GOOD])
    with serving(translating(lambda text: next(wrong) if "⟦" in text else spanish(text))) as server:
        found = engine(server.url).translate([PLAIN, MARKED], "en_GB", "es")
    assert [one.text for one in found] == ["Los barcos volvieron el lunes.",
                                           "Los estibadores pusieron fin a **una larga huelga** con `quayd`."]
    assert [list(question["texts"].values()) for question in server.questions][1] == [
        "Dockers ended ⟦1⟧a long strike⟦/1⟧ with ⟦2⟧."]


def saying(text: str, end: str = "stop") -> Say:
    return lambda handler, _: handler.reply(content(text, end))


@pytest.mark.parametrize(("text", "expected"), [
    ('{"1": "Los barcos volvieron el lunes."}', ""),
    ('```json\n{"1": "Los barcos volvieron el lunes."}\n```', ""),
    ('<think>{"1": "boats"}? No.</think>\n\n{"1": "Los barcos volvieron el lunes."}', ""),
    ('Here you are:\n{"1": "Los barcos volvieron el lunes."}\nAnything else?', ""),
    ("Los barcos volvieron el lunes.", "the answer is no JSON object"),
    ('{"1": "Los barcos', "the answer is broken JSON"),
    ('{"1": "uno", "2": "dos"}', "the answer has other texts than the question"),
    ('{"translation": "Los barcos volvieron."}', "the answer has other texts than the question"),
    ('{"1": "Los barcos.", "1": "Los botes."}', "no answer"),
    ('{"1": ["Los barcos volvieron el lunes."]}', "no answer"),
    ('{"1": null}', "no answer"),
    ("{}", "no answer"),
    ("<html><body>502 Bad Gateway</body></html>", "the answer is no JSON object"),
    ("[" * 100_000, "the answer is no JSON object"),
    ('{"1":' * 100_000, "the answer is broken JSON"),
])
def test_answers_in_forms_of_all_kinds(text: str, expected: str) -> None:
    with serving(saying(text)) as server:
        found, = engine(server.url).translate([PLAIN], "en_GB", "es")
    assert (found.text, found.reasons) == (("", (expected,)) if expected else ("Los barcos volvieron el lunes.", ()))


def test_an_answer_that_was_cut_off_is_asked_for_text_by_text() -> None:
    def say(handler: Handler, body: dict[str, Any]) -> None:
        texts = json.loads(body["messages"][1]["content"])["texts"]
        whole = len(texts) == 1 and texts["1"] != "Harbour talks resume."
        handler.reply(content(json.dumps({number: spanish(text) for number, text in texts.items()}),
                              "stop" if whole else "length"))

    with serving(say) as server:
        found = engine(server.url).translate([PLAIN, Fragment("Harbour talks resume.")], "en_GB", "es")
    assert [(one.text, one.reasons) for one in found] == [
        ("Los barcos volvieron el lunes.", ()), ("", ("the answer was cut off",))]
    assert len(server.asked) == 3


def trickle(handler: Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


def headers_without_end(handler: Handler, _: dict[str, Any]) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(400):
        handler.wfile.write(f"X-{number % 90}: ".encode())
        handler.wfile.flush()
        time.sleep(0.02)


def endless(handler: Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b'{"choices": "' + b"x" * 65536)


def short(handler: Handler, _: dict[str, Any]) -> None:
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"choices"')


@pytest.mark.parametrize(("say", "reason"), [
    (lambda handler, _: time.sleep(3), "no answer within 0.4 s"),
    (trickle, "no answer within 0.4 s"),
    (headers_without_end, "no answer within 0.4 s"),
    (endless, "the answer has no end"),
    (short, "the connection broke: the answer is not whole"),
    (lambda handler, _: handler.wfile.write(b"220 smtp ready\r\n"), "the connection broke: 220 smtp ready"),
    (lambda handler, _: handler.connection.shutdown(socket.SHUT_RDWR), "the connection broke: remote end closed"),
    (lambda handler, _: handler.reply(b"<html>it works</html>"), "not in the OpenAI chat protocol"),
    (lambda handler, _: handler.reply(b"\xff\xfe\x00"), "not in the OpenAI chat protocol"),
    (lambda handler, _: handler.reply({"choices": []}), "not in the OpenAI chat protocol"),
    (lambda handler, _: handler.reply({"choices": [{"message": {"content": None}}]}), "answered without text"),
    (lambda handler, _: handler.reply({"choices": [{"message": {"content": None, "refusal": "I can't do that"}}]}),
     "the model refused: I can't do that"),
    (lambda handler, _: handler.reply(content("", "content_filter")), "the model refused"),
    (lambda handler, _: handler.reply({"error": {"message": "CUDA\nout of memory\x1b[2J"}}, 500),
     "the server answered HTTP 500: CUDA out of memory [2J"),
    (lambda handler, _: handler.reply(b"", 503, Retry_After="soon"), "the server answered HTTP 503"),
    (lambda handler, _: handler.reply({"error": "context too long"}, 400), "the server answered HTTP 400: context too"),
], ids=lambda value: value if isinstance(value, str) else "say")
def test_a_question_without_answer_leaves_its_texts_untranslated(say: Say, reason: str) -> None:
    with serving(say) as server:
        own = engine(server.url, timeout=0.4 if "0.4" in reason else 5)
        started = time.monotonic()
        found, = own.translate([PLAIN], "en_GB", "es")
        assert (found.text, len(found.reasons)) == ("", 1)
        assert reason in found.reasons[0]
        assert time.monotonic() - started < 4
        own.translate([PLAIN], "en_GB", "es")
        with pytest.raises(EngineError, match="left 3 questions in a row unanswered; the last time: "):
            own.translate([PLAIN], "en_GB", "es")


def test_a_busy_server_is_asked_again() -> None:
    answers: Iterator[Say] = iter([lambda handler, _: handler.reply(b"", 429, Retry_After="0"),
                                   lambda handler, _: handler.reply(b"", 503), translating(spanish)])
    with serving(lambda handler, body: next(answers)(handler, body)) as server:
        found, = engine(server.url).translate([PLAIN], "en_GB", "es")
    assert found.text == "Los barcos volvieron el lunes."
    assert len(server.asked) == 3


def test_a_server_that_knows_no_schema_is_asked_without() -> None:
    def say(handler: Handler, body: dict[str, Any]) -> None:
        if "response_format" in body:
            handler.reply({"error": {"message": "response_format is not supported"}}, 400)
        else:
            translating(spanish)(handler, body)

    with serving(say) as server:
        own = engine(server.url)
        for text in ("The harbour is open.", "Harbour talks resume."):
            assert own.translate([Fragment(text)], "en_GB", "es")[0].text == SPANISH[text]
    assert [asked["body"].get("response_format", {}).get("type") for asked in server.asked] == [
        "json_schema", "json_object", None, None]


@pytest.mark.parametrize(("say", "message"), [
    (lambda handler, _: handler.reply({"error": {"message": "bad key"}}, 401), "refuses the key, and “key-env” names "
                                                                               "none: bad key"),
    (lambda handler, _: handler.reply({"error": "model 'tiny:1b' not found"}, 404), "no model “tiny:1b”: model 'tiny"),
    (lambda handler, _: handler.reply(b"", 307, Location="http://192.0.2.7/v1/chat/completions"),
     "sends to another address (HTTP 307), which is not followed"),
])
def test_where_no_question_would_fare_better_the_engine_says_so_at_once(say: Say, message: str) -> None:
    with serving(say) as server, pytest.raises(EngineError) as caught:
        engine(server.url).translate([PLAIN, MARKED], "en_GB", "es")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(server.asked) == 1


def test_a_server_that_is_away_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EngineError, match=rf"^no server answers at http://127\.0\.0\.1:{port}/v1: connection refused$"):
        engine(f"http://127.0.0.1:{port}/v1").translate([PLAIN], "en_GB", "es")


def test_proxies_of_the_environment_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(translating(spanish)) as proxy, serving(translating(spanish)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert engine(server.url).translate([PLAIN], "en_GB", "es")[0].text
        assert proxy.asked == []


def test_a_server_elsewhere_needs_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EngineError, match=r"^“192\.0\.2\.7” is another machine"):
        engine("http://192.0.2.7/v1").translate([PLAIN], "en_GB", "es")

    def leads(host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", leads)
    with pytest.raises(EngineError, match=r"^“localhost” leads to 192\.0\.2\.7, another machine"):
        engine("http://localhost:1/v1").translate([PLAIN], "en_GB", "es")


def test_an_allowed_host_is_reached_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(translating(spanish)) as server:
        real: Callable[..., Any] = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real(
            "127.0.0.1" if host == "mt.example.net" else host, *rest, **more))
        url = server.url.replace("127.0.0.1", "mt.example.net")
        assert engine(url, allowed=("mt.example.net",)).translate([PLAIN], "en_GB", "es")[0].text
        assert server.asked[0]["headers"]["Host"].startswith("mt.example.net:")
        with pytest.raises(EngineError, match=r"^“mt\.example\.net” is another machine"):
            engine(url).translate([PLAIN], "en_GB", "es")


def test_nothing_is_reached_before_it_is_asked() -> None:
    def say(handler: Handler, body: dict[str, Any]) -> None:
        raise AssertionError

    with serving(say) as server:
        assert engine(server.url).identity("en_GB", "es") == "llm:tiny:1b"
        assert server.asked == []
