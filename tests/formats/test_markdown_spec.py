"""Every example of the CommonMark specification comes back byte for byte, and renders alike when it is translated.

The specification is fetched once from npm (package commonmark-spec) into pytest's cache; without npm or a network
the test is skipped. COMMONMARK_SPEC names a copy of its spec.txt to use instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from test_markdown_laws import accented, ordered, parse, rendered

from l10n.formats import rebuild, splice

PACKAGE = "commonmark-spec@0.31.2"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", re.DOTALL | re.MULTILINE)

DIFFER = {
    "[link](<foo\nbar>)\n",  # no link, for an address has no line breaks; folded to one line it is one
    "foo <!-- this is a --\ncomment - with hyphens -->\n",  # the line break in the comment becomes a space
}
"""The examples that render to other tags when they are translated."""


@pytest.fixture(scope="module")
def examples(request: pytest.FixtureRequest) -> list[str]:
    named = os.environ.get("COMMONMARK_SPEC")
    if named:
        text = Path(named).read_text(encoding="utf-8")
    else:
        folder = request.config.cache.mkdir("commonmark-spec")
        if not (folder / "spec.txt").exists():
            _fetch(folder)
        text = (folder / "spec.txt").read_text(encoding="utf-8")
    return [example.replace("→", "\t") for example in EXAMPLE.findall(text)]


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm to fetch the specification with")
    try:
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, check=True, timeout=60, capture_output=True)
    except (subprocess.SubprocessError, OSError):
        pytest.skip("the specification cannot be fetched")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        spec = archive.extractfile("package/spec.txt")
        assert spec is not None
        (folder / "spec.txt").write_bytes(spec.read())


def test_every_example(examples: list[str]) -> None:
    assert len(examples) == 652
    differ = set()
    for source in examples:
        for text in (source, "\ufeff" + source, source.replace("\n", "\r\n"), source.removesuffix("\n")):
            document = parse(text)
            assert splice(document, {}) == text
            assert splice(document, {segment: segment.text for segment in document.segments}) == text
            ordered(document)
            assert not document.findings
        document = parse(source)
        rebuilt = rebuild(document, {segment: accented(segment.fragment) for segment in document.segments})
        assert not rebuilt.rejected
        if rendered(rebuilt.text) != rendered(source):
            differ.add(source)
    assert differ == DIFFER
