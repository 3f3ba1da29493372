"""Sentences whose markup a model lost: translated between the parts, through the real model and through one that loses
whatever it can."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest
from test_room import bones, parse, said

from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.confidence import DOUBT
from l10n.engines.decoder import Decoded, Decoder
from l10n.engines.partwise import NOTHING, fallback
from l10n.engines.room import finish, prepare
from l10n.model import Translation

REASON = "markup: translated part by part"


def run(text: str, first: Mapping[str, str], then: Mapping[str, str], locale: str = "es") -> Translation:
    """A model that says ``first`` of whole sentences and ``then`` of stretches; both are all that it is asked for."""
    task = prepare(parse(text), "en_GB", locale)
    results = {sentence: said(sentence, first[sentence]) for sentence in task.sentences}
    asked: list[str] = []

    def again(texts: Sequence[str]) -> dict[str, Decoded]:
        asked.extend(texts)
        return {text: said(text, then[text]) for text in texts}

    [instead] = fallback([task], results, again)
    assert asked == list(then)
    found = finish(task, {**results, **instead.sentences}, "argos:en-es@1")
    return Translation(found.text, found.origin, found.score, (*found.reasons, *instead.reasons))


def test_a_lost_stand_in_parts_its_sentence_and_no_other() -> None:
    found = run("Run `make it` in {name} to build. It <b>works</b>.",
                {"Run X1 in X2 to build.": "Ejecute en X2 para construir.", "It works.": "Funciona."},
                {"Run": "Corra.", "in X2 to build.": "En X2 para construir."})
    assert found.text == "Corra `make it` en {name} para construir. <b>Funciona</b>."
    assert found.reasons == (REASON,)


def test_a_stand_in_said_twice_is_cut_and_nothing_more() -> None:
    found = run("See `x` now.", {"See X1 now.": "Vea X1 ya X1."}, {})
    assert (found.text, found.reasons) == ("Vea `x` ya.", ())


def test_a_pair_whose_words_are_not_to_be_found() -> None:
    text = "The <b>old</b> port"
    task = prepare(parse(text), "en_GB", "es")
    nowhere = said("The old port", "El puerto", ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    [instead] = fallback([task], {"The old port": nowhere},
                         lambda texts: {one: said(one, {"The": "El", "old": "viejo", "port": "puerto"}[one])
                                        for one in texts})
    assert finish(task, {**instead.sentences}, "").text == "El <b>viejo</b> puerto"


def test_nonsense_with_parts_in_it_is_tried_between_them() -> None:
    text = "The `x` flag and <b>many</b> more"
    task = prepare(parse(text), "en_GB", "es")
    [sentence] = task.sentences
    loop = Decoded(said(sentence, "la la la la").aligned, -0.5, 4, "the output repeats itself")
    say = {"The": "La", "flag and": "opción y", "many": "muchas", "more": "más"}
    [instead] = fallback([task], {sentence: loop}, lambda texts: {one: said(one, say[one]) for one in texts})
    assert finish(task, {**instead.sentences}, "").text == "La `x` opción y <b>muchas</b> más"


def test_where_the_stretches_are_nonsense_too_what_was_there_stays() -> None:
    task = prepare(parse("Run `x` to build."), "en_GB", "es")
    bad = Decoded(said("Run", "").aligned, -1.0, 1, "empty output")
    assert fallback([task], {"Run X1 to build.": said("Run X1 to build.", "Corra.")},
                    lambda texts: dict.fromkeys(texts, bad)) == [NOTHING]


def test_nothing_is_asked_where_nothing_is_lost() -> None:
    task = prepare(parse("Run `x` & <b>go</b>, “then” go&nbsp;on."), "en_GB", "es")
    [sentence] = task.sentences
    assert fallback([task], {sentence: said(sentence, sentence)}, lambda _: {}["nothing"]) == [NOTHING]


def test_the_real_model_with_every_stand_in_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part is there once, between the words that it stood between, and the score says what it is worth."""
    for library in ("ctranslate2", "sentencepiece", "sentencex"):
        pytest.importorskip(library)
    engine = ArgosEngine([model for model in models.installed() if model.where == "built in"])
    texts = ["Open `config` and read {name} before the meeting.", "The mayor opened <b>the `bridge`</b> on Monday.",
             "See the ![map] of the port. The ferry leaves at noon."]
    whole = engine.translate([parse(text) for text in texts], "en_GB", "es")
    assert not any(REASON in one.reasons for one in whole)
    decode = Decoder.decode

    def lossy(decoder: Decoder, given: Sequence[str], wanted: Sequence[str] = ()) -> list[Decoded]:
        return [said(text, re.sub(r"\s*\bX\d\b", "", one.aligned.text)) if re.search(r"\bX\d\b", text) else one
                for text, one in zip(given, decode(decoder, given, wanted), strict=True)]

    monkeypatch.setattr(Decoder, "decode", lossy)
    parted = engine.translate([parse(text) for text in texts], "en_GB", "es")
    assert [bones(one.text) for one in parted] == [bones(text) for text in texts]
    assert [REASON in one.reasons for one in parted] == [True, True, False]
    assert parted[0].text.index("`config`") < parted[0].text.index(" y ") < parted[0].text.index("{name}")
    assert all(one.score is not None and one.score <= DOUBT for one in parted[:2])
    assert parted[2] == whole[2]
