"""Projects: what may stand in a configuration, where errors point, and which files are articles."""

import os
import pickle
import re
import socket
from pathlib import Path

import pytest

from l10n import project
from l10n.errors import ArticleError, ProjectError
from l10n.model import FormatOptions
from l10n.project import EngineOptions, LocaleOptions

MINIMAL = 'source-locale = "en_GB"\nlocales = ["es", "fr"]\n'


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def loaded(root: Path, config: str) -> project.Project:
    (root / "l10n.toml").write_text(config, encoding="utf-8")
    return project.load(root / "l10n.toml")


def refused(root: Path, config: str | bytes) -> str:
    (root / "l10n.toml").write_bytes(config.encode() if isinstance(config, str) else config)
    with pytest.raises(ProjectError) as caught:
        project.load(root / "l10n.toml")
    assert "\n" not in str(caught.value)
    return str(caught.value)


def listed(root: Path, config: str = MINIMAL) -> tuple[str, ...]:
    return project.article_paths(loaded(root, config))


class TestConfiguration:
    def test_a_threshold_holds_for_all_locales_but_pseudo_ones_and_those_with_their_own(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, 'source-locale = "en"\nlocales = ["es", "fr", "de", "en_XA"]\npublish = "machine"\n'
                                 'publish-above = 0.7\n[locale.fr]\npublish-above = 0.5\n'
                                 '[locale.de]\npublish = "reviewed"\n')
        assert [found.options(tag).publish_above for tag in ("es", "fr", "en_XA")] == [0.7, 0.5, 0.0]
        assert found.options("de").publish == "reviewed"

    def test_defaults(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL)
        assert found.root == tmp_path.resolve()
        assert found.config_path == "l10n.toml"
        assert (found.source_locale, found.locales, found.publish) == ("en_GB", ("es", "fr"), "reviewed")
        assert found.articles == ("articles/**/*.txt", "articles/**/*.md", "articles/**/*.html")
        assert found.format_options == FormatOptions(language="en-GB")
        assert found.options("es") == LocaleOptions("reviewed", EngineOptions(("argos",)))

    def test_everything_that_can_be_set(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, """
            source-locale = "en-us"
            locales = ["es-mx", "zh_TW", "de", "en_XA"]
            articles = ["./docs/**/*.md", "README.md"]
            exclude = ["docs/drafts"]
            publish = "machine"
            engine = "argos"
            front-matter = ["title", "seo.summary"]
            [formats]
            md = "mdx"
            ".QMD" = "markdown"
            [locale.es_MX]
            publish = "reviewed"
            [locale.de]
            engine = "pseudo"
        """)
        assert (found.source_locale, found.locales) == ("en_US", ("es_MX", "zh_Hant_TW", "de", "en_XA"))
        assert found.articles == ("docs/**/*.md", "README.md")
        assert found.format_options.front_matter == ("title", "seo.summary")
        assert found.format_options.suffixes == ((".md", "mdx"), (".qmd", "markdown"))
        assert found.options("es_MX") == LocaleOptions("reviewed", EngineOptions(("argos",)))
        assert found.options("de") == LocaleOptions("machine", EngineOptions(("pseudo",)))
        assert found.options("zh_Hant_TW") == LocaleOptions("machine", EngineOptions(("argos",)))
        assert found.options("en_XA") == LocaleOptions("machine", EngineOptions(("pseudo",)))

    def test_engines_in_order_with_their_settings(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL.replace('"fr"', '"fr", "en_XA"') + """
            [engine]
            order = ["firefox", "opus:en-es", "pseudo", "argos"]
            [locale.fr.engine]
            order = ["argos"]
        """)
        assert found.options("es").engine.groups == (
            ("argos", ("firefox", "opus:en-es")), ("pseudo", ("pseudo",)), ("argos", ("argos",)))
        assert found.options("fr").engine.order == ("argos",)
        assert found.options("en_XA").engine.order == ("pseudo",)

    def test_how_models_are_run(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL + """
            [engine]
            threads = 3
            compute-type = "float32"
            load-ahead = false
            [locale.fr.engine]
            order = ["starter"]
        """)
        assert found.defaults.engine == EngineOptions(("argos",), (), 3, "float32", False)
        assert found.options("fr").engine == EngineOptions(("starter",), (), 3, "float32", False)

    def test_a_language_model(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL + """
            allow-hosts = ["MT.example.org"]
            [engine]
            order = ["llm", "argos"]
            [engine.llm]
            url = "https://mt.example.org/v1"
            model = "tiny"
            timeout = 30
            [locale.fr.engine.llm]
            model = "petit"
            segments = 4
        """)
        assert found.allow_hosts == ("mt.example.org",)
        assert found.options("es").engine.of("llm") == {
            "url": "https://mt.example.org/v1", "model": "tiny", "timeout": 30}
        assert found.options("fr").engine.of("llm") == {
            "url": "https://mt.example.org/v1", "model": "petit", "timeout": 30, "segments": 4}
        assert found.options("fr").engine.order == ("llm", "argos")

    def test_pyproject_gives_the_same(self, tmp_path: Path) -> None:
        own, shared = tmp_path / "own", tmp_path / "shared"
        text = 'source-locale = "en_GB"\nlocales = ["es"]\n'
        write(own, {"l10n.toml": text + '[locale.es]\npublish = "machine"\n'})
        write(shared, {"pyproject.toml": "[project]\nname = 'x'\n[tool.l10n]\n" + text
                       + '[tool.l10n.locale.es]\npublish = "machine"\n'})
        one, two = project.discover(own), project.discover(shared)
        assert (one.source_locale, one.locales, one.own) == (two.source_locale, two.locales, two.own)
        assert (one.config_path, two.config_path) == ("l10n.toml", "pyproject.toml")

    def test_a_byte_order_mark_is_no_error(self, tmp_path: Path) -> None:
        assert loaded(tmp_path, "\ufeff" + MINIMAL).locales == ("es", "fr")

    def test_what_init_writes_is_valid(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, project.starter("en_GB", ["es", "zh_Hant", "en_XA"]))
        assert (found.source_locale, found.locales, found.publish) == ("en_GB", ("es", "zh_Hant", "en_XA"), "machine")
        everything = re.sub(r"^# (?=\[|[a-z-]+ = )", "", project.starter("en_GB", ["es", "en_AU"]), flags=re.MULTILINE)
        assert everything.count("\n#") < project.starter("en_GB", ["es", "en_AU"]).count("\n#")
        assert loaded(tmp_path, everything).options("es") == LocaleOptions(
            "reviewed", EngineOptions(("argos",)), publish_above=0.7)

    def test_a_project_travels_to_other_processes(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL + '[locale.es]\npublish = "machine"\n')
        assert pickle.loads(pickle.dumps(found)) == found


class TestErrors:
    """Each one line, with the line of the file where a person has to look."""

    @pytest.mark.parametrize(("config", "message"), [
        ("locales = [\"es\"\n", "l10n.toml:1: broken TOML: unclosed array"),
        (MINIMAL + "publish = \n", "l10n.toml:3: broken TOML: invalid value"),
        ("x = 1\nx = 2\n" + MINIMAL, "l10n.toml:2: broken TOML: cannot overwrite a value"),
        (b"source-locale = 'en'\n# caf\xe9\n", "l10n.toml:2: not UTF-8, as TOML has to be"),
        ("a = " + "[" * 5000, "l10n.toml: broken TOML: nested too deeply"),
        (MINIMAL + 'artciles = ["a.md"]\n', "l10n.toml:3: unknown key “artciles”, did you mean “articles”?"),
        (MINIMAL + 'source_locale = "en"\n', "l10n.toml:3: unknown key “source_locale”, did you mean “source-locale”?"),
        (MINIMAL + "colour = 1\n", "l10n.toml:3: unknown key “colour” (there are: allow-hosts, articles, check, "),
        ('locales = ["es"]\n', "l10n.toml: “source-locale” is missing"),
        ('source-locale = "en_GB"\n', "l10n.toml: “locales” has to name at least one locale"),
        ('source-locale = "en_GB"\nlocales = []\n', "l10n.toml:2: “locales” has to name at least one locale"),
        ('source-locale = "en_UKK"\nlocales = ["es"]\n', "l10n.toml:1: unknown locale “en_UKK”, did you mean"),
        ('source-locale = "en_XA"\nlocales = ["es"]\n',
         "l10n.toml:1: “source-locale” cannot be the pseudo locale en_XA"),
        ('source-locale = "en"\nlocales = [\n  "es",\n  "es_MY",\n]\n',
         "l10n.toml:4: unknown locale “es_MY”, did you mean es_MX?"),
        ('source-locale = "en"\nlocales = ["es-MX",\n "es_mx"]\n',
         "l10n.toml:3: “es_mx” and “es-MX” are the same locale"),
        ('source-locale = "en"\nlocales = ["es", "es"]\n', "l10n.toml:2: “es” stands there twice"),
        ('source-locale = "en"\nlocales = "es"\n', "l10n.toml:2: “locales” has to be a list of strings, not a string"),
        ('source-locale = "en"\nlocales = ["es", 3]\n',
         "l10n.toml:2: “locales” has to be a list of strings, and one is a number"),
        ('source-locale = true\nlocales = ["es"]\n', "l10n.toml:1: “source-locale” has to be a string, not a boolean"),
        (MINIMAL + 'publish = "review"\n', "l10n.toml:3: “publish” cannot be “review”: did you mean “reviewed”?"),
        (MINIMAL + 'publish = "machine"\npublish-above = 70\n',
         "l10n.toml:4: “publish-above” has to be a number from 0 to 1, not 70"),
        (MINIMAL + 'publish = "machine"\npublish-above = "0.7"\n',
         "l10n.toml:4: “publish-above” has to be a number from 0 to 1, not a string"),
        (MINIMAL + 'publish-above = 0.7\n',
         "l10n.toml:3: “publish-above” is about machine text, and “publish” lets none of it through"),
        (MINIMAL + 'publish = "all"\n', "l10n.toml:3: “publish” cannot be “all”: it is one of machine, reviewed"),
        (MINIMAL + 'engine = ["argos"]\n', "l10n.toml:3: “engine” has to be a table, not a list"),
        (MINIMAL + "[engine]\norder = []\n", "l10n.toml:4: “order” has to name at least one engine"),
        (MINIMAL + '[engine]\norder = [\n"argos",\n"firefix"]\n',
         "l10n.toml:6: “order” cannot be “firefix”: did you mean “firefox”?"),
        (MINIMAL + '[engine]\norder = ["deepl:en-es"]\n', "l10n.toml:4: “order” cannot be “deepl:en-es”: it is one of"),
        *((MINIMAL + f"[engine]\nthreads = {said}\n", "l10n.toml:4: “threads” has to be a whole number above 0")
          for said in ("0", "-2", "1.5", "true", '"2"')),
        (MINIMAL + '[engine]\ncompute-type = "int3"\n',
         "l10n.toml:4: “compute-type” cannot be “int3”: did you mean “int8”?"),
        (MINIMAL + "[engine]\ncompute-type = 8\n", "l10n.toml:4: “compute-type” has to be a string, not a number"),
        (MINIMAL + '[engine]\nload-ahead = "no"\n', "l10n.toml:4: “load-ahead” has to be true or false, not a string"),
        (MINIMAL + "[locale.es.engine]\nthreads = 1\n", "l10n.toml:4: “threads” holds for all locales"),
        (MINIMAL + "[engine.opus]\n", "l10n.toml:3: unknown key “opus” (there are: apertium, argos, "),
        (MINIMAL + "[engine.argos]\nspeed = 9\n", "l10n.toml:4: unknown key “speed”"),
        (MINIMAL + 'allow-hosts = ["https://mt.example.org"]\n',
         "l10n.toml:3: “https://mt.example.org” is no host: its name or address alone, as in “mt.example.org”"),
        (MINIMAL + '[locale.es]\nallow-hosts = ["a"]\n', "l10n.toml:4: “allow-hosts” holds for all locales"),
        (MINIMAL + 'engine = "llm"\n', "l10n.toml:3: “llm” needs “url” and “model” under [engine.llm]"),
        (MINIMAL + '[engine]\norder = ["argos", "llm"]\n[engine.llm]\nmodel = "m"\n',
         "l10n.toml:4: “llm” needs “url” under [engine.llm]"),
        (MINIMAL + "[engine.llm]\nmodel = 3\n", "l10n.toml:4: “model” has to be a string, not a number"),
        (MINIMAL + "[engine.llm]\nsegments = 0\n", "l10n.toml:4: “segments” has to be a whole number above 0"),
        (MINIMAL + "[engine.llm]\nsegments = 1.5\n", "l10n.toml:4: “segments” has to be a whole number above 0"),
        (MINIMAL + "[engine.apertium]\nusable = 1.5\n", "l10n.toml:4: “usable” is a share of the texts, from 0 to 1"),
        (MINIMAL + "[engine.llm]\ntimeout = inf\n", "l10n.toml:4: “timeout” has to be a number above 0"),
        (MINIMAL + "[engine.llm]\ntimeout = true\n", "l10n.toml:4: “timeout” has to be a number above 0"),
        (MINIMAL + '[engine.llm]\nkey = "secret"\n', "l10n.toml:4: unknown key “key”, did you mean “key-env”?"),
        *((MINIMAL + f'[engine.llm]\nurl = "{url}"\n', f"l10n.toml:4: “{url}” is no address of a server, as “http://127")
          for url in ("localhost:11434", "ftp://localhost/", "http://", "http://a:b@localhost/", "http://localhost:x/",
                      "http://[::1/v1", "http://localhost/v1?key=a")),
        *((MINIMAL + f'[engine.llm]\nurl = "http://{host}/v1"\n', f"l10n.toml:4: “{host}” is another machine, and text "
           "would go there: add it to “allow-hosts” if it may")
          for host in ("mt.example.org", "10.0.0.1", "localhost.evil.example", "169.254.169.254")),
        (MINIMAL + 'engine = "argus"\n', "l10n.toml:3: “engine” cannot be “argus”: did you mean “argos”?"),
        (MINIMAL + "front-matter = ['title', ' ']\n", "l10n.toml:3: “front-matter” holds an empty string"),
        (MINIMAL + "[formats]\nmd = 'mdz'\n", "l10n.toml:4: “md” cannot be “mdz”: did you mean “mdx”?"),
        (MINIMAL + "[formats]\nmd = 1\n", "l10n.toml:4: “md” has to be a string, not a number"),
        (MINIMAL + "[formats]\n'*.md' = 'mdx'\n", "l10n.toml:4: “*.md” is no suffix of files, as in md = \"mdx\""),
        (MINIMAL + "[formats]\nmd = 'mdx'\n'.md' = 'mdx'\n", "l10n.toml:5: “.md” stands there twice"),
        (MINIMAL + "articles = []\n", "l10n.toml:3: “articles” has to hold at least one pattern"),
        (MINIMAL + 'articles = [\n"a/*.md",\n"../b/*.md"]\n', "l10n.toml:5: “../b/*.md” leads outside the project"),
        (MINIMAL + 'articles = ["/etc/*.txt"]\n', "l10n.toml:3: “/etc/*.txt” leads outside the project"),
        (MINIMAL + 'articles = ["a/../../b.txt"]\n', "l10n.toml:3: “a/../../b.txt” leads outside the project"),
        (MINIMAL + 'articles = ["~/b.txt"]\n', "l10n.toml:3: “~/b.txt” leads outside the project"),
        (MINIMAL + 'articles = ["C:/b.txt"]\n', "l10n.toml:3: “C:/b.txt” leads outside the project"),
        (MINIMAL + "exclude = ['a\\b']\n", "l10n.toml:3: “a\\b” needs forward slashes"),
        (MINIMAL + 'locale = "es"\n', "l10n.toml:3: “locale” has to be a table, not a string"),
        (MINIMAL + 'locale.es = 2024-11-01\n', "l10n.toml:3: “es” has to be a table, not a date or time"),
        (MINIMAL + '[locale.es]\npublish = "reviewed"\n[locale.fr]\npublsh = "machine"\n',
         "l10n.toml:6: unknown key “publsh”, did you mean “publish”?"),
        (MINIMAL + '\n[locale.de]\n', "l10n.toml:4: “de” has options but is not one of “locales”"),
        (MINIMAL + '\n[locale."e"]\n', "l10n.toml:4: unknown locale “e”"),
        (MINIMAL + '[locale.es]\n[locale.ES]\n', "l10n.toml:4: “ES” and “es” are the same locale"),
        (MINIMAL + 'locale = {es = {publsh = "machine"}}\n', "l10n.toml:3: unknown key “publsh”"),
        (MINIMAL + '[locale.es]\narticles = ["a"]\n',
         "l10n.toml:4: “articles” holds for all locales: it belongs above, beside “locales”"),
    ])
    def test_bad_configuration(self, tmp_path: Path, config: str | bytes, message: str) -> None:
        assert refused(tmp_path, config).startswith(message)

    def test_the_line_is_right_inside_a_large_pyproject(self, tmp_path: Path) -> None:
        write(tmp_path, {"pyproject.toml": '[project]\nlocales = ["xx"]\n\n[tool.other]\nlocales = ["xx"]\n\n'
                         '[tool.l10n]\nsource-locale = "en"\n# locales = ["xx"]\nlocales = ["xx"]\n'})
        with pytest.raises(ProjectError, match=r"^pyproject\.toml:10: unknown locale “xx”"):
            project.discover(tmp_path)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(ProjectError, match=r"^l10n\.toml: cannot be read: no such file"):
            project.load(tmp_path / "l10n.toml")

    def test_a_pyproject_of_something_else(self, tmp_path: Path) -> None:
        write(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
        with pytest.raises(ProjectError, match=r"^pyproject\.toml: has no \[tool\.l10n\]"):
            project.load(tmp_path / "pyproject.toml")


class TestDiscovery:
    def test_from_anywhere_inside(self, tmp_path: Path) -> None:
        write(tmp_path, {"l10n.toml": MINIMAL, "articles/news/a.md": "", "sub/pyproject.toml": "[tool.ruff]\n"})
        assert project.discover(tmp_path / "articles/news").root == tmp_path.resolve()
        assert project.discover(tmp_path / "sub").root == tmp_path.resolve()

    def test_the_nearest_wins(self, tmp_path: Path) -> None:
        write(tmp_path, {"l10n.toml": MINIMAL, "inner/l10n.toml": MINIMAL})
        assert project.discover(tmp_path / "inner").root == (tmp_path / "inner").resolve()

    def test_two_in_one_folder_are_refused(self, tmp_path: Path) -> None:
        write(tmp_path, {"l10n.toml": MINIMAL, "pyproject.toml": "[tool.l10n]\n" + MINIMAL})
        with pytest.raises(ProjectError, match=r"^l10n\.toml: \[tool\.l10n\] of pyproject\.toml configures"):
            project.discover(tmp_path)

    def test_none_says_how_to_get_one(self, tmp_path: Path) -> None:
        with pytest.raises(ProjectError, match="“l10n init” writes one"):
            project.discover(tmp_path)

    def test_a_folder_that_does_not_exist(self, tmp_path: Path) -> None:
        with pytest.raises(ProjectError, match="no such folder"):
            project.discover(tmp_path / "nowhere")

    def test_a_broken_pyproject_of_somebody_else_does_not_matter(self, tmp_path: Path) -> None:
        write(tmp_path, {"l10n.toml": MINIMAL, "vendor/pyproject.toml": "[[[\n"})
        assert project.discover(tmp_path / "vendor").root == tmp_path.resolve()


class TestArticles:
    def test_sorted_paths_of_all_kinds(self, tmp_path: Path) -> None:
        names = ("z.md", "a.txt", "news/b.html", "news/24/c.md", "d.rst")
        write(tmp_path, {f"articles/{name}": "" for name in names})
        assert listed(tmp_path) == (
            "articles/a.txt", "articles/news/24/c.md", "articles/news/b.html", "articles/z.md")

    def test_no_articles_yet(self, tmp_path: Path) -> None:
        assert listed(tmp_path) == ()

    def test_hidden_temporary_and_generated_files_are_none(self, tmp_path: Path) -> None:
        write(tmp_path, dict.fromkeys((
            "a.md", ".hidden.md", ".git/b.md", "c.md~", ".c.md.swp", "d.md.bak", ".e.md.77.l10n-tmp",
            "editions/es/a.md", "locales/es/x.md", "sub/editions/f.md"), ""))
        assert listed(tmp_path, MINIMAL + 'articles = ["**/*.md*"]\n') == ("a.md", "sub/editions/f.md")

    @pytest.mark.parametrize(("pattern", "found"), [
        ("*.md", "a.md"), ("**/*.md", "a.md x/b.md x/y/c.md"), ("x/*.md", "x/b.md"), ("*/*/*.md", "x/y/c.md"),
        ("x/**", "x/b.md x/y/[d].txt x/y/c.md"), ("x/y/[d].txt", "x/y/[d].txt"), ("**/?.md", "a.md x/b.md x/y/c.md"),
        ("x/**/*.md", "x/b.md x/y/c.md"), ("a.md", "a.md"), ("**/y/*.md", "x/y/c.md"), ("b.md", ""), ("X/*.md", ""),
        ("x/y/../b.md", None),
    ])
    def test_patterns(self, tmp_path: Path, pattern: str, found: str | None) -> None:
        write(tmp_path, {"a.md": "", "x/b.md": "", "x/y/c.md": "", "x/y/[d].txt": ""})
        config = MINIMAL + f'articles = ["{pattern}"]\nexclude = ["l10n.toml"]\n'
        if found is None:
            assert "outside" in refused(tmp_path, config)
        else:
            assert list(listed(tmp_path, config)) == found.split()

    def test_overlapping_patterns_list_a_file_once(self, tmp_path: Path) -> None:
        write(tmp_path, {"docs/a/b.md": "", "docs/c.md": ""})
        config = MINIMAL + 'articles = ["docs/**/*.md", "docs/a/*.md", "docs/a/b.md"]\n'
        assert listed(tmp_path, config) == ("docs/a/b.md", "docs/c.md")

    def test_exclude_takes_files_and_whole_folders(self, tmp_path: Path) -> None:
        names = ("a.md", "drafts/b.md", "x/drafts/c.md", "d.md")
        write(tmp_path, {f"articles/{name}": "" for name in names})
        assert listed(tmp_path, MINIMAL + 'exclude = ["**/drafts", "articles/d.md"]\n') == ("articles/a.md",)

    def test_two_articles_of_one_name(self, tmp_path: Path) -> None:
        write(tmp_path, {"articles/a.md": "", "articles/a.html": "", "articles/b.md": ""})
        with pytest.raises(ArticleError) as caught:
            listed(tmp_path)
        assert str(caught.value) == (
            "articles/a.md: would share the name “a” with articles/a.html, and so its catalogs: rename one of them")

    def test_a_name_collides_across_folders_too(self, tmp_path: Path) -> None:
        write(tmp_path, {"articles/docs/a.md": "", "docs/a.md": ""})
        with pytest.raises(ArticleError, match=r"“docs/a” with articles/docs/a\.md"):
            listed(tmp_path, MINIMAL + 'articles = ["articles/**/*.md", "docs/*.md"]\n')

    def test_names_and_places(self, tmp_path: Path) -> None:
        found = loaded(tmp_path, MINIMAL)
        assert [project.name_of(found, path) for path in
                ("articles/a.md", "articles/news/v1.2 notes.md", "docs/a.md", "README.md", "articles/x.y/z")] == [
            "a", "news/v1.2 notes", "docs/a", "README", "x.y/z"]
        assert project.template_path("news/a") == "locales/templates/news/a.pot"
        assert project.catalog_path("es_MX", "news/a") == "locales/es_MX/LC_MESSAGES/news/a.po"
        assert project.edition_path("es_MX", "articles/news/a.md") == "editions/es_MX/news/a.md"


class TestHostileTrees:
    def outside(self, tmp_path: Path) -> tuple[Path, Path]:
        root = tmp_path / "project"
        write(root, {"articles/a.md": ""})
        write(tmp_path / "elsewhere", {"secret.md": ""})
        return root, tmp_path / "elsewhere"

    def test_a_link_to_a_file_outside(self, tmp_path: Path) -> None:
        root, elsewhere = self.outside(tmp_path)
        (root / "articles/b.md").symlink_to(elsewhere / "secret.md")
        with pytest.raises(ProjectError, match=r"^articles/b\.md: a symbolic link that leads outside the project"):
            listed(root)

    def test_a_link_to_a_folder_outside(self, tmp_path: Path) -> None:
        root, elsewhere = self.outside(tmp_path)
        (root / "articles/more").symlink_to(elsewhere)
        with pytest.raises(ProjectError, match=r"^articles/more: a symbolic link that leads outside the project"):
            listed(root)

    def test_a_chain_of_links_that_ends_outside(self, tmp_path: Path) -> None:
        root, elsewhere = self.outside(tmp_path)
        (root / "inner").symlink_to(elsewhere)
        (root / "articles/b.md").symlink_to("../inner/secret.md")
        with pytest.raises(ProjectError, match=r"^articles/b\.md: "):
            listed(root)

    def test_the_articles_folder_itself_is_a_link_outside(self, tmp_path: Path) -> None:
        root, elsewhere = self.outside(tmp_path)
        (root / "docs").symlink_to(elsewhere)
        with pytest.raises(ProjectError, match=r"^docs: a symbolic link that leads outside the project"):
            listed(root, MINIMAL + 'articles = ["docs/*.md"]\n')

    def test_a_link_that_is_no_article_does_not_matter(self, tmp_path: Path) -> None:
        root, elsewhere = self.outside(tmp_path)
        (root / "articles/b.pdf").symlink_to(elsewhere / "secret.md")
        (root / "bin").symlink_to(elsewhere)
        assert listed(root) == ("articles/a.md",)

    def test_links_inside_are_followed_once_and_never_in_circles(self, tmp_path: Path) -> None:
        write(tmp_path, {"articles/a.md": "", "shared/b.md": "", "shared/c.md": ""})
        (tmp_path / "articles/again").symlink_to(".")
        (tmp_path / "articles/up").symlink_to("..")
        (tmp_path / "articles/common").symlink_to("../shared")
        (tmp_path / "articles/twice").symlink_to("../shared")
        (tmp_path / "shared/back").symlink_to("../articles")
        (tmp_path / "articles/d.md").symlink_to("a.md")
        found = listed(tmp_path)
        assert found[0] == "articles/a.md"
        assert [path.rpartition("/")[2] for path in found] == ["a.md", "b.md", "c.md", "d.md"]

    @pytest.mark.parametrize("target", ["missing.md", "b.md"])
    def test_a_link_to_nothing_or_to_itself(self, tmp_path: Path, target: str) -> None:
        write(tmp_path, {"articles/a.md": ""})
        (tmp_path / "articles/b.md").symlink_to(target)
        with pytest.raises(ArticleError, match=r"^articles/b\.md: cannot be read: a symbolic link to nothing"):
            listed(tmp_path)

    def test_a_pipe_is_not_read(self, tmp_path: Path) -> None:
        write(tmp_path, {"articles/a.md": ""})
        os.mkfifo(tmp_path / "articles/b.md")
        with pytest.raises(ArticleError, match=r"^articles/b\.md: cannot be read: a pipe"):
            listed(tmp_path)

    def test_a_socket_is_not_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, {"articles/a.md": ""})
        monkeypatch.chdir(tmp_path / "articles")    # a socket's address is short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("b.md")
            with pytest.raises(ArticleError, match=r"^articles/b\.md: cannot be read: a pipe, socket or device"):
                listed(tmp_path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_a_folder_that_cannot_be_read(self, tmp_path: Path) -> None:
        write(tmp_path, {"articles/closed/a.md": ""})
        (tmp_path / "articles/closed").chmod(0)
        try:
            with pytest.raises(ArticleError, match=r"^articles/closed: cannot be read: permission denied"):
                listed(tmp_path)
        finally:
            (tmp_path / "articles/closed").chmod(0o755)

    @pytest.mark.parametrize("name", [b"caf\xe9.md", b"two\nlines.md", b"bell\x07.md"])
    def test_names_that_are_no_text(self, tmp_path: Path, name: bytes) -> None:
        write(tmp_path, {"articles/a.md": ""})
        with open(os.path.join(os.fsencode(tmp_path), b"articles", name), "wb"):
            pass
        with pytest.raises(ArticleError, match="file names have to be UTF-8 without control characters") as caught:
            listed(tmp_path)
        str(caught.value).encode()
        assert "\n" not in str(caught.value)

    def test_names_of_any_script_are_fine(self, tmp_path: Path) -> None:
        names = ("articles/puerto de Málaga.md", "articles/港.md", "articles/ميناء.md", "articles/a\u00a0b.md")
        write(tmp_path, dict.fromkeys(names, ""))
        assert listed(tmp_path) == tuple(sorted(names))
