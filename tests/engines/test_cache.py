"""The cache gives back what was put in, and no trouble with its file is ever an error."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.engines import models
from l10n.engines.alignment import Aligned, words
from l10n.engines.argos import ArgosEngine
from l10n.engines.cache import Cache, _dumps, _loads
from l10n.engines.decoder import Decoded, Decoder
from l10n.engines.packages import digest, inspect
from l10n.model import Fragment, Inline, Span, Translation

PLAIN = Decoded(Aligned("Una casa."), -0.123456789, 4)
ALIGNED = Decoded(Aligned("Una casa.", words("A house."), words("Una casa."), ((0.1, 0.7, 0.2), (1.0, 0.0, 0.0),
                                                                            (0.0, 0.0, 0.0))), -0.5, 4)


def test_what_was_put_in_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "deep" / "cache.sqlite")
    cache.put("m", {"A house.": ALIGNED, "Nonsense": Decoded(Aligned("x"), -9.0, 1, "empty output")})
    cache.close()
    again = Cache(tmp_path / "deep" / "cache.sqlite")
    assert again.get("m", ["A house.", "Nonsense", "Else"], {"A house."}) == {
        "A house.": ALIGNED, "Nonsense": Decoded(Aligned("x"), -9.0, 1, "empty output")}
    assert again.get("another", ["A house."]) == {}
    assert list(Cache(tmp_path / "none").get("m", [str(number) for number in range(2500)])) == []


def test_a_sentence_without_alignment_is_unknown_where_one_is_wanted(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("m", {"A house.": PLAIN})
    assert cache.get("m", ["A house."]) == {"A house.": PLAIN}
    assert cache.get("m", ["A house."], {"A house."}) == {}
    cache.put("m", {"A house.": ALIGNED})
    assert cache.get("m", ["A house."], {"A house."}) == {"A house.": ALIGNED}


@given(st.text(), st.floats(-100, 0), st.lists(st.floats(0, 1), max_size=4))
def test_every_digit_survives(text: str, score: float, weights: list[float]) -> None:
    found = Decoded(Aligned(text, (Span(0, 1),), (Span(0, 1),), (tuple(weights),)), score, 3, text)
    assert _loads(_dumps(found)) == found


def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    path.write_bytes(b"not a database at all" * 100)
    cache = Cache(path)
    assert cache.get("m", ["A house."]) == {}
    cache.put("m", {"A house.": PLAIN})
    assert Cache(path).get("m", ["A house."]) == {"A house.": PLAIN}


def test_a_file_damaged_in_the_middle_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    cache = Cache(path)
    cache.put("m", {f"sentence {number}": PLAIN for number in range(2000)})
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    again = Cache(path)
    assert again.get("m", [f"sentence {number}" for number in range(2000)]) == {}
    again.put("m", {"A house.": PLAIN})
    assert again.get("m", ["A house."]) == {"A house.": PLAIN}


def test_a_row_of_another_shape_is_unknown(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("m", {"A house.": PLAIN})
    cache.close()
    with sqlite3.connect(tmp_path / "cache") as connection:
        connection.execute("update kept set value = '[1, 2]'")
    assert cache.get("m", ["A house."]) == {}


def test_no_cache_where_none_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "file" / "cache"):
        cache = Cache(path)
        cache.put("m", {"A house.": PLAIN})
        assert cache.get("m", ["A house."]) == {}


def test_deleted_under_way_it_goes_on(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.put("m", {"A house.": PLAIN})
    for file in tmp_path.iterdir():
        file.unlink()
    cache.put("m", {"Else": PLAIN})
    assert Cache(tmp_path / "cache").get("m", ["A house."]) == {}


def fill(path: Path, start: int) -> None:
    cache = Cache(path)
    for number in range(start, start + 200):
        cache.put("m", {f"sentence {number}": PLAIN, "shared": PLAIN})


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    running = [spawn.Process(target=fill, args=(tmp_path / "cache", start)) for start in (0, 200, 400)]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0, 0, 0]
    assert len(Cache(tmp_path / "cache").get("m", [f"sentence {number}" for number in range(600)])) == 600


def test_the_second_run_gives_the_same_and_loads_no_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for needed in ("ctranslate2", "sentencepiece", "sentencex"):
        pytest.importorskip(needed)
    [path] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
    model = inspect(path, "starter", "built in")
    texts = [Fragment("The house is red. Where is the station?"),
             Fragment("The `x` house.", (Inline(Span(4, 7), "code"),))]
    first = ArgosEngine([model], cache=tmp_path / "cache").translate(texts, "en", "es")
    assert first == ArgosEngine([model]).translate(texts, "en", "es")

    def refuse(*_: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(Decoder, "__init__", refuse)
    assert ArgosEngine([model], cache=tmp_path / "cache").translate(texts, "en", "es") == first


def test_the_digest_is_of_the_files(tmp_path: Path) -> None:
    [path] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
    copy = tmp_path / "copy.argosmodel"
    copy.write_bytes(path.read_bytes())
    assert digest(inspect(copy, "a", "")) == digest(inspect(path, "b", ""))
    copy.write_bytes(path.read_bytes() + b"\0")
    assert digest(inspect(copy, "a", "")) != digest(inspect(path, "a", ""))


def test_a_finished_headline_is_known_beside_what_its_article_tells_of_its_words(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    text, found = "Mayor Lund Ends Harbour Talks", Translation("x", "argos:en-es@1", 0.5)
    articles = ["It was Lund who said so.", "It was Lund who said so. Nobody else did.", "It was too late.", ""]
    given = [Fragment(text, (), article) for article in articles]
    cache.finish("key", {given[0]: found})
    assert [list(cache.finished("key", [one]).values()) for one in given] == [[found], [found], [], []]
    plain = [Fragment("The mayor ends the talks.", (), article) for article in articles]
    cache.finish("key", {plain[0]: found})
    assert [list(cache.finished("key", [one]).values()) for one in plain] == [[found]] * 4
