"""Whole-text conversion between scripts by kept libraries: OpenCC for Chinese, cyrtranslit for Serbian.

Both are optional and imported on first use.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

from l10n.variants.rules import VariantError

_WORD = re.compile(r"[^\W\d_]+")
_DIGRAPHS = str.maketrans({"Љ": "LJ", "Њ": "NJ", "Џ": "DŽ"})


@cache
def converter(name: str) -> Callable[[str], str]:
    """The conversion that a rule names: ``opencc:s2twp``, ``cyrtranslit:latin``, ``cyrtranslit:cyrillic``.

    Raises VariantError where the library is not installed or has no such conversion.
    """
    library, _, config = name.partition(":")
    if library == "opencc":
        return _opencc(config)
    if library == "cyrtranslit" and config in ("latin", "cyrillic"):
        return _serbian(config)
    raise VariantError(f"no conversion “{name}” (there are: opencc:<configuration>, cyrtranslit:latin, "
                       "cyrtranslit:cyrillic)")


def _opencc(config: str) -> Callable[[str], str]:
    try:
        library = import_module("opencc")
    except ImportError:
        raise VariantError("Chinese variants need OpenCC: pip install opencc") from None
    try:
        convert = library.OpenCC(config).convert
    except Exception as problem:  # the library raises bare exceptions for an unknown configuration
        raise VariantError(f"OpenCC has no conversion “{config}”: {problem}") from None
    return lambda text: str(convert(text))


def _serbian(config: str) -> Callable[[str], str]:
    try:
        library = import_module("cyrtranslit")
    except ImportError:
        raise VariantError("Serbian variants need cyrtranslit: pip install cyrtranslit") from None
    if config == "cyrillic":
        return lambda text: str(library.to_cyrillic(text, "sr"))

    def latin(text: str) -> str:
        # The library writes Lj, Nj, Dž in words that are all capitals, where the orthography wants LJ, NJ, DŽ.
        capitals = _WORD.sub(lambda match: match[0].translate(_DIGRAPHS)
                             if len(match[0]) > 1 and match[0].isupper() else match[0], text)
        return str(library.to_latin(capitals, "sr"))

    return latin
