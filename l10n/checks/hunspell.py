"""The ``hunspell`` command: which dictionaries it has, and which words of a list it does not know.

The command and not a port of it: hunspell reads the French dictionary and judges a list of words in half a second;
spylls, the port in Python, takes five seconds to read it and up to fifty for one word's suggestions. The command finds
the dictionaries of the system by itself, in DICPATH too.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterable
from pathlib import PurePath

from l10n import locales
from l10n.errors import SpellingError

COMMAND = "hunspell"


def dictionaries() -> tuple[str, ...]:
    """Names of the dictionaries that are installed, sorted; SpellingError where there is no command."""
    said = _run("-D").stderr
    names = {PurePath(line.strip()).name for line in said.partition("AVAILABLE DICTIONARIES")[2].splitlines()
             if "/" in line or "\\" in line}
    return tuple(sorted(name.removesuffix(".aff").removesuffix(".dic") for name in names
                        if not name.startswith(("hyph_", "th_"))))


def dictionary(locale: str, names: Iterable[str]) -> str | None:
    """The dictionary for a locale: its own, its nearest parent's (es_AR → es, or es_ES), or for a language without
    territory any; None where there is none. Never that of another variety: pt_BR is not spelled as pt_PT."""
    known: dict[str, str] = {}
    for name in names:
        if (tag := locales.find(name)) is not None:
            known.setdefault(tag, name)
    chain = (locale, *locales.ancestors(locale))
    for place in chain:
        for tag in (place, locales.home(place)):
            if tag in known:
                return known[tag]
    bare = locale == locales.language(locale)
    return next((name for tag, name in sorted(known.items()) if bare and locales.kin(tag, locale)), None)


def unknown(words: Collection[str], name: str) -> set[str]:
    """The words that a dictionary does not know; SpellingError where it cannot be asked. A word of several parts
    (l'eau) is unknown where one of its parts is."""
    asked = sorted(word for word in words if word and not any(char.isspace() for char in word))
    if not asked:
        return set()
    done = _run("-L", "-i", "utf-8", "-p", os.devnull, "-d", name, given="".join(f"{word}\n" for word in asked))
    if done.returncode or done.stderr:
        raise SpellingError(f"{COMMAND} does not work with its dictionary {name}")
    return set(done.stdout.split("\n")) & set(asked)


def _run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run([COMMAND, *arguments], input=given, capture_output=True, encoding="utf-8",
                              errors="replace", check=False)
    except OSError:
        raise SpellingError(f"no {COMMAND} command is installed") from None
