"""Words that a model left in the language of the source."""

from __future__ import annotations

import re

from l10n import locales

_LETTERS = re.compile("[a-z]+")
_WORD = re.compile(r"(?<![^\W_]|[-’'./@])[a-z]+(?![^\W_]|[-’'/@:]|\.\w)")
_ENGLISH = frozenset(re.findall(r"\w+", """
    the and with from that which was were been have has had will would their they this these those there
    what when where who because without about into after before
"""))
"""English words that other languages have only in titles, but for those in ``_OWN``; “of” stands in too many."""
_OWN = {"de": {"was"}, "nl": {"was", "had"}, "sv": {"had"}}
_FOREIGN = re.compile(r"[kw]|th|sh|ck|oo|ee|nn|tt|pp|ff|ss|dd|gg|bb|mm|ph|(?:ly|ry|ty|gh|ght|ing|ed)$")
"""What no word of the languages in ``_STRICT`` has in its spelling, but for ``_LOANS``."""
_LOANS = frozenset(re.findall(r"\w+", """
    software hardware web blog marketing online offline show rock jazz ranking camping parking whisky
    karate karaoke newsletter streaming kiwi hockey rugby lobby reggae jogging casting shock stock
    sketch sandwich surf weekend football boom zoom staff stress club look thriller
"""))
_STRICT = frozenset(("es", "gl"))


def left(source: str, target: str, source_locale: str, target_locale: str) -> tuple[str, ...]:
    """Reasons: English words of the target, small, that its language cannot have and that the source has too."""
    own = locales.language(target_locale)
    if locales.language(source_locale) != "en" or own == "en" or locales.script(target_locale) != "Latn":
        return ()
    if not any(_english(word, own) for word in {*_LETTERS.findall(source)}.intersection(_LETTERS.findall(target))):
        return ()
    theirs = set(_WORD.findall(source))
    found = dict.fromkeys(word for word in _WORD.findall(target) if word in theirs and _english(word, own))
    return (f"left in English: {', '.join(found)}",) if found else ()


def _english(word: str, own: str) -> bool:
    """Whether a word of an English source is none that a language may have."""
    return (word in _ENGLISH and word not in _OWN.get(own, ())) or (
        own in _STRICT and len(word) > 3 and word not in _LOANS and _FOREIGN.search(word) is not None)
