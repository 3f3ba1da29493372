"""The laws of the round trip over generated pages: well-formed ones, and soup."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from l10n import formats
from l10n.formats.html import FORMAT
from l10n.mask import mask, unmask
from l10n.model import Alternate, Document, FormatOptions, Imprint, Segment

OPTIONS = FormatOptions(language="en-GB")

WORDS = st.sampled_from([
    "Boats", "the tide", "a", "é", "港口", "12", "3.5", "—", "“quoted”", "'", '"', "`", "<", "< b", "a<b>c",
    "&amp;", "&nbsp;", "&eacute;", "&", "AT&T", "&copy 2024", "&bogus;", "&lt;b&gt;",
    "\u2028", "\u00a0", "\x0c", "\t", "\n", "\r\n", "  ",
])


def pieces(text: str) -> st.SearchStrategy[str]:
    """One of the pieces of a text that stand three spaces or a line apart."""
    return st.sampled_from(re.split(r"\n {4}| {3}", text.strip()))


INLINE = pieces(r"""
    <b>   </b>   <em class=x>   </em>   <a href='?a=1&b=2' title="Tip &quot;here&quot;">   </a>
    <A HREF=x TITLE=Go>   </A>   <br>   <br/>   <wbr>   <img src=x alt='A boat'>   <img alt=Boat>   <img alt>
    <span>   </span>   <i></i>   <span translate=no>   <span translate=yes>   <span class='x notranslate'>
    <i lang=fr>   </i>   <b lang=en-GB>   <code>   </code>   <kbd title='Key'>x</kbd>
    <svg><title>Icon</title><path d='M0'/></svg>   <svg aria-label=Icon>   </svg>   <math><mi>x</mi></math>
    <x-card>   </x-card>   <b/>   <span/>   <a<b>   </3>   </>   <q cite = 'x' >   </q>   <font translate=no>
    </font>
""")
BLOCK = pieces(r"""
    <p>   </p>   <p title='Note'>   <div>   </div>   <div translate=no>   <div translate=yes>   <div lang=es>
    <div lang=en>   <h1>   </h1>   <h2>   </h2>   <ul>   <li>   </li>   </ul>   <table>   <tr>   <td>
    <th abbr='Day'>   </td>   </tr>   </table>   <caption>   </caption>   <dl>   <dt>   <dd>   </dl>   <blockquote>
    </blockquote>   <figure>   <figcaption>   </figure>   <pre>   </pre>   <pre translate=yes>   <button>
    </button>   <label>   </label>   <hr>   <section>   </section>   <input placeholder='Name' value=Go type=submit>
    <select>   <option label=Own>   </select>   <textarea placeholder=Say>   </textarea>   <template>   </template>
    <object>   </object>   <body>   <main>   </main>   <details>   <summary>   </summary>
""")
OTHER = pieces(r"""
    <!-- c -->   <!---->   <!-->   <!--->   <!-- > -- x --!>   <!doctype html>   <![CDATA[ x > y ]]>
    <?php echo '>' ?>   <?x>   <%= a > b %>   <% x   <!-- l10n: off -->   <!-- l10n: on -->   <!-- l10n: skip -->
    <!-- l10n: note: For you. -->   <!-- l10n: switcher -->   <!-- l10n: nonsense -->
    <script>if (a < b) '<p>'</script>   <style>a > b {}</style>   <title>Page &amp; <b>more</title>
    <script type=application/ld+json>{"headline": "One \u0026 two", "inLanguage": "en"}</script>
    <script type='application/ld+json'>[{"@type": "Person", "name": "A"}, {"name": "Q", "@type": "Question"}]</script>
    <script type='application/ld+json'>{broken</script>   <meta name=description content='About boats'>
    <link rel=alternate hreflang=fr href=x>   <meta property='og:title' content=Boats>
    <meta property=og:locale content=en_GB>   <iframe title=Map>x</iframe>   <xmp><p></xmp>   </head>
""")
UNCLOSED = pieces("<b   <!-- x   <p title='x   <script>x   <title>x   <   </   <textarea>x <p>y   <![CDATA[")
PIECE = st.one_of(WORDS, WORDS, INLINE, BLOCK, OTHER)
SOUP = st.lists(PIECE, max_size=24).map("".join)
ELEMENTS = pieces("p   div title=Note   li   td   h1   b   a href=x title=Go   span translate=no   i lang=fr   q")
WELL_FORMED = st.recursive(st.lists(WORDS, max_size=4).map(" ".join), lambda inner: st.tuples(
    ELEMENTS, st.lists(inner, max_size=4)).map(lambda x: f"<{x[0]}>{''.join(x[1])}</{x[0].split()[0]}>"), max_leaves=12)
HEAD = st.sampled_from([
    "", "\ufeff", "<html lang=en-GB>", "<HTML>", "<html lang>", "<article lang=en>", "<html\r\n><body lang=en>\r\n",
    "<!DOCTYPE html>\n<html lang='en'><head><title>T it</title></head>\n<body>\n", "<html lang=es data-l10n-source=en>",
])
PAGES = st.tuples(HEAD, st.one_of(SOUP, SOUP, WELL_FORMED), st.one_of(st.just(""), UNCLOSED)).map("".join)
TARGETS = st.lists(st.one_of(PIECE, UNCLOSED, st.text(max_size=6)), max_size=8).map("".join)
PATHS = st.sampled_from(["page.html", "page.xhtml", "block.md"])


def parse(source: str, path: str = "page.html") -> Document:
    return FORMAT.parse(source, path, OPTIONS)


def shape(document: Document) -> list[tuple[str, str | None]]:
    return [(segment.kind, segment.context) for segment in document.segments]


@given(source=PAGES, path=PATHS)
@settings(max_examples=300)
def test_segments_stand_in_order_and_repeating_the_source_changes_nothing(source: str, path: str) -> None:
    """Laws 1 to 3, and what a fragment promises."""
    document = parse(source, path)
    at = 0
    for segment in document.segments:
        assert at <= segment.span.start < segment.span.end <= len(source)
        at = segment.span.end
        before = source[: segment.span.start]
        assert segment.line == 1 + (before.count("\n") if "\n" in source else before.count("\r"))
        assert segment.text == segment.text.strip(" \t\r\n\f") != ""
        assert re.search(r"[^\W\d_]", segment.text)
        check_fragment(segment)
        assert unmask(mask(segment.fragment)) == segment.text
    assert formats.splice(document, {}) == source
    assert formats.splice(document, {segment: segment.text for segment in document.segments}) == source


def check_fragment(segment: Segment) -> None:
    """Inlines are sorted, disjoint, nested like brackets; values inside lie inside."""
    at, depth = 0, 0
    for inline in segment.fragment.inlines:
        assert at <= inline.span.start < inline.span.end <= len(segment.text)
        at = inline.span.end
        assert segment.text[inline.span.start] in "<&"
        depth += (inline.role == "open") - (inline.role == "close")
        assert depth >= 0
        for span in inline.texts:
            assert inline.span.start < span.start < span.end < inline.span.end
    assert depth == 0


@given(source=PAGES, path=PATHS, targets=st.lists(TARGETS, min_size=1, max_size=5))
@settings(max_examples=300)
def test_any_target_with_words_keeps_the_structure(source: str, path: str, targets: list[str]) -> None:
    """Law 4 without the net of ``rebuild``: encoding alone does it, as long as there is something left to read."""
    document = parse(source, path)
    chosen = {
        segment: "w" + targets[index % len(targets)].replace("\0", "")
        for index, segment in enumerate(document.segments)
    }
    edition = formats.splice(document, chosen)
    assert shape(parse(edition, path)) == shape(document)


@given(source=PAGES, targets=st.lists(TARGETS, min_size=1, max_size=5))
@settings(max_examples=100)
def test_any_target_at_all_keeps_the_structure_or_is_named(source: str, targets: list[str]) -> None:
    """Law 4: what has no letters left would be no segment any more, so the source stays."""
    document = parse(source)
    chosen = {segment: targets[index % len(targets)] for index, segment in enumerate(document.segments)}
    rebuilt = formats.rebuild(document, chosen, (), OPTIONS)
    assert shape(parse(rebuilt.text)) == shape(document)


@given(source=PAGES, path=PATHS, data=st.data())
@settings(max_examples=200)
def test_a_target_with_the_same_markup_is_read_back_as_it_was_written(
    source: str, path: str, data: st.DataObject
) -> None:
    """Words moved around the author's own markup: nothing is escaped, nothing rejected, nothing lost."""
    document = parse(source, path)
    assume(all(map(movable, document.segments)))
    targets = {
        segment: rearranged(segment, data)
        for segment in document.segments
        if segment.context is None or segment.fragment.inlines
    }
    rebuilt = formats.rebuild(document, targets, (), OPTIONS)
    assert not rebuilt.rejected
    again = parse(rebuilt.text, path)
    assert [segment.text for segment in again.segments] == [
        targets.get(segment, segment.text) for segment in document.segments
    ]


def movable(segment: Segment) -> bool:
    """Whether each element that is kept as it is ends by its own tag. One that ends with its parent
    (``<b><span translate=no></b>``) would swallow what is put behind it; ``rebuild`` then keeps the source."""
    kept = [segment.text[one.span.start : one.span.end] for one in segment.fragment.inlines if one.kind == "kept"]
    return all(re.fullmatch(r"(?is)<([a-z-]+)\b.*</\1\s*>|<!--.*", one) for one in kept)


def rearranged(segment: Segment, data: st.DataObject) -> str:
    """Other words, the same atoms and pairs in another order."""
    units: list[str] = []
    depth = 0
    for inline in segment.fragment.inlines:
        raw = segment.text[inline.span.start : inline.span.end]
        if depth:
            units[-1] += " wort " + raw
        else:
            units.append(raw)
        depth += (inline.role == "open") - (inline.role == "close")
    units = data.draw(st.permutations(units))
    return "Erstes " + "".join(f"{unit} wort " for unit in units) + "Ende."


def imprint_of(document: Document, language: str, foreign: frozenset[Segment], alternates: bool) -> Imprint:
    names = {"en-GB": ("English", "ltr"), "es": ("español", "ltr"), "ar": ("العربية", "rtl")}
    links = (
        tuple(
            Alternate(tag.replace("-", "_"), tag, name, "rtl" if direction == "rtl" else "ltr", f"../{tag}/p?a&b")
            for tag, (name, direction) in names.items()
        )
        if alternates
        else ()
    )
    return Imprint(
        language.replace("-", "_"),
        language,
        "rtl" if language == "ar" else "ltr",
        "en-GB",
        "ltr",
        names[language][0],
        language != "en-GB",
        foreign,
        links,
    )


@given(source=PAGES, path=PATHS, language=st.sampled_from(["es", "ar"]), alternates=st.booleans(), data=st.data())
@settings(max_examples=300)
def test_an_imprint_keeps_the_structure_and_says_things_once(
    source: str, path: str, language: str, alternates: bool, data: st.DataObject
) -> None:
    """Whatever stays in the source language is still the same segment, and a second imprint has nothing to add."""
    assume("data-l10n-source" not in source)
    document = parse(source, path)
    picked = data.draw(st.lists(st.booleans(), min_size=len(document.segments), max_size=len(document.segments)))
    foreign = frozenset(segment for segment, is_foreign in zip(document.segments, picked, strict=True) if is_foreign)
    edits = FORMAT.imprint(document, imprint_of(document, language, foreign, alternates))
    targets = {segment: "Texto de muestra" for segment in document.segments if segment not in foreign}
    rebuilt = formats.rebuild(document, targets, edits, OPTIONS)
    assert rebuilt.edited
    assert not rebuilt.rejected
    again = parse(rebuilt.text, path)
    assert [segment.text for segment in again.segments] == [
        targets.get(segment, segment.text) for segment in document.segments
    ]
    still = frozenset(segment for segment, is_foreign in zip(again.segments, picked, strict=True) if is_foreign)
    assert not FORMAT.imprint(again, imprint_of(again, language, still, alternates))


@pytest.mark.parametrize("source", ["<p class='notranslate'><body>r", "<svg><!--l10n:switcher-->B"])
def test_a_switcher_stands_only_where_it_ends_nothing_that_is_kept(source: str) -> None:
    document = parse(source)
    edits = FORMAT.imprint(document, imprint_of(document, "es", frozenset(), alternates=True))
    rebuilt = formats.rebuild(document, {}, edits, OPTIONS)
    assert rebuilt.edited
    again = parse(rebuilt.text)
    assert not again.segments
    assert not FORMAT.imprint(again, imprint_of(again, "es", frozenset(), alternates=True))


@given(source=PAGES)
@settings(max_examples=50)
def test_the_only_edition_in_the_articles_own_language_is_the_article(source: str) -> None:
    document = parse(source)
    assert not FORMAT.imprint(document, imprint_of(document, "en-GB", frozenset(), alternates=False))
