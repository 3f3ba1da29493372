"""Findings as one HTML page without anything to load: progress by locale, findings by locale and article, the source
beside the translation with the spot marked."""

from __future__ import annotations

from collections import defaultdict
from html import escape

from l10n import locales
from l10n.checks import registry
from l10n.checks.found import Found, Result
from l10n.checks.reports import text
from l10n.model import Span, State

_STATES = (State.REVIEWED, State.INHERITED, State.MACHINE, State.STALE, State.UNTRANSLATED)
_STYLE = """
:root { color-scheme: light dark; --line: light-dark(#d5d5d0, #444); --soft: light-dark(#f5f5f1, #222);
  --error: light-dark(#b3261e, #ff8a80);
  --warning: light-dark(#8a5a00, #ffc046); --info: light-dark(#2457a6, #8ab4f8); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line) }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; font-weight: 600 }
table.progress { border-collapse: collapse; width: 100% } .progress th { text-align: start; font-weight: 400 }
.progress td, .progress th { padding: .2rem .6rem .2rem 0; white-space: nowrap }
.progress td:nth-child(2) { width: 100% }
.bar { display: flex; height: .8rem; border-radius: .4rem; overflow: hidden; background: var(--soft) }
.reviewed { background: #2e7d4f } .inherited { background: #3b8ea5 } .machine { background: #d9a32b }
.stale { background: #c2502e } .untranslated { background: transparent }
article { border: 1px solid var(--line);
  border-inline-start-width: 4px; border-radius: 4px; margin: .7rem 0; padding: .6rem .8rem }
article.error { border-inline-start-color: var(--error) } article.warning { border-inline-start-color: var(--warning) }
article.info { border-inline-start-color: var(--info) }
article p { margin: 0 } .where { color: GrayText; font-size: .85rem } .code { font-weight: 600 }
.error .code { color: var(--error) } .warning .code { color: var(--warning) } .info .code { color: var(--info) }
.texts { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.5rem; margin-top: .5rem }
.texts p { background: var(--soft); padding: .4rem .6rem; border-radius: 3px;
  overflow-wrap: anywhere; white-space: pre-wrap }
mark { background: light-dark(#ffd54f, #6d5200); color: inherit; padding: 0 .1em; border-radius: 2px }
@media (max-width: 40rem) { .texts { grid-template-columns: 1fr } }
"""


def report(result: Result) -> str:
    """The page."""
    groups: dict[str, dict[str, list[Found]]] = defaultdict(lambda: defaultdict(list))
    for one in result.found:
        groups[one.finding.locale or ""][one.article or one.finding.path].append(one)
    body = [f"<h1>Translation check</h1><p>{escape(text.summary(result))}</p>", _progress(result)]
    for locale, articles in groups.items():
        title = f"{locales.name(locale)} ({locale})" if locale else "Project"
        body.append(f"<section><h2>{escape(title)}</h2>")
        for name, found in articles.items():
            body.append(f"<h3>{escape(name)}</h3>")
            body += [_finding(one) for one in found]
        body.append("</section>")
    page = (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Translation check</title>'
            f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body>\n'
            + "\n".join(body) + "\n</body></html>\n")
    return page.encode("utf-8", "replace").decode()


def _progress(result: Result) -> str:
    whole: dict[str, dict[State, int]] = {}
    for one in result.progress:
        sums = whole.setdefault(one.locale, dict.fromkeys(_STATES, 0))
        for state, count in one.words.items():
            sums[state] += count
    rows = []
    for locale, sums in whole.items():
        total = sum(sums.values())
        if not total:
            continue
        said = ", ".join(f"{count:,} {state.value}" for state, count in sums.items() if count)
        bar = "".join(f'<span class="{state.value}" style="width:{100 * count / total:.2f}%"></span>'
                      for state, count in sums.items() if count)
        done = sums[State.REVIEWED] + sums[State.INHERITED]
        percent = 100 if done == total else min(99, 100 * done // total)
        rows.append(f'<tr><th>{escape(locales.name(locale))}</th><td><div class="bar" role="img" '
                    f'aria-label="{escape(said)} words" title="{escape(said)} words">{bar}</div></td>'
                    f"<td>{percent} % reviewed</td></tr>")
    return f'<table class="progress">{"".join(rows)}</table>' if rows else ""


def _finding(one: Found) -> str:
    about = one.finding
    topic = registry.topic(about.code)
    where = about.path + (f":{about.line}" if about.line else "") + (f":{about.column}" if about.column else "")
    place = f" · {one.article}:{one.article_line}" if one.article and one.article_line else ""
    title = f' title="{escape(topic.help)}"' if topic else ""
    texts = ""
    if one.source or one.target:
        tag = about.locale or "en"
        texts = (f'<div class="texts"><p dir="auto">{_marked(one.source, one.source_span)}</p>'
                 f'<p lang="{locales.bcp47(tag)}" dir="auto">{_marked(one.target, one.span)}</p></div>')
    return (f'<article class="{about.severity.value}"><p><span class="code"{title}>{about.code}</span> '
            f'{escape(about.message)}</p><p class="where">{escape(where)}{escape(place)}</p>{texts}</article>')


def _marked(said: str, span: Span | None) -> str:
    if span is None:
        return escape(said)
    return (f"{escape(said[:span.start])}<mark>{escape(said[span.start:span.end]) or '​'}</mark>"
            f"{escape(said[span.end:])}")
