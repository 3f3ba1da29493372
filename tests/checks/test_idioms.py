"""What languages say in their own way is no fault: pairs that pass, each beside one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from l10n import checks
from l10n.model import Entry, State

ROWS = [line.split("\t") for line in (Path(__file__).parent / "idioms.tsv").read_text(encoding="utf-8").splitlines()[1:]
        if line and not line.startswith("#")]


@pytest.mark.parametrize(("locale", "expected", "source", "target"), ROWS, ids=lambda text: text[:30])
def test_idiom(locale: str, expected: str, source: str, target: str) -> None:
    found = {rule.code for rule, _ in checks.pair(Entry(source, None, target, State.REVIEWED), locale, "en_GB")
             if not rule.habit}
    assert found == set() if expected == "-" else expected in found
