"""What CLDR knows of locales, through Babel: tags, kinship, names, direction, quotation marks, plural forms,
numbers and dates; and the words for numbers, units and currencies.

A canonical tag is CLDR's own identifier with underscores: ``es_MX``, ``zh_Hant_TW``, ``ca_ES_VALENCIA``. ``parse``
makes one from what people write; everything else takes canonical tags. Babel is imported on first use.
"""

from l10n.locales.counting import Counted, magnitudes, number_words
from l10n.locales.customs import Customs, customs, figure_date, long_date
from l10n.locales.names import autonym, country_phrases, direction, name, proper_names
from l10n.locales.plurals import plural_forms
from l10n.locales.quantities import CURRENCY_SIGNS, Called, currencies, units
from l10n.locales.quotes import Quotes, quotes
from l10n.locales.symbols import Symbols, months, symbols, weekdays
from l10n.locales.tags import PSEUDO, ancestors, bcp47, find, home, is_pseudo, kin, language, parse, script

__all__ = ["CURRENCY_SIGNS", "PSEUDO", "Called", "Counted", "Customs", "Quotes", "Symbols", "ancestors", "autonym",
           "bcp47", "country_phrases", "currencies", "customs", "direction", "figure_date", "find", "home", "is_pseudo",
           "kin", "language", "long_date", "magnitudes", "months", "name", "number_words", "parse", "plural_forms",
           "proper_names", "quotes", "script", "symbols", "units", "weekdays"]
