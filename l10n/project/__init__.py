"""A project: its configuration, its articles and where everything of it stands.

``config`` reads ``[tool.l10n]`` of pyproject.toml (or l10n.toml) into a frozen ``Project``; ``articles`` lists the
articles and names the files that belong to each.
"""

from l10n.project.articles import Files, article_paths, catalog_path, edition_path, files_of, name_of, template_path
from l10n.project.config import LocaleOptions, Project, Publish, discover, load, starter
from l10n.project.engines import EngineOptions
from l10n.project.limits import CheckOptions, percent

__all__ = ["CheckOptions", "EngineOptions", "Files", "LocaleOptions", "Project", "Publish", "article_paths",
           "catalog_path", "discover", "edition_path", "files_of", "load", "name_of", "percent", "starter",
           "template_path"]
