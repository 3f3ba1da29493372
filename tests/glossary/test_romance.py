"""What stands around a noun that took another's place."""

from __future__ import annotations

import pytest

from l10n.glossary import agree


@pytest.mark.parametrize(("language", "before", "said", "after", "kind", "several", "wanted"), [
    ("es", "en la ", "paro", " de ayer", "m", False, "en el paro de ayer"),
    ("es", "La nueva ", "paro", " convocada ayer", "m", False, "El nuevo paro convocado ayer"),
    ("es", "de la ", "barcos", ".", "m", True, "de los barcos."),
    ("es", "vio al ", "alcaldesa", ".", "f", False, "vio a la alcaldesa."),
    ("es", "las tres ", "barcos", " están cerradas", "m", True, "los tres barcos están cerrados"),
    ("es", "el ", "agua", " está cerrado", "f", False, "el agua está cerrada"),
    ("es", "la ", "huelga", " de los obreros", "f", False, "la huelga de los obreros"),
    ("es", "“La ", "paro", "”", "m", False, "“El paro”"),
    ("es", "había ", "paro", " y", "m", False, "había paro y"),
    ("fr", "de la ", "phare", "", "m", False, "du phare"),
    ("fr", "sur le ", "école", "", "f", False, "sur l’école"),
    ("fr", "dans l’", "phare", "", "m", False, "dans le phare"),
    ("fr", "ce ", "hôtel", "", "m", False, "cet hôtel"),
    ("pt", "no ", "greve", " anunciado", "f", False, "na greve anunciada"),
    ("pt", "pela nova ", "barco", "", "m", False, "pelo novo barco"),
    ("it", "la ", "sciopero", " annunciata", "m", False, "lo sciopero annunciato"),
    ("it", "del ", "amica", "", "f", False, "dell’amica"),
    ("it", "nella ", "faro", "", "m", False, "nel faro"),
    ("it", "i ", "scioperi", "", "m", True, "gli scioperi"),
    ("de", "die ", "Streik", "", "m", False, "die Streik"),
])
def test_articles_adjectives_and_participles_agree(language: str, before: str, said: str, after: str, kind: str,
                                                   several: bool, wanted: str) -> None:
    left, right = agree(before, said, after, kind, several, language)
    assert left + said + right == wanted
    assert agree(left, said, right, kind, several, language) == (left, right)
