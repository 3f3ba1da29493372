"""The command line: thin over plain functions that return values.

``l10n --help`` is asked for at every turn and by every shell completion, while importing click alone takes three times
as long as starting Python; so the text of that one page is kept beside this file (a test holds it to click's own).
"""

from __future__ import annotations

import os
import sys

HELP = os.path.join(os.path.dirname(__file__), "help.txt")


def main() -> None:
    """Entry point of the ``l10n`` command."""
    if sys.argv[1:] in ([], ["--help"]):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        with open(HELP, encoding="utf-8") as text:
            sys.stdout.write(text.read())
        return
    try:
        from l10n.cli.commands import run_command_line
    except KeyboardInterrupt:                                   # nothing has begun
        sys.stderr.write("l10n: error: interrupted\n")
        sys.exit(2)
    sys.exit(run_command_line())
