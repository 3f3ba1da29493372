"""The model card: what the model is made of, how, and what it does badly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .package import LANGUAGES, Decoding

LICENCES = {
    "tatoeba": "Tatoeba sentence pairs, CC-BY 2.0 FR",
    "wmt-news": "WMT news test sets of 2008-2012 (fr, de: to 2020, without 2013 and 2019), published for research,"
    " redistributed as OPUS WMT-News",
    "ud-pud": "Parallel Universal Dependencies, CC-BY-SA 3.0",
    "ms-beginners": "three open course books, MIT",
    "wiktionary": "Wiktionary headwords and translations, CC-BY-SA 3.0",
    "europarl": "Europarl sample, free of known restrictions",
    "debian-news": "Debian web site, news: MIT or GPL-2+; older pages OPL 1.0",
    "debian-web": "Debian web site, pages: as its news",
    "debian-dsa": "Debian security advisories: as its news",
    "php": "PHP manual, CC-BY 3.0",
    "python": "Python documentation, PSF / CC0",
    "tfdocs": "TensorFlow documentation, Apache-2.0 / CC-BY 4.0",
    "django": "Django documentation, BSD",
    "react": "React documentation, CC-BY 4.0",
    "gnome": "GNOME user help, CC-BY 3.0 / CC-BY-SA 3.0",
    "tico19": "TICO-19, CC0",
    "xquad": "XQuAD, CC-BY-SA 4.0",
    "globalvoices-pivot": "Global Voices, CC-BY 3.0",
    "kicad": "KiCad documentation, GPL-3 or CC-BY 3.0",
}
"""Source → what it is and its licence, as its publisher states it."""
OTHER_LICENCES = "documentation of that project, permissive or CC"

OTHERS: dict[tuple[str, str], dict[str, float]] = {
    ("flores-test", "es"): {"Apertium": 12.1, "Argos": 23.3, "Firefox (base-memory)": 27.4},
    ("flores-test", "fr"): {"Argos": 42.7, "Firefox (base-memory)": 48.9},
    ("flores-test", "de"): {"Argos": 31.8, "Firefox (base-memory)": 39.6},
    ("flores-test", "pt"): {"Argos": 43.7, "Firefox (base-memory)": 50.4},
    ("flores-test", "it"): {"Argos": 26.0, "Firefox (base-memory)": 29.4},
    ("newstest2013", "es"): {"Apertium": 18.9, "Argos": 31.9, "Firefox (base-memory)": 35.4},
    ("newstest2013", "fr"): {"Argos": 30.6, "Firefox (base-memory)": 34.2},
    ("newstest2013", "de"): {"Argos": 24.2, "Firefox (base-memory)": 28.1},
}
"""BLEU of others as recorded by the Firefox Translations evaluation; Apertium measured with Debian's
apertium-eng-spa, on newstest2013 on its first 500 sentences only, so it stands beside ours with a grain of salt."""


def card(
    source: str,
    target: str,
    version: str,
    shape: Mapping[str, int],
    parameters: int,
    tokens: int,
    mix: Mapping[str, Any],
    figures: Mapping[str, Any],
    decoding: Decoding,
    faults: str,
    others: Sequence[str] = (),
) -> str:
    """The card in Markdown. ``mix`` is ``mix.json``, ``figures`` what ``evaluate.report`` gave with ``decoding``,
    ``faults`` a section written by hand."""
    name, other = LANGUAGES.get(source, source), LANGUAGES.get(target, target)
    many = (
        f" One model for {', '.join(LANGUAGES.get(code, code) for code in others)}; this package asks it for {other}."
        if len(others) > 1
        else ""
    )
    text = [
        f"# {name} → {other}, starter model {version}",
        "",
        f"A draft for human review, never more.{many}",
        "",
        f"Transformer (pre-norm, width {shape['width']}, {shape['encoder']} encoder and {shape['decoder']} decoder"
        f" layers, {shape['vocabulary']:,} pieces, {parameters / 1e6:.1f}M parameters), int8"
        f" CTranslate2, trained on two CPU cores; {tokens / 1e6:.1f}M target tokens in its last run.",
        "",
        "## Scores",
        "",
        *_scores(target, figures, decoding),
        "",
        *_behaviour(figures),
        "",
        "## Data",
        "",
        "Pairs in one pass, after sampling (news and other prose more than once, documentation a quarter), and the"
        " licence that each source states:",
        "",
        *(f"- {tag} ({count:,}): {LICENCES.get(tag, OTHER_LICENCES)}" for tag, count in mix["sources"].items()),
        "",
        "No sentence of the test sets was trained on.",
        "",
        "## Steps",
        "",
        "`training/run` of the project: prepare (filter, sample, enrich), vocabulary, train (Muon and Adam,"
        " learning rate down to nothing), convert, evaluate, package. Enriched with headlines"
        " in capitals and title case, typographic quotation marks, segments without a stop or of two sentences, other"
        " numbers and names (rare and invented) on both sides, addresses and code to copy, placeholders and tags,"
        " words in other pieces (BPE-dropout).",
        "",
        faults.strip(),
    ]
    return "\n".join(text).rstrip() + "\n"


def _scores(target: str, figures: Mapping[str, Any], decoding: Decoding) -> list[str]:
    columns = sorted({name for (_, code), scores in OTHERS.items() if code == target for name in scores})
    lines = [
        f"| set | this model: BLEU | chrF2 | {''.join(f'{name} | ' for name in columns)}".rstrip(),
        "|---|---|---|" + "---|" * len(columns),
    ]
    for name, figure in figures.items():
        if isinstance(figure, Mapping):
            row = OTHERS.get((name, target), {})
            lines.append(
                f"| {name} | {figure['bleu']} | {figure['chrf']} | "
                + "".join(f"{row.get(c, '')} | " for c in columns).rstrip()
            )
    return [
        *lines,
        "",
        f"BLEU by sacrebleu, beam {decoding.beam_size}, length penalty {decoding.length_penalty:g}."
        " The others as the Firefox Translations evaluation recorded them (Apertium:"
        " newstest2013 on its first 500 sentences, where any system scores higher).",
    ]


def _behaviour(figures: Mapping[str, Any]) -> list[str]:
    said = {
        "placeholders": "of 1,000 sentences with placeholders and tags keep all of them, once each",
        "markers": "of the sentences with `⟦1⟧` among them",
        "names": "of the news sentences with names that it never saw have them right",
    }
    return [f"- {100 * figures[key]:.1f} % {text}." for key, text in said.items() if key in figures]
