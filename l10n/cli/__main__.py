"""``python -m l10n.cli``."""

from l10n.cli import main

main()
