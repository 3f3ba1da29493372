"""Glossaries as TBX-Basic: ISO 30042, of 2008 (martif) or 2019 (tbx)."""

from __future__ import annotations

from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from l10n.errors import GlossaryError
from l10n.glossary.terms import Term

_LANG = "http://www.w3.org/XML/1998/namespace lang"
_DEPTH = 100


def read_tbx(data: bytes, path: str, source: str, target: str) -> tuple[Term, ...]:
    """The terms of a file for two languages: every source term with the first target term that is preferred or has no
    status; deprecated target terms as forbidden ones. One that several concepts share counts as the first has it.

    GlossaryError with the line where it is no TBX, or declares entities (which could unfold without end).
    """
    root, lines = _tree(data, path)
    if root.tag not in ("martif", "tbx"):
        raise GlossaryError(f"is no TBX: its root is <{root.tag}>", path=path, line=1)
    terms: dict[tuple[str, str], Term] = {}
    for concept in (one for one in root.iter() if one.tag in ("termEntry", "conceptEntry")):
        spoken: dict[str, list[tuple[str, str, str, int]]] = {}
        for part in (one for one in concept if one.tag in ("langSet", "langSec")):
            language = part.get(_LANG, "").replace("_", "-").lower().partition("-")[0]
            for held in (one for one in part.iter() if one.tag in ("tig", "ntig", "termSec")):
                said = [one for one in held.iter() if one.tag == "term"]
                notes = {one.get("type", ""): (one.text or "").strip() for one in held.iter() if one.tag == "termNote"}
                text = " ".join("".join(said[0].itertext()).split()) if said else ""
                if text:
                    spoken.setdefault(language, []).append(
                        (text, notes.get("partOfSpeech", ""), notes.get("administrativeStatus", ""), lines[said[0]]))
        ours = spoken.get(target, [])
        good = sorted((one for one in ours if not one[2].startswith(("deprecated", "superseded"))),
                      key=lambda one: not one[2].startswith("preferred"))
        for text, kind, _, line in spoken.get(source, []):
            for word, _, status, _ in ours:
                if status.startswith("deprecated") and word != text:
                    terms.setdefault((text, word), Term(text, word, kind, "", True, False, text.isupper(), line))
            if good:
                word, other, *_ = good[0]
                terms.setdefault((text, ""), Term(text, word, kind or other, fixed=text == word, cased=text.isupper(),
                                                  line=line))
    return tuple(terms.values())


def _tree(data: bytes, path: str) -> tuple[Element, dict[Element, int]]:
    """The root of an XML file, names without their namespace, and the line of each element."""
    parser = expat.ParserCreate(namespace_separator=" ")
    builder, lines = TreeBuilder(), {}
    depth = 0

    def fail(message: str) -> NoReturn:
        raise GlossaryError(message, path=path, line=parser.CurrentLineNumber)

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            fail("nested too deeply for a TBX file")
        lines[builder.start(name.rpartition(" ")[2], attributes)] = parser.CurrentLineNumber

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name.rpartition(" ")[2])

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, builder.data
    parser.EntityDeclHandler = lambda *_: fail("declares entities, which are not read")
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise GlossaryError(f"broken XML: {expat.ErrorString(problem.code)}", path=path, line=problem.lineno) from None
    except (ValueError, LookupError) as problem:    # an encoding that Python does not know
        raise GlossaryError(f"broken XML: {problem}", path=path, line=1) from None
    return builder.close(), lines
