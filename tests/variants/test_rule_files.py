"""Rule files: our own hold together, and a broken one is told in one line with its place."""

from __future__ import annotations

from collections import defaultdict

import pytest

from l10n import variants
from l10n.errors import L10nError
from l10n.model import Fragment
from l10n.variants.parser import parse

HEAD = "columns: en_GB | en_US\nlike: en = en_US, en_001 = en_GB\n"


def broken(text: str, language: str = "en") -> str:
    with pytest.raises(L10nError) as caught:
        variants.load_rules(language, (("variants/own.rules", text),))
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("language", variants.languages())
def test_examples(language: str) -> None:
    """What a rule shows as its example is what it does: certain rules in the text, doubtful ones in the proposal."""
    shown = 0
    for rule in variants.load_rules(language).rules:
        if rule.kind == "script":
            columns = [tuple(part.strip() for part in row.cells[0].split(">")) for row in rule.rows]
        else:
            sources = [rule.source] if rule.source else [rule.columns[0]]
            columns = [(source, target) for source in sources for target in rule.columns if target != source]
        options = (rule.option,) if rule.option and not rule.option.startswith("not ") else ()
        for example in rule.examples:
            shown += 1
            results = [variants.adapt(Fragment(example.before), *pair, options=options) for pair in columns]
            texts = {result.text if rule.certain else result.proposal for result in results}
            assert example.after in texts, f"{rule.path}:{example.line} gives {texts}"
    assert shown >= 1


@pytest.mark.parametrize("language", variants.languages())
def test_every_rule_says_what_it_is_about_and_no_row_stands_twice(language: str) -> None:
    seen: dict[object, list[str]] = defaultdict(list)
    for rule in variants.load_rules(language).rules:
        assert rule.about, rule.id
        assert rule.about.endswith("."), rule.id
        for row in rule.rows if rule.kind == "words" else ():
            assert len({cell for cell in row.cells if cell}) > 1, f"{rule.path}:{row.line} says nothing"
            seen[row.cells, rule.conditions, rule.source, rule.certain].append(f"{rule.path}:{row.line}")
    assert not {key: places for key, places in seen.items() if len(places) > 1}


@pytest.mark.parametrize(("text", "message"), [
    ("colour | color\n", "own.rules:1: a row of a table stands before the first [rule]"),
    ("[en.spelling.x]\n", "own.rules:1: “columns: en_GB | en_US” must stand before the first rule"),
    (HEAD + "[spelling]\n", "own.rules:3: a rule begins with its id"),
    (HEAD + "[en.spelling.x\n", "own.rules:3: a rule begins with its id"),
    (HEAD + "[en.spelling.x]\n", "own.rules:3: [en.spelling.x] has no rows"),
    (HEAD + "[en.spelling.x]\na | b | c | d\n", "own.rules:4: 4 cells where the table has 2 columns"),
    (HEAD + "[en.spelling.x]\nfoo, bar | foe\n", "own.rules:4: “foe” has 1 forms where “foo, bar” has 2"),
    (HEAD + "[en.spelling.x]\nfoo- | foe-\n", "own.rules:4: “foo-” ends with a hyphen"),
    (HEAD + "[en.spelling.x]\nfoo- | foe- | a/b/c\n", "own.rules:4: ending “a/b/c” has 3 parts for 2 columns"),
    (HEAD + "[en.spelling.x]\n| foe\n", "own.rules:4: the first cell of a row is empty"),
    (HEAD + "[en.spelling.x]\nconfidence: sure\na | b\n", "own.rules:4: “confidence: sure” is none of: certain"),
    (HEAD + "[en.spelling.x]\nbefor: x\na | b\n", "own.rules:4: unknown setting “befor:”; did you mean “before:”?"),
    (HEAD + "[en.spelling.x]\nfrom: en_CA\na | b\n", "own.rules:4: “from: en_CA” is none of: en_GB, en_US"),
    (HEAD + "[en.spelling.x]\nafter: @nothing\na | b\n", "own.rules:4: no set “nothing”"),
    (HEAD + "[en.spelling.x]\nafter: a\nafter: b\na | b\n", "own.rules:5: “after:” stands in line 4 already"),
    (HEAD + "[en.spelling.x]\nexample: a b\na | b\n", "own.rules:4: an example is written “before → after”"),
    (HEAD + "[en.spelling.x]\nsome words\n", "own.rules:4: neither a rule, a setting nor a row"),
    (HEAD + "[en.spelling.x]\nabout:\na | b\n", "own.rules:4: “about:” says nothing"),
    (HEAD + "[en.spelling.x]\na | b\n[en.spelling.x]\nc | d\n", "own.rules:5: [en.spelling.x] is there already"),
    (HEAD + "off: en.spelling.nothing\n", "own.rules:3: “off: en.spelling.nothing” names no rule"),
    ("columns: en_GB\n", "own.rules:1: columns are two or more different locales"),
    (HEAD + "like: en_CA en_GB\n", "own.rules:3: “like:” is written"),
    (HEAD + "set: Big one\n", "own.rules:3: a set is written"),
])
def test_a_broken_line_is_told_with_its_place(text: str, message: str) -> None:
    assert message in broken(text)
    assert broken(text).startswith("variants/own.rules:")


def test_rules_that_contradict_each_other() -> None:
    told = broken(HEAD + "[en.spelling.mine]\ncolour | colur\n")
    assert told.startswith("variants/own.rules:4: [en.spelling.mine] makes “colour” into “colur”, but "
                           "[en.spelling.our-or] in l10n/variants/en/spelling.rules:")
    assert told.endswith("makes it into “color”")


def test_rules_that_undo_each_other() -> None:
    told = broken(HEAD + "[en.spelling.one]\nfoo | foe\n[en.spelling.two]\nfoe | fee\n")
    assert "“foo” into “foe”, which [en.spelling.two] in variants/own.rules:6 changes again" in told


def test_a_pattern_with_an_unknown_field() -> None:
    text = HEAD + "[en.dates.mine]\nkind: patterns\n{day} of {moon} | {moon} {day}\n"
    with pytest.raises(L10nError) as caught:
        variants.rules_for("en_GB", "en_US", extra=(("variants/own.rules", text),))
    assert str(caught.value).startswith("variants/own.rules:5: no field “{moon}”")


def test_a_project_adds_replaces_keeps_and_switches_off() -> None:
    own = HEAD + ("off: en.spelling.grey-gray\n"
                  "[en.spelling.house]\nkeep: colour bar\nfooour | fooor | s\n"
                  "[en.spelling.programme]\nfrom: en_GB\nprogramme | show\n")
    extra = (("variants/own.rules", own),)
    result = variants.adapt(Fragment("The grey fooours of the colour bar, a colour programme"), "en_GB", "en_US",
                            extra=extra)
    assert result.text == "The grey fooors of the colour bar, a color show"
    assert "en.spelling.house" in result.rules


def test_endings_and_continued_lines() -> None:
    text = "set: re = re/er\n  res/ers\n[en.spelling.x]\ncent- | | @re\nhoney | hunny | s ed\n"
    rules = parse(HEAD + text, "x").rules
    assert [row.cells for row in rules[0].rows] == [("centre", "center"), ("centres", "centers"), ("honey", "hunny"),
                                                   ("honeys", "hunnys"), ("honeyed", "hunnyed")]
    assert rules[0].line == 5
