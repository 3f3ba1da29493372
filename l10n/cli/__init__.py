"""The command line: thin over plain functions that return values.

``l10n --help`` is asked for at every turn and by every shell completion, while importing click alone takes three times
as long as starting Python; so the text of that one page is kept beside this file (a test holds it to click's own).
"""

from __future__ import annotations

import sys
from pathlib import Path

HELP = Path(__file__).with_name("help.txt")


def main() -> None:
    """Entry point of the ``l10n`` command."""
    if sys.argv[1:] in ([], ["--help"]):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(HELP.read_text(encoding="utf-8"))
        return
    from l10n.cli.commands import run_command_line

    sys.exit(run_command_line())
