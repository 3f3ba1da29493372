"""What can go wrong for a user: one clear line that says where and what to do."""

from __future__ import annotations


class L10nError(Exception):
    """Base of every error a user may see.

    ``str(error)`` is the one line shown: ``path:line: message``, without the parts that are not known.
    The command line prints it and exits with 2; library callers catch the kind they care about.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        """What is wrong and, where it is known, what to do about it; one line, no final full stop."""
        self.path = path
        """The file at fault as the user would name it (relative to the project), or None."""
        self.line = line
        """1-based line in ``path``, or None."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickled whole, since work that is shared out to processes raises these across them."""
        return (_again, (type(self), self.message, self.path, self.line))

    def __str__(self) -> str:
        if self.path is None:
            return self.message
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


def _again(kind: type[L10nError], message: str, path: str | None, line: int | None) -> L10nError:
    return kind(message, path=path, line=line)


class ProjectError(L10nError):
    """The configuration cannot be used: broken TOML, unknown key, unknown locale, path outside the project."""


class ArticleError(L10nError):
    """An article cannot be read: unreadable file, unknown encoding, two articles of one name."""


class CatalogError(L10nError):
    """A PO file cannot be used: syntax error, duplicate entry, unknown encoding."""


class ConflictError(CatalogError):
    """A file changed on disk while we worked on it; nothing was written over it."""


class ModelError(L10nError):
    """A translation model cannot be used: not a model, unsafe archive, wrong pair, corrupt file."""


class GlossaryError(L10nError):
    """A glossary cannot be used: broken CSV or TBX, a line without a target, a term that stands there twice."""


class EngineError(L10nError):
    """An engine failed while translating; what it had finished is kept."""


class PluginError(L10nError):
    """A plug-in named by an entry point could not be loaded."""


class SpellingError(L10nError):
    """There is no hunspell command, or it does not answer."""
