"""All rules by code: ours, and those of other packages."""

from __future__ import annotations

import re
from functools import cache

from l10n import locales, plugins
from l10n.checks import (
    agreed,
    facts,
    form,
    language,
    lengths,
    links,
    markup,
    measures,
    negation,
    numbers,
    sameness,
    typography,
    variety,
)
from l10n.checks.rule import Rule, Topic
from l10n.errors import PluginError
from l10n.model import Severity

_OURS: tuple[Rule, ...] = (*form.RULES, *markup.RULES, *links.RULES, *numbers.RULES, *measures.RULES, *facts.RULES,
         *sameness.RULES, *negation.RULES, *lengths.RULES, *language.RULES, *typography.RULES, *variety.RULES)
_CODE = re.compile(r"[A-Z]{1,4}\d{3}")

TOPICS = (
    Topic("C101", "unreadable-catalog", Severity.ERROR, "The PO file is none: broken syntax, an entry that is there "
          "twice, an encoding other than UTF-8. Everything else about the file is unknown until that is repaired."),
    Topic("C102", "wrong-language-field", Severity.WARNING, "The header's Language field names another locale than the "
          "folder that the catalog stands in, so that editors and Weblate would take it for that one."),
    Topic("C103", "plural-forms", Severity.WARNING, "The header's Plural-Forms counts in another way than CLDR does "
          "for the locale, or cannot be read: nplurals is no number, or not that of the forms in the expression. "
          "gettext's older rules without a form for millions pass."),
    Topic("C104", "no-header", Severity.WARNING, "The PO file has no header (the entry with an empty msgid), so that "
          "other tools have to guess its encoding, language and plural forms. The next l10n run that changes the file "
          "adds one."),
    Topic("C105", "misspelt-flag", Severity.ERROR, "A flag that is “fuzzy” but for a slip (“fuzy”, “Fuzzy”): tools do "
          "not know it, so that the entry counts as approved, a machine's text among the reviewed. Wrong: “#, fuzy”; "
          "right: “#, fuzzy”."),
    Topic("M110", "links-told-by-order", Severity.WARNING, "Of the reference links of a Markdown text whose text is "
          "their label, such as [timetable] and [charter], two or more stand in the translation without their labels, "
          "so that only their order says which leads where, and a translation that says them in another order swaps "
          "them unseen. Wrong: “Lea la [carta] y el [horario]”; right: “Lea la [carta][charter] y el "
          "[horario][timetable]”. One link alone needs no label."),
    Topic("A101", "two-translations", Severity.INFO, "The same source text in the same role is translated in two ways "
          "within the project. Often right, and worth a look."),
    Topic("A102", "one-translation-for-two", Severity.WARNING, "Two different source texts of an article have the same "
          "long translation: one of them was pasted into the wrong place. Or two of its tags have the same, so that "
          "the edition lists one tag twice."),
    Topic("A103", "headlines-differ", Severity.WARNING, "The headline and the front matter's title are the same text "
          "in the article and two texts in the translation."),
    Topic("A104", "name-spelt-two-ways", Severity.WARNING, "A name that the article always spells in one way is spelt "
          "in two ways, one letter apart, in its translation."),
    Topic("A105", "quotation-marks-mixed", Severity.WARNING, "Most quotations of the article's translation have one "
          "kind of quotation marks, and this one has another."),
    Topic("A106", "misspelt-word", Severity.INFO, "A word that the hunspell dictionary of the locale does not have and "
          "that is one slip away from one that it has: “recivir” for “recibir”. Off unless the configuration says "
          "“spelling = true”. Names, acronyms, code, addresses, the glossary's terms and the words of the source text "
          "pass, and so does what is near no word."),
    Topic("G101", "below-threshold", Severity.ERROR, "Less of an article is translated or reviewed than the "
          "configuration, or --min, asks for."),
    Topic("G102", "stale-template", Severity.ERROR, "The article changed and its template was not written anew: run "
          "l10n sync."),
    Topic("G103", "stale-catalog", Severity.ERROR, "The catalog lacks entries of the article or has some that are "
          "gone: run l10n sync."),
    Topic("G104", "stale-edition", Severity.ERROR, "The edition on disk is not what the catalogs make: run l10n "
          "build."),
    Topic("G105", "unused-ignore", Severity.WARNING, "A comment “l10n: ignore[…]” silences nothing, so it would hide "
          "the next fault of that kind."),
    Topic("G106", "ignore-without-reason", Severity.WARNING, "A comment “l10n: ignore[…]” says why, for whoever reads "
          "it next: l10n: ignore[N101] the source is wrong."),
    Topic("F101", "text-not-located", Severity.WARNING, "A block of a Markdown article stands in its file in no way "
          "that could be translated in place; it stays in the article's language."),
    Topic("F102", "unreadable-front-matter", Severity.WARNING, "The front matter is no YAML or TOML: nothing in it is "
          "translated, and no site generator will read it."),
    Topic("F103", "unknown-locale", Severity.WARNING, "The front matter names a locale that CLDR does not know, so "
          "that the article is taken to be in that of the project."),
    Topic("F104", "unknown-directive", Severity.WARNING, "A comment “l10n: …” in a Markdown article is none of off, "
          "on, skip, note and switcher, and does nothing."),
    Topic("F201", "unclosed-html", Severity.WARNING, "A tag, a comment or a script of a page has no end, so that "
          "browsers take all that follows for a part of it; none of that is translated."),
    Topic("F202", "unknown-directive-in-html", Severity.WARNING, "A comment “l10n: …” in a page is none of off, on, "
          "skip, note and switcher, or asks for a switcher where none can stand."),
    Topic("F203", "unreadable-json-ld", Severity.WARNING, "A script of JSON-LD is no JSON: nothing in it is "
          "translated, and no search engine will read it."),
    Topic("F204", "unknown-locale-in-html", Severity.WARNING, "The lang attribute of a page names a locale that CLDR "
          "does not know, so that the page is taken to be in that of the project."),
    Topic("F205", "wrong-charset", Severity.WARNING, "A page says that it is in another encoding than the UTF-8 that "
          "it is in: browsers may show it wrong. Its editions say utf-8."),
    Topic("F301", "merge-conflict", Severity.WARNING, "An article holds both sides of a merge conflict, and its "
          "marks, in what readers see. In code they are none."),
    Topic("E101", "translation-breaks-page", Severity.WARNING, "With this translation in its place, the article would "
          "have other headings, paragraphs or lists than the author wrote; its edition keeps the source text there. "
          "Told by l10n build and run, and with --editions."),
    Topic("E102", "imprint-breaks-page", Severity.WARNING, "The attributes, links and the switcher that an edition "
          "has would break the structure of this article; its editions go without. Told by l10n build and run, and "
          "with --editions."),
    Topic("P101", "catalog-without-article", Severity.WARNING, "The article of a catalog is gone, and none of the "
          "others holds its text. The translations are kept until somebody moves or deletes the file. Told where all "
          "articles are checked, without --changed-since."),
    Topic("P102", "file-in-the-way", Severity.WARNING, "Where an edition is to be written stands a file that l10n did "
          "not write; it is left as it is. Told by l10n build and run, and with --editions."),
    Topic("P105", "catalogs-of-no-locale", Severity.WARNING, "A folder of catalogs belongs to a locale that the "
          "project does not have (any more), so that nothing reads them. Told where all articles are checked, without "
          "--changed-since."),
)

_AGREED = agreed.rules(agreed.EXAMPLE)
"""What a project's own glossary becomes; here with that of the examples."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, ours first; PluginError where a plug-in is none or takes a code that is there."""
    found = list(_OURS)
    for name in plugins.available("l10n.checks"):
        loaded = plugins.load("l10n.checks", name)
        for rule in loaded if isinstance(loaded, (list, tuple)) else (loaded,):
            if not isinstance(rule, Rule) or not _CODE.fullmatch(rule.code):
                raise PluginError(f"l10n.checks “{name}” names no Rule with a code such as X101")
            if rule.code in {one.code for one in found} | {one.code for one in _AGREED} | {one.code for one in TOPICS}:
                raise PluginError(f"l10n.checks “{name}” has a rule {rule.code}, and that code is taken")
            found.append(rule)
    return tuple(found)


def everything() -> list[Rule | Topic]:
    """All that a finding can be about, sorted by code."""
    found: list[Rule | Topic] = [*rules(), *_AGREED, *TOPICS]
    return sorted(found, key=lambda one: one.code)


def topic(code: str) -> Rule | Topic | None:
    """The rule, or what a finding over more than an entry is about, by its code; None where there is none."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, Rule | Topic]:
    return {one.code: one for one in everything()}


@cache
def applying(locale: str, source_locale: str) -> tuple[Rule, ...]:
    """The rules for the catalogs of one locale."""
    language, pseudo = locales.language(locale), locales.is_pseudo(locale)
    narrow = pseudo or locales.kin(locale, source_locale)
    return tuple(rule for rule in rules() if (rule.languages is None or language in rule.languages)
                 and (rule.everywhere or not narrow) and not (pseudo and rule.code.startswith("V")))
