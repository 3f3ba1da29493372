"""What a branch touched, as git tells it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from l10n.errors import ProjectError

_HUNK = re.compile(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def changed_lines(root: Path, ref: str) -> Mapping[str, frozenset[int] | None]:
    """Path below ``root`` → the lines that are new or changed since ``ref``, in the working tree too; None
    for a file that is new altogether.

    Asked is ``diff-index``, which heeds no user's settings of how a diff is to look, and for text, whatever the
    repository's attributes hide or convert. Raises ProjectError where there is no git, no repository or no such commit.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}",
                  why=f"“{ref}” is no commit that git knows here").strip()
    base = _git(root, "merge-base", commit, "HEAD", why=f"“{ref}” and this branch have nothing in common").strip()
    text = _git(root, "-c", "core.quotepath=off", "diff-index", "-p", "--unified=0", "--text", "--no-ext-diff",
                "--no-renames", "--relative", base, "--", ".", why="git diff-index failed")
    found: dict[str, frozenset[int] | None] = {}
    path, lines = "", set[int]()
    for row in text.split("\n"):
        if row.startswith("+++ "):
            path = row[4:].split("\t")[0].removeprefix("b/")
            lines = set()
        elif row.startswith("@@ ") and path and (hunk := _HUNK.match(row)):
            first, count = int(hunk[1]), int(hunk[2] if hunk[2] is not None else 1)
            lines |= set(range(first, first + max(count, 1)))
            found[path] = frozenset(lines)
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".", why="git ls-files failed")
    found |= dict.fromkeys((name for name in new.split("\0") if name), None)
    return found


def _git(root: Path, *words: str, why: str) -> str:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    except OSError:
        raise ProjectError("--changed-since needs git, and there is none") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise ProjectError(why + (f": {said}" if said else _shallow(root)))
    return done.stdout.decode("utf-8", "replace")


def _shallow(root: Path) -> str:
    """What to do where the history is not all there: CI servers fetch a commit or few."""
    asked = subprocess.run(["git", "rev-parse", "--is-shallow-repository"], cwd=root, capture_output=True, check=False)
    return " (this clone is shallow: fetch more of its history)" if asked.stdout.strip() == b"true" else ""
