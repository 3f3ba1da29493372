"""The house rules on imports, read off the source: who may import whom, and where third-party libraries live."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

RANKS = (
    {"errors"},
    {"model", "files", "store", "embargo"},
    {"plugins", "locales", "mask", "glossary"},
    {"project", "formats", "catalog", "engines"},
    {"template", "memory", "variants"},
    {"translate", "checks"},
    {"review", "edition"},
    {"pipeline"},
    {"cli"},
    {"__main__"},
)
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}

HOMES = {
    "babel": "locales",
    "polib": "catalog",
    "click": "cli",
    "markdown_it": "formats.markdown",
    "mdit_py_plugins": "formats.markdown",
    "ruamel": "formats",
    "ctranslate2": "engines",
    "argostranslate": "engines",
    "sentencepiece": "engines",
    "sentencex": "engines",
    "ray": "engines",
    "numpy": "engines",
    "yaml": "engines",
    "zstandard": "engines",
    "threadpoolctl": "engines",
    "opencc": "variants",
    "cyrtranslit": "variants",
}
LATE = {"babel", "ruamel", "polib", "ctranslate2", "argostranslate", "sentencepiece", "sentencex",
        "numpy", "ray", "threadpoolctl", "yaml", "zstandard", "opencc", "cyrtranslit"}
"""Slow to import, or at work while imported: only ever inside functions."""


@dataclass(frozen=True)
class Import:
    importer: str
    name: str
    line: int
    late: bool
    """Inside a function, or for the type checker only."""

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.name}"


def _modules() -> dict[str, Path]:
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
            for path in (ROOT / "l10n").rglob("*.py")}


def _imports(module: str, tree: ast.Module, modules: dict[str, Path]) -> Iterator[Import]:
    """Every import of a module; ``from l10n.formats import text`` is one of the submodule."""
    def walk(node: ast.AST, late: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno, late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield Import(module, full if full in modules else str(node.module), node.lineno, late)
        for child in ast.iter_child_nodes(node):
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or (
                isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and child in node.body)
            yield from walk(child, late or inside)

    yield from walk(tree, False)


MODULES = _modules()
IMPORTS = [found for module, path in MODULES.items()
           for found in _imports(module, ast.parse(path.read_text("utf-8")), MODULES)]


def _room(module: str) -> str:
    """errors, formats, cli ...; "" for the package itself, which has nothing but its version."""
    return ".".join(module.split(".")[1:2])


def _own(name: str) -> bool:
    return name == "l10n" or name.startswith("l10n.")


def test_every_room_has_a_rank() -> None:
    assert {_room(module) for module in MODULES} - {""} <= set(RANK)


def test_a_room_imports_from_lower_ranks_only() -> None:
    breaches = [str(found) for found in IMPORTS if _own(found.name) and _room(found.name)
                and _room(found.name) != _room(found.importer)
                and RANK[_room(found.name)] >= RANK.get(_room(found.importer), -1)]
    assert breaches == []


def test_modules_never_import_each_other_in_circles() -> None:
    graph: dict[str, set[str]] = {module: set() for module in MODULES}
    for found in IMPORTS:
        if found.name in graph and found.name != found.importer:
            graph[found.importer].add(found.name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" → ".join(circle.args[1]))


def test_third_party_libraries_live_in_one_home() -> None:
    breaches = []
    for found in IMPORTS:
        library = found.name.partition(".")[0]
        if _own(found.name) or library in sys.stdlib_module_names:
            continue
        home = HOMES.get(library)
        if home is None:
            breaches.append(f"{found}: it has no home in HOMES")
        elif not f"{found.importer}.".startswith(f"l10n.{home}."):
            breaches.append(f"{found}: its home is {home}")
    assert breaches == []


def test_slow_libraries_are_imported_where_they_are_used() -> None:
    assert [str(found) for found in IMPORTS if found.name.partition(".")[0] in LATE and not found.late] == []


def test_modules_stay_readable() -> None:
    """About 300 lines, and never 400; what outgrows that becomes a package."""
    lengths = {module: len(path.read_text("utf-8").splitlines()) for module, path in MODULES.items()}
    assert {module: length for module, length in lengths.items() if length >= 400} == {}


def test_importing_everything_is_quick_quiet_and_leaves_no_trace(tmp_path: Path) -> None:
    """What the source says, tried: no slow library by a detour, no output, no folder in the home directory."""
    names = [module for module in sorted(MODULES) if not module.endswith("__main__")]
    code = f"""
import importlib, sys
seen = set()
for name in {names!r}:
    importlib.import_module(name)
    slow = {LATE!r} & set(sys.modules) - seen
    seen |= slow
    assert not slow, f"{{name}} loads {{slow}}"
"""
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, cwd=tmp_path,
                          env={"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 reads ``(…)*+`` wrongly where the group can match in several ways (CPython gh-106052);
    atomic groups, ``(?>(…)*)``, say the same and are read well."""
    possessive = re.compile(r"\)(?:[*+?]|\{\{?[\d,]+\}\}?)\+")
    assert [path.name for path in (ROOT / "l10n").rglob("*.py") if possessive.search(path.read_text("utf-8"))] == []
