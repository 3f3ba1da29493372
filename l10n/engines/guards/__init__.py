"""What a model must not get away with: small rules over (source, target), before the text reaches a catalog.

nonsense   faults, for which a target is given up; words said twice
marks      sentence-end marks, Spanish ¿ ¡, French spaces, sentences dropped or said twice
dates      dates and times of day
numbers    numbers, with their magnitude words, currencies and units (readings: figures; form: amounts; words:
           lexicon, spoken)
tongue     a target in the language of its source
names      names of people as they are
language   words left in the language of the source

A rule repairs what is certain and names what it cannot decide; its reasons are what the ``# l10n:`` line says.
Markers are kept out of its way (``hide``, ``show``).
"""

from l10n.engines.guards.figures import MARK
from l10n.engines.guards.hidden import hide, show
from l10n.engines.guards.marks import coverage, ends, french, opened, script, twice
from l10n.engines.guards.nonsense import fault, repeats
from l10n.engines.guards.rules import quantities, wording
from l10n.engines.guards.tongue import tongue

__all__ = ["MARK", "coverage", "ends", "fault", "french", "hide", "opened", "quantities", "repeats", "script", "show",
           "tongue", "twice", "wording"]
