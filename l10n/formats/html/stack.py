"""The open elements of a page, closed as browsers close them; there is no tree."""

from __future__ import annotations

from dataclasses import dataclass

from l10n.formats.html.elements import CLOSES, CLOSES_P, PARAGRAPH, ROLES, SCOPE, TABLE, Attributes
from l10n.formats.html.page import NONE, Tag


@dataclass(slots=True, eq=False)
class Frame:
    """An open element."""

    name: str
    start: int
    """Of its start tag; ``end`` too."""
    end: int
    attributes: Attributes
    depth: int
    block: int
    """Depth of the innermost block at or around it; ``scope`` and ``table`` of the innermost such element."""
    scope: int
    table: int
    on: bool
    """Whether its content is to be translated, as far as ``translate``, classes and kinds of elements say."""
    same: bool
    """Whether its content is in the page's language."""
    live: bool
    """Both."""
    role: tuple[str, str | None]
    foreign: bool
    """Whether it is SVG or MathML, or inside one."""
    ended: bool = False
    """Whether its end tag came where only its inner elements could end."""

    @property
    def tag(self) -> Tag:
        """Its start tag."""
        return Tag(self.name, self.start, self.end, self.attributes)


class Stack:
    """Open elements, innermost last."""

    def __init__(self) -> None:
        self.frames = [Frame("", 0, 0, NONE, 0, 0, 0, 0, True, True, True, PARAGRAPH, False)]
        self._named: dict[str, list[Frame]] = {}

    @property
    def top(self) -> Frame:
        """The innermost open element; one of depth 0 is around them all."""
        return self.frames[-1]

    @property
    def block(self) -> Frame:
        """The innermost open block."""
        return self.frames[self.frames[-1].block]

    def push(self, name: str, start: int, end: int, attributes: Attributes, *, block: bool, on: bool, same: bool,
             foreign: bool) -> Frame:
        """Open an element inside the innermost one."""
        parent = self.frames[-1]
        depth = parent.depth + 1
        frame = Frame(name, start, end, attributes, depth, depth if block else parent.block,
                      depth if name in SCOPE else parent.scope, depth if name == "table" else parent.table,
                      on, same, on and same, ROLES.get(name, parent.role), foreign)
        self.frames.append(frame)
        if name in self._named:
            self._named[name].append(frame)
        else:
            self._named[name] = [frame]
        return frame

    def pop(self, victim: Frame) -> None:
        """Close an element, all that are open inside it, and those around it whose end tag has been seen."""
        frames, named = self.frames, self._named
        while True:
            frame = frames.pop()
            named[frame.name].pop()
            if frame is victim:
                break
        while frames[-1].ended:
            named[frames.pop().name].pop()

    def closed_by(self, name: str) -> Frame | None:
        """The outermost open element that a start tag ends."""
        named, top = self._named, self.frames[-1]
        if name in CLOSES:
            ended, bounds = CLOSES[name]
            frames = [named[one][-1] for one in ended if named.get(one)]
            if frames:
                bound = top.table if name in TABLE else 0 if name == "body" else top.scope - 1
                bound = max(bound, *(named[one][-1].depth if named.get(one) else 0 for one in bounds))
                frames = [frame for frame in frames if frame.depth > bound]
                if frames:
                    return min(frames, key=lambda frame: frame.depth)
        paragraphs = named.get("p")
        if paragraphs and name in CLOSES_P and paragraphs[-1].depth > top.scope:
            return paragraphs[-1]
        return None

    def closed_at(self, name: str) -> Frame | None:
        """The open element that an end tag ends, if that reaches it."""
        frames = self._named.get(name)
        if not frames or frames[-1].ended or name in ("html", "body"):
            return None
        bound = self.frames[-1].table if name in TABLE or name in SCOPE else self.frames[-1].scope
        return frames[-1] if frames[-1].depth >= bound else None
