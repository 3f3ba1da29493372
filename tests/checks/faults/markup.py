"""Faults in markup. Where a text has none, a word that both sides share is marked first."""

from __future__ import annotations

import re

from faults.kinds import Random, Text, dressed, fault, pick, replace, sites

ALL = "es fr de pt it ar zh"


def _marked(text: Text, rng: Random, opening: str, closing: str) -> tuple[Text, int, int] | None:
    """(text with a number or a name marked on both sides, where the mark begins and ends in the target)."""
    shared = [found for found in sites(text.target, r"(?<![\w*_>\[./-])\w{2,}(?![\w*_<\].,/-]\w|\w)")
              if re.search(rf"(?<![\w*_>\[./-]){re.escape(found[0])}(?![\w*_<\].,/-]\w|\w)", text.source)
              and len(sites(text.source, rf"(?<!\w){re.escape(found[0])}(?!\w)")) == 1]
    if not shared:
        return None
    found = rng.choice(shared)
    there = sites(text.source, rf"(?<!\w){re.escape(found[0])}(?!\w)")[0]
    marked = f"{opening}{found[0]}{closing}"
    return (dressed(text, text.source[:there.start()] + marked + text.source[there.end():],
                    text.target[:found.start()] + marked + text.target[found.end():]),
            found.start(), found.start() + len(marked))


def _around(text: Text, rng: Random, marks: tuple[tuple[str, str], ...], new: str) -> Text | None:
    """A marked text whose mark in the target became ``new``, with {a}, {b} and {w} for marks and word."""
    opening, closing = rng.choice(marks)
    made = _marked(text, rng, opening, closing)
    if made is None:
        return None
    full, start, end = made
    word = full.target[start + len(opening):end - len(closing)]
    spoilt = new.format(a=opening, b=closing, w=word)
    return replace(full, target=full.target[:start] + spoilt + full.target[end:])


_EMPHASIS = (("*", "*"), ("**", "**"))
_TAGS = (("<b>", "</b>"), ("<em>", "</em>"), ('<span class="x">', "</span>"), ("<cite>", "</cite>"))
_LINKS = (("[", "](times.md)"), ("[", "](https://gazette.example/a?b=1)"), ("[", "](../index.html#top)"))
_PAIRS = (("<b><i>", "</i></b>"), ("**<u>", "</u>**"), ("<em><code>", "</code></em>"))


@fault("M101", ALL)
def emphasis_lost(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, _EMPHASIS, "{w}")


@fault("M101", ALL)
def tag_lost(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, _TAGS, rng.choice(("{w}", "{a}{w}", "{w}{b}")))


@fault("M101", ALL)
def link_lost(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, _LINKS, "{w}")


@fault("M101", ALL)
def tag_that_never_closes(text: Text, rng: Random) -> Text | None:
    made = _around(text, rng, _TAGS, "{a}{w}\x00{b}")
    return made and replace(made, target=re.sub("\x00([^>]*)>", rng.choice((r"\1", r"\1")), made.target))


@fault("M102", ALL)
def markup_doubled(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, _EMPHASIS + _TAGS, "{a}{w}{b} {a}{w}{b}")


@fault("M102", ALL)
def markup_added(text: Text, rng: Random) -> Text | None:
    return pick(text, rng, r"(?<![\w*_`])\w{3,}(?![\w*_`])",
                lambda found: rng.choice(("*{}*", "**{}**", "<b>{}</b>", "<i>{}</i>")).format(found[0]))


@fault("M103", ALL)
def tags_crossed(text: Text, rng: Random) -> Text | None:
    made = _around(text, rng, _PAIRS, "{a}{w}\x00{b}\x01")
    return made and replace(made, target=re.sub("\x00(</[a-z]+>)([^\x01]*)\x01", r"\2\1", made.target))


@fault("M104", ALL)
def destination_changed(text: Text, rng: Random) -> Text | None:
    made = _around(text, rng, _LINKS, "{a}{w}{b}")
    if made is None:
        return None
    target = re.sub(r"\]\(([^)]*)\)", lambda found: f"]({_slip(found[1], rng)})", made.target)
    return replace(made, target=target) if target != made.target else None


def _slip(address: str, rng: Random) -> str:
    at = rng.choice([at for at, letter in enumerate(address) if letter.isalpha()])
    return address[:at] + rng.choice("bdfgklmnprst".replace(address[at], "")) + address[at + 1:]


@fault("M108", ALL)
def link_to_another_locale(text: Text, rng: Random) -> Text | None:
    made = _around(text, rng, (("[", "](https://gazette.example/en/help)"), ("[", "](/en/start.html)"),
                               ('<a href="/en/start.html">', "</a>")), "{a}{w}{b}")
    other = rng.choice([tag for tag in ("es", "fr", "de", "pt-br", "it", "ja") if not tag.startswith(text.language)])
    return made and replace(made, target=made.target.replace("/en/", f"/{other}/"))


@fault("M105", ALL)
def placeholder_translated(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, (("{name", "}"), ("%(count", ")s"), ("{{ user", " }}")),
                   rng.choice(("{a}x{w}{b}", "{w}", "{a}{w}")))


@fault("M106", ALL)
def code_translated(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, (("`run --", "`"), ("`", ".load()`"), ("``", "``")),
                   rng.choice(("{a}x{w}{b}", "{w}", "{a}{w} x{b}")))


@fault("M107", ALL)
def alternative_text_left_out(text: Text, rng: Random) -> Text | None:
    return _around(text, rng, (("![", "](images/a.png)"), ('<img src="a.png" alt="', '">')), "{a}{b}")
