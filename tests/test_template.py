"""Documents become the entries of a template: one a text and role."""

from l10n import template
from l10n.model import Document, Fragment, Place, Segment, Span


def document(path: str, *segments: Segment) -> Document:
    return Document(path, "text", "", segments)


def segment(line: int, text: str, kind: str = "paragraph", context: str | None = None,
            notes: tuple[str, ...] = ()) -> Segment:
    return Segment(Span(line, line), kind, Fragment(text), context, notes, line)


def test_one_entry_a_text_and_role_with_all_its_places() -> None:
    found = template.entries([
        document("articles/a.md", segment(1, "Harbour", "headline", "headline"), segment(3, "Harbour"),
                 segment(5, "Boats", "item"), segment(7, "Harbour")),
        document("articles/b.md", segment(2, "Harbour", "headline", "headline"))])
    assert [(entry.key, entry.places, entry.notes) for entry in found] == [
        (("headline", "Harbour"), (Place("articles/a.md", 1), Place("articles/b.md", 2)), ("headline",)),
        ((None, "Harbour"), (Place("articles/a.md", 3), Place("articles/a.md", 7)), ()),
        ((None, "Boats"), (Place("articles/a.md", 5),), ("list item",))]


def test_roles_come_first_then_the_authors_notes_each_once() -> None:
    found = template.entries([document(
        "a.md", segment(1, "Boats", "item", notes=("Ships,\n not  ferries.",)),
        segment(2, "Boats", "quotation", notes=("Ships, not ferries.", "Short.")))])
    assert found[0].notes == ("list item", "quotation", "Ships, not ferries.", "Short.")


def test_the_key_of_front_matter_says_more_than_its_kind() -> None:
    found = template.entries([document("a.md", segment(1, "Tides", "title", "front matter: title"),
                                       segment(2, "x", "alt", "alt"))])
    assert [entry.notes for entry in found] == [("front matter: title",), ("alternative text",)]


def test_white_space_is_nobodys_work() -> None:
    assert template.entries([document("a.md", segment(1, " \u00a0\n"))]) == ()
