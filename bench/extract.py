"""Articles per CPU second, in and out again, beside mdpo and translate-toolkit in the same run.

For each article: find its segments, then build the edition of an empty catalog. Ours must give back the same bytes, and
so should theirs; how often they do is shown beside the speed.

    uv pip install --group bench
    python bench/extract.py [--quick]
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from l10n import formats

ROOT = Path(__file__).parents[1]
Trip = Callable[[str, str], str]


def ours(path: str, text: str) -> str:
    """Parse, and splice an empty catalog."""
    return formats.rebuild(formats.read(text.encode(), path), {}).text


def mdpo(_path: str, text: str) -> str:
    """mdpo: Markdown → PO, and back with the untranslated PO."""
    from mdpo.md2po import Md2Po
    from mdpo.po2md import Po2Md

    with tempfile.TemporaryDirectory() as folder:
        po = Path(folder) / "a.po"
        md = Path(folder) / "a.md"
        md.write_text(text, encoding="utf-8")
        Md2Po(str(md)).extract(po_filepath=str(po), save=True)
        return str(Po2Md(str(po)).translate(str(md)))


def toolkit(path: str, text: str) -> str:
    """translate-toolkit: HTML → PO, and back with the untranslated PO."""
    from translate.convert.html2po import html2po
    from translate.convert.po2html import converthtml

    po, back = io.BytesIO(), io.BytesIO()
    html2po().convertfile(io.BytesIO(text.encode()), path).serialize(po)
    converthtml(io.BytesIO(po.getvalue()), back, io.BytesIO(text.encode()))
    return back.getvalue().decode()


def measure(trip: Trip, articles: list[tuple[str, str]], seconds: float) -> dict[str, float]:
    """Articles per CPU second over whole passes for at least ``seconds``, how many of them the tool can read at all,
    and the share of all that comes back identical."""
    same = 0
    readable = []
    for path, text in articles:    # also warms up
        try:
            same += trip(path, text) == text
            readable.append((path, text))
        except Exception as problem:
            print(f"  {path}: {type(problem).__name__}: {problem}", file=sys.stderr)
    began = time.process_time()
    passes = 0
    while readable and time.process_time() - began < seconds:
        for path, text in readable:
            trip(path, text)
        passes += 1
    spent = time.process_time() - began
    return {"articles_per_cpu_second": round(passes * len(readable) / spent, 1) if readable else 0.0,
            "readable": len(readable), "identical": round(same / len(articles), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds a tool")
    # translate-toolkit's package is called translate, as is a script beside this one
    sys.path[:] = [place for place in sys.path if Path(place or ".").resolve() != ROOT / "bench"]
    seconds = 3.0 if parser.parse_args().quick else 15.0
    peers: dict[str, tuple[str, Trip | None]] = {"txt": ("", None), "md": ("mdpo", mdpo),
                                                 "html": ("translate-toolkit", toolkit)}
    figures: dict[str, object] = {}
    for suffix, (name, peer) in peers.items():
        articles = [(path.name, path.read_text(encoding="utf-8"))
                    for path in sorted((ROOT / "articles").rglob(f"*.{suffix}"))]
        kind: dict[str, object] = {"articles": len(articles),
                                   "kilobytes": round(sum(len(text) for _, text in articles) / 1000),
                                   "l10n": (own := measure(ours, articles, seconds))}
        if peer is not None:
            kind[name] = (theirs := measure(peer, articles, seconds))
            kind["ratio"] = round(own["articles_per_cpu_second"] / theirs["articles_per_cpu_second"], 1)
        figures[suffix] = kind
        print(f"{suffix}: {kind}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
