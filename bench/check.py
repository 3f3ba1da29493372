"""Entries per second through all rules, beside pofilter (translate-toolkit) and ``msgfmt -c``, in one run.

    uv pip install --group bench
    python bench/check.py [--quick]

The catalog is the worked example's Spanish, its entries varied: other numbers, other names, one sentence more, so that
no text is there twice. Each tool reads the file and says what is wrong: ours with every rule on, pofilter with all of
its tests and with those only that ours have a like of. Figures are CPU seconds of the process that does the work, so a
busy machine changes little; msgfmt's include its start. ``sharing`` is ``l10n check`` over a project of many articles
and over one of a single large catalog, in one process and in as many as there are processors: wall seconds, and CPU
seconds beside them, which say what sharing costs; ``again`` is the same check once more, of which everything is known,
beside pofilter over the same catalogs. ``growth`` is how much more a hostile text of eight times the length
costs, the worst of all texts: about 8 where every rule is linear, 64 where one is quadratic. The last line is one JSON
object. Goals: five times pofilter, and the same cost for an entry in a small file as in a large one.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# translate-toolkit's package is called translate, as is a script beside this one
sys.path[:] = [place for place in sys.path if Path(place or ".").resolve() != ROOT / "bench"]

from l10n import catalog, checks  # noqa: E402
from l10n.checks import reports  # noqa: E402
from l10n.model import Entry, Place, State  # noqa: E402

HEAD = ('msgid ""\nmsgstr ""\n"Project-Id-Version: bench\\n"\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"PO-Revision-Date: 2026-03-01 12:00+0000\\n"\n"Last-Translator: A <a@b.example>\\n"\n'
        '"Language-Team: none\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
NAMES = ("al", "ber", "cor", "dun", "ell", "fen", "gar", "hol", "ing", "jar", "ket", "lor", "mar", "nor", "ost", "pel",
         "quen", "ros", "ster", "tor", "ul", "ven", "wick", "yar", "zell", "bury", "combe", "dale", "field", "ford",
         "gate", "ham", "hurst", "leigh", "lock", "mere", "mouth", "ness", "port", "sey", "stead", "stow", "thorpe",
         "ton", "well", "wold", "worth", "by")
MORE = (("{name} counted {number} of them before noon.", "{name} contó {cifra} antes del mediodía."),
        ("Nobody in {name} had asked for it.", "Nadie lo había pedido en {name}."),
        ("“It was late,” said {name}.", "«Era tarde», dijo {name}."),
        ("The rest of the {name} papers are kept in the old library by the harbour.",
         "El resto de los papeles de {name} se guarda en la vieja biblioteca del puerto."))
SAME = ("acronyms", "blank", "brackets", "doublequoting", "doublespacing", "doublewords", "emails", "endpunc",
        "endwhitespace", "escapes", "functions", "long", "newlines", "notranslatewords", "numbers", "printf",
        "puncspacing", "purepunc", "pythonbraceformat", "sentencecount", "short", "simplecaps", "singlequoting",
        "startcaps", "startpunc", "startwhitespace", "tabs", "unchanged", "untranslated", "urls", "validchars",
        "variables", "xmltags")
"""pofilter's tests that rules of ours stand beside."""
HOSTILE = ("a", "a ", "<", "[", "](", "`", "` ", "*", "* a", "<a b='", "<!--", "-", "&", "{{", "1,000 ", "1", "1,",
           "no ", "“", "'", "A. ", "A", "Aa ", "http://", "a@", "a@a.", "one ", "million ", "一", "!?", " ", ". ", "(",
           "\u202e", "12:30 ", "+1 ", "12 34 ", "\\", "_a_", "Ana Ana ", "<b>", "<b><i>", "not ", "no me ", "haven't ",
           "não é ", "“a” ", "\u00a0", "a\n", "аa", "January ", "5% to ", "two hours ", "IV ", "“", "£5 ", "’", "NATO ")


def varied(count: int) -> Iterator[Entry]:
    """``count`` entries, each text a new one."""
    base = [entry for path in sorted((ROOT / "locales/es").rglob("*.po"))
            for entry in catalog.parse(path.read_bytes(), path.name).entries
            if entry.target and entry.state in (State.REVIEWED, State.MACHINE)]
    chance = random.Random(7)
    for number in range(count):
        one = base[number % len(base)]
        shift = number // len(base)
        source, target = (re.sub(r"\d", lambda digit, shift=shift: str((int(digit[0]) + shift) % 9 + 1),  # type: ignore
                                 text) for text in (one.source, one.target))
        name = "".join(NAMES[number // len(NAMES) ** place % len(NAMES)] for place in (2, 1, 0)).capitalize()
        if one.context is None:
            more, mas = chance.choice(MORE)
            figure = f"{number + 2:,}"
            source = f"{source} {more.format(name=name, number=figure)}"
            target = f"{target} {mas.format(name=name, cifra=figure.replace(',', '.'))}"
        else:
            source, target = f"{source} in {name}", f"{target} en {name}"
        yield Entry(source, one.context, target, State.REVIEWED,
                    places=(Place(f"articles/{number // 50}.md", number % 50 * 2 + 1),))


def written(entries: Iterable[Entry]) -> str:
    """The entries as a PO file."""
    rows = [HEAD]
    for entry in entries:
        quoted = [json.dumps(text, ensure_ascii=False) for text in (entry.source, entry.target)]
        context = f"msgctxt {json.dumps(entry.context)}\n" if entry.context is not None else ""
        place = f"#: {entry.places[0].path}:{entry.places[0].line}\n"
        rows.append(f"{place}{context}msgid {quoted[0]}\nmsgstr {quoted[1]}\n")
    return "\n".join(rows)


def spent(work: Callable[[], object], rounds: int = 1, who: int = resource.RUSAGE_SELF) -> float:
    """CPU seconds of the fastest round, in this process or in those that it starts."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        before = resource.getrusage(who)
        work()
        after = resource.getrusage(who)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def ours(path: Path) -> int:
    """Read, look with every rule, report."""
    one = catalog.parse(path.read_bytes(), path.name)
    found, _ = checks.catalog(one, "es", "en_GB")
    found += checks.header(one, "es")
    reports.FORMATS["json"](checks.Result(tuple(found)))
    return len(found)


def pofilter(path: Path, tests: tuple[str, ...]) -> int:
    """Read, look with these tests (none: all), report."""
    from translate.filters import checks as filters
    from translate.filters import pofilter as tool
    from translate.storage import factory

    options = argparse.Namespace(includefuzzy=True, includereview=True, autocorrect=False, addnotes=True,
                                 excludefilters={}, limitfilters=dict.fromkeys(tests, True) if tests else None)
    look = tool.pocheckfilter(options, [filters.StandardChecker, filters.StandardUnitChecker],
                              filters.CheckerConfig(targetlanguage="es"))
    with path.open("rb") as file:
        found = look.filterfile(factory.getobject(file))
    found.serialize(io.BytesIO())
    return len(found.units) - 1


def msgfmt(path: Path) -> None:
    subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)], check=True, capture_output=True)


def beside(sizes: Iterable[int], folder: Path) -> dict[str, dict[str, object]]:
    """Entries per CPU second of each tool, by size."""
    figures: dict[str, dict[str, object]] = {}
    for size in sizes:
        path = folder / f"{size}.po"
        path.write_text(written(varied(size)), "utf-8")
        rounds = 3 if size <= 5_000 else 1
        found = {"ours": ours(path), "pofilter_all": 0, "pofilter_same": 0}
        figure = {"ours": size / spent(lambda path=path: ours(path), rounds)}  # type: ignore[misc]
        for name, tests in (("pofilter_same", SAME), ("pofilter_all", ())):
            found[name] = pofilter(path, tests) if size <= 1_000 else 0
            figure[name] = size / spent(lambda path=path, tests=tests: pofilter(path, tests),  # type: ignore[misc]
                                        rounds)
        figure["msgfmt"] = size / spent(lambda path=path: msgfmt(path), rounds,  # type: ignore[misc]
                                        resource.RUSAGE_CHILDREN)
        figures[str(size)] = {**{name: round(value) for name, value in figure.items()},
                              "x_all": round(figure["ours"] / figure["pofilter_all"], 2),
                              "x_same": round(figure["ours"] / figure["pofilter_same"], 2), "found": found["ours"]}
        print(f"{size:7,} entries, a CPU second: ours {figure['ours']:7,.0f}, pofilter {figure['pofilter_all']:6,.0f} "
              f"(same tests {figure['pofilter_same']:6,.0f}), msgfmt -c {figure['msgfmt']:9,.0f}; "
              f"{figures[str(size)]['x_all']} and {figures[str(size)]['x_same']} times pofilter", flush=True)
        if size <= 1_000:
            print(f"        entries found fault with: pofilter {found['pofilter_all']:,}, with the same tests "
                  f"{found['pofilter_same']:,}; findings of ours {found['ours']:,}")
    return figures


def project(folder: Path, articles: int, each: int) -> Path:
    """A project of ``articles`` articles with ``each`` reviewed entries."""
    (folder / "articles").mkdir(parents=True)
    (folder / "l10n.toml").write_text('source-locale = "en_GB"\nlocales = ["es"]\n[check]\nfail-on = "never"\n')
    entries = [entry for entry in varied(articles * each * 2) if entry.context is None and "\n" not in entry.source]
    for number in range(articles):
        mine = entries[number * each:(number + 1) * each]
        (folder / f"articles/{number}.md").write_text("\n\n".join(entry.source for entry in mine) + "\n", "utf-8")
        place = folder / f"locales/es/LC_MESSAGES/{number}.po"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(written(mine), "utf-8")
    subprocess.run([sys.executable, "-m", "l10n", "extract", "-C", str(folder)], check=True, capture_output=True)
    return folder


def shared(folder: Path, jobs: int) -> dict[str, float]:
    """Wall and CPU seconds of ``l10n check`` with one process and with ``jobs``."""
    figures: dict[str, float] = {}
    for count in (1, jobs):
        shutil.rmtree(folder / ".l10n", ignore_errors=True)
        began = time.perf_counter()
        cpu = checked(folder, count)
        figures |= {f"wall_{count}": round(time.perf_counter() - began, 2), f"cpu_{count}": round(cpu, 2)}
    return figures


def checked(folder: Path, jobs: int) -> float:
    """CPU seconds of ``l10n check``, its start included."""
    return spent(lambda: subprocess.run(
        [sys.executable, "-m", "l10n", "check", "-C", str(folder), "-j", str(jobs), "--format", "json"],
        check=True, capture_output=True), who=resource.RUSAGE_CHILDREN)


def again(folder: Path, entries: int) -> dict[str, float]:
    """Entries per CPU second of a check that was made before, beside pofilter with all tests, whose start is left
    out."""
    mine = min(checked(folder, 1) for _ in range(3))
    theirs = spent(lambda: [pofilter(path, ()) for path in folder.glob("locales/es/**/*.po")])
    return {"ours": round(entries / mine), "x_all": round(theirs / mine, 2)}


def growth(pieces: Iterable[str], languages: tuple[str, ...], size: int = 4_000) -> tuple[float, str]:
    """(What eight times the length costs, for which text): each text on both sides, and on either."""
    worst, where = 0.0, ""
    for piece in pieces:
        def look(length: int, piece: str = piece) -> float:
            text = (piece * (length // len(piece) + 1))[:length]
            return spent(lambda: [checks.pair(Entry(f"{one} x", None, f"{two} y", State.REVIEWED), locale, "en_GB")
                                  for one, two in ((text, text), (text, "a"), ("a b", text))
                                  for locale in languages])
        small, large = look(size), look(8 * size)
        if large / small > worst:
            worst, where = large / small, piece
    return worst, where


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="smaller catalogs")
    quick = parser.parse_args().quick
    sizes = (200, 600) if quick else (1_000, 10_000, 100_000)
    jobs = max(2, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = beside(sizes, folder)
        rates = [float(str(one["ours"])) for one in figures.values()]
        flat = max(rates) / min(rates)
        articles = 16 if quick else 200
        many = project(folder / "many", articles, 40)
        sharing = {"articles": shared(many, jobs),
                   "catalog": shared(project(folder / "one", 1, 400 if quick else 10_000), jobs)}
        known = again(many, articles * 40)
    print(f"cost of an entry, dearest to cheapest size: {flat:.2f}; -j {jobs}: {sharing}", flush=True)
    print(f"the articles again, a CPU second: ours {known['ours']:,}; {known['x_all']} times pofilter", flush=True)
    worst, where = growth(HOSTILE[::4], ("es",)) if quick else growth(HOSTILE, ("es", "fr", "de", "zh_Hant"))
    print(f"eight times a hostile text costs at most {worst:.2f} times as much ({where!r})")
    print(json.dumps({"bench": "check", "entries_per_cpu_second": figures, "flat": round(flat, 2), "jobs": jobs,
                      "sharing": sharing, "again": known, "growth": round(worst, 2), "growth_text": where}))


if __name__ == "__main__":
    main()
