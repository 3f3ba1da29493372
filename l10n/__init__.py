"""l10n: articles in, reviewed localized editions out."""

__version__ = "0.1.0"
