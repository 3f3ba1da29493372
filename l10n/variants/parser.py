"""Reading rule files.

The format is documented for editors in ``README.md`` beside this module. Parsing is pure; every complaint is one
``VariantError`` with the file and the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from l10n.variants.rules import NONE, Conditions, Example, Row, Rule, RuleFile, VariantError, fold

KINDS = ("words", "patterns", "numbers", "quotes", "end marks", "letters", "spaces", "script")
_ID = re.compile(r"[a-z]{2,3}(\.[a-z0-9][a-z0-9-]*){2}")
_KEY = re.compile(r"([a-z][a-z ]*):(?:\s+|$)")
_FILE_KEYS = ("columns", "like", "set", "off", "names", "capitals")
_RULE_KEYS = ("about", "columns", "kind", "confidence", "from", "like", "option", "case", "names", "keep", "after",
              "not after", "before", "not before", "near", "not near",
              "example")
_SPACES = re.compile(r"\s+")


@dataclass(slots=True)
class _Draft:
    rule: Rule
    seen: dict[str, int]
    words: dict[str, list[str]]
    rows: list[Row]
    examples: list[Example]
    keep: list[str]
    names: list[str]
    like: dict[str, str]


class _Parser:
    def __init__(self, path: str, sets: Mapping[str, tuple[str, ...]]) -> None:
        self.path = path
        self.sets = dict(sets)
        self.columns: tuple[str, ...] = ()
        self.like: dict[str, str] = {}
        self.names: frozenset[str] = frozenset()
        self.guarded = True
        self.off: list[tuple[str, int]] = []
        self.rules: list[Rule] = []
        self.draft: _Draft | None = None

    def fail(self, message: str, line: int) -> VariantError:
        return VariantError(message, path=self.path, line=line)

    def parse(self, text: str) -> RuleFile:
        for line, content in _logical(text):
            if content.startswith("["):
                self.start(content, line)
            elif (match := _KEY.match(content)) and (match[1] in _FILE_KEYS + _RULE_KEYS or "|" not in content):
                self.directive(match[1], content[match.end():].strip(), line)
            elif "|" in content or (self.draft and self.draft.rule.kind == "script"):
                self.row(content, line)
            else:
                raise self.fail(f"neither a rule, a setting nor a row of a table: “{content}”", line)
        self.finish()
        return RuleFile(self.path, tuple(self.rules), self.sets, tuple(self.off))

    def start(self, content: str, line: int) -> None:
        self.finish()
        name = content[1:-1]
        if not content.endswith("]") or not _ID.fullmatch(name):
            raise self.fail(f"a rule begins with its id, as in [en.spelling.our-or], not “{content}”", line)
        if not self.columns:
            raise self.fail("“columns: en_GB | en_US” must stand before the first rule", line)
        for other in self.rules:
            if other.id == name:
                raise self.fail(f"[{name}] is there already, in line {other.line}", line)
        rule = Rule(name, self.path, line, self.columns, guarded=self.guarded, names=self.names)
        self.draft = _Draft(rule, {}, {}, [], [], [], [], dict(self.like))

    def finish(self) -> None:
        if self.draft is None:
            return
        draft = self.draft
        rule = draft.rule
        if not draft.rows and not draft.keep:
            raise self.fail(f"[{rule.id}] has no rows", rule.line)
        words = {key.replace(" ", "_"): frozenset(value) for key, value in draft.words.items()}
        self.rules.append(replace(
            rule, rows=tuple(draft.rows), examples=tuple(draft.examples), keep=tuple(draft.keep), like=draft.like,
            names=rule.names | frozenset(draft.names), conditions=Conditions(**words) if words else NONE))
        self.draft = None

    def directive(self, key: str, value: str, line: int) -> None:
        known = _RULE_KEYS if self.draft else _FILE_KEYS
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"; did you mean “{near[0]}:”?" if near else f" (there are: {', '.join(known)})"
            raise self.fail(f"unknown setting “{key}:”{hint}", line)
        if not value:
            raise self.fail(f"“{key}:” says nothing", line)
        if self.draft:
            self.rule_setting(self.draft, key, value, line)
        else:
            self.file_setting(key, value, line)

    def file_setting(self, key: str, value: str, line: int) -> None:
        if key == "columns":
            self.columns = self.column_names(value, line)
        elif key == "like":
            self.like.update(self.likes(value, self.columns, line))
        elif key == "off":
            self.off += [(name, line) for name in value.split()]
        elif key == "names":
            self.names = frozenset(map(fold, value.split()))
        elif key == "capitals":
            self.guarded = self.choice(key, value, ("names", "nouns"), line) == "names"
        else:
            name, _, items = value.partition("=")
            if not items.strip() or not re.fullmatch(r"[a-z]+", name.strip()):
                raise self.fail("a set is written “set: month = January February …”", line)
            self.sets[name.strip()] = self.words(items, line)

    def rule_setting(self, draft: _Draft, key: str, value: str, line: int) -> None:
        if key not in ("example", "keep", "names", "like") and draft.seen.setdefault(key, line) != line:
            raise self.fail(f"“{key}:” stands in line {draft.seen[key]} already", line)
        rule = draft.rule
        if key == "columns":
            draft.rule = replace(rule, columns=self.column_names(value, line))
        elif key == "about":
            draft.rule = replace(rule, about=value)
        elif key == "kind":
            draft.rule = replace(rule, kind=self.choice(key, value, KINDS, line))
        elif key == "confidence":
            draft.rule = replace(rule, certain=self.choice(key, value, ("certain", "doubtful"), line) == "certain")
        elif key == "case":
            draft.rule = replace(rule, exact=self.choice(key, value, ("exact", "any"), line) == "exact")
        elif key == "from":
            draft.rule = replace(rule, source=self.choice(key, value, rule.columns, line))
        elif key == "option":
            draft.rule = replace(rule, option=value)
        elif key == "like":
            draft.like.update(self.likes(value, rule.columns, line))
        elif key == "keep":
            draft.keep += [phrase.strip() for phrase in value.split(",") if phrase.strip()]
        elif key == "names":
            draft.names += map(fold, value.split())
        elif key == "example":
            before, arrow, after = value.partition(" → ")
            if not arrow:
                raise self.fail("an example is written “before → after”", line)
            draft.examples.append(Example(before.strip(), after.strip(), line))
        else:
            draft.words[key] = [fold(word) if word != "Xx" else word for word in self.words(value, line)]

    def row(self, content: str, line: int) -> None:
        if self.draft is None:
            raise self.fail("a row of a table stands before the first [rule]", line)
        rule = self.draft.rule
        cells = [_SPACES.sub(" ", cell.strip()) for cell in content.split("|")]
        if rule.kind == "script":
            if len(cells) != 2 or ">" not in cells[0] or ":" not in cells[1]:
                raise self.fail("a conversion is written “zh_Hans > zh_Hant | opencc:s2t”", line)
            self.draft.rows.append(Row(tuple(cells), line))
            return
        width = len(rule.columns)
        endings: tuple[str, ...] = ()
        if rule.kind == "words" and len(cells) == width + 1:
            endings = self.words(cells.pop(), line)
        if len(cells) != width:
            raise self.fail(f"{len(cells)} cells where the table has {width} columns "
                            f"({' | '.join(rule.columns)})", line)
        if not cells[0]:
            raise self.fail("the first cell of a row is empty", line)
        if rule.kind != "words":
            self.draft.rows.append(Row(tuple(cells), line))
            return
        lists = [[form.strip() for form in cell.split(",")] if cell else [] for cell in cells]
        count = len(lists[0])
        for forms in lists:
            if forms and (len(forms) != count or not all(forms)):
                raise self.fail(f"“{', '.join(forms)}” has {len(forms)} forms where “{', '.join(lists[0])}” "
                                f"has {count}", line)
        for number in range(count):
            self.expand([forms[number] if forms else "" for forms in lists], endings, line)

    def expand(self, stems: list[str], endings: tuple[str, ...], line: int) -> None:
        assert self.draft is not None
        bare = [stem.removesuffix("-") for stem in stems]
        if bare == stems:
            self.draft.rows.append(Row(tuple(stems), line))
        elif not endings:
            raise self.fail(f"“{stems[0]}” ends with a hyphen, so the row needs endings in a last cell", line)
        for ending in endings:
            parts = ending.split("/")
            if len(parts) > len(stems):
                raise self.fail(f"ending “{ending}” has {len(parts)} parts for {len(stems)} columns", line)
            forms = [stem + parts[min(number, len(parts) - 1)] if stem else "" for number, stem in enumerate(bare)]
            if len(parts) > 1:
                forms = [form or bare[0] + parts[min(number, len(parts) - 1)] for number, form in enumerate(forms)]
            self.draft.rows.append(Row(tuple(forms), line))

    def words(self, value: str, line: int) -> tuple[str, ...]:
        out: list[str] = []
        for word in value.split():
            if word.startswith("@"):
                if word[1:] not in self.sets:
                    raise self.fail(f"no set “{word[1:]}” (there are: {', '.join(sorted(self.sets)) or 'none'})", line)
                out += self.sets[word[1:]]
            else:
                out.append(word)
        return tuple(out)

    def column_names(self, value: str, line: int) -> tuple[str, ...]:
        names = tuple(cell.strip() for cell in value.split("|"))
        if len(names) < 2 or len(set(names)) < len(names) or not all(names):
            raise self.fail("columns are two or more different locales with | between", line)
        return names

    def likes(self, value: str, columns: tuple[str, ...], line: int) -> dict[str, str]:
        found = {}
        for part in value.split(","):
            name, equals, column = (piece.strip() for piece in part.partition("="))
            if not equals or not name:
                raise self.fail("“like:” is written “like: en_CA = en_GB”", line)
            found[name] = self.choice("like", column, columns, line)
        return found

    def choice(self, key: str, value: str, allowed: tuple[str, ...], line: int) -> str:
        if value not in allowed:
            raise self.fail(f"“{key}: {value}” is none of: {', '.join(allowed)}", line)
        return value


def parse(text: str, path: str, sets: Mapping[str, tuple[str, ...]] | None = None) -> RuleFile:
    """The rules in the text of one file; ``sets`` are those that files before it have named.

    Raises VariantError with ``path`` and the line of the first thing that cannot be used.
    """
    return _Parser(path, sets or {}).parse(text)


def _logical(text: str) -> Iterator[tuple[int, str]]:
    """(line number, content) without comments; a line that begins with a space goes on with the one before."""
    pending: tuple[int, str] | None = None
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        content = raw.strip()
        if not content or content.startswith("#"):
            continue
        if raw[0] in " \t" and pending:
            pending = (pending[0], f"{pending[1]} {content}")
            continue
        if pending:
            yield pending
        pending = (number, content)
    if pending:
        yield pending
