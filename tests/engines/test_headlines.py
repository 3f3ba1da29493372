"""Headlines in title case and in capitals lose less than one BLEU beside the same in sentence case.

Where a headline holds a name that neither CLDR nor the model's vocabulary knows (Anna Lund), nothing tells it from a
word: those are left out here, and ``docs/engines.md`` says what they lose.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import spans as by_hand

from l10n.engines import models
from l10n.engines.argos import ArgosEngine
from l10n.engines.packages import inspect
from l10n.locales import proper_names
from l10n.model import Fragment
from training.augment import title_case

pytest.importorskip("ctranslate2")
pytest.importorskip("sentencepiece")
pytest.importorskip("sentencex")
sacrebleu = pytest.importorskip("sacrebleu")

[STARTER] = [path for path in Path(models.__file__).with_name("starter").iterdir() if path.suffix == ".argosmodel"]
OWN = Path(__file__).parents[2] / "training" / "eval"


def headlines() -> list[tuple[str, str]]:
    """Short sentences of our own with their Spanish, without the full stop at their end."""
    lines = zip(*((OWN / f"own.{language}").read_text("utf-8").splitlines() for language in ("en", "es")), strict=True)
    pairs = [*lines, *((case.task.view.text, case.target) for case in by_hand.cases("es") if not case.task.names)]
    return [(source.rstrip("."), target.rstrip(".")) for source, target in pairs
            if 3 < len(source.split()) < 15 and not re.search(r"[.!?…;:“]", source.rstrip("."))
            and all(word in proper_names("en_GB") for word in re.findall(r"\w+", source)[1:] if word[0].isupper())]


def test_bleu_of_headlines() -> None:
    pairs = headlines()
    assert len(pairs) > 130
    engine = ArgosEngine([inspect(STARTER, "starter", "built in")])
    sources, right = [source for source, _ in pairs], [target for _, target in pairs]
    texts = {"sentence": sources, "title": [title_case(source, False) for source in sources],
             "capitals": [source.upper() for source in sources]}
    said = {style: [found.text for found in engine.translate(list(map(Fragment, given)), "en_GB", "es")]
            for style, given in texts.items()}

    def bleu(outputs: list[str], references: list[str]) -> float:
        return float(sacrebleu.corpus_bleu(outputs, [references]).score)

    assert bleu(said["title"], right) > bleu(said["sentence"], right) - 1
    assert bleu(said["capitals"], list(map(str.upper, right))) > bleu(list(map(str.upper, said["sentence"])), list(
        map(str.upper, right))) - 1
