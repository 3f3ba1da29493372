"""Names that translators write otherwise, from parallel text."""

from training.corpus import Pair
from training.rendered import rendered


def test_a_name_counts_that_stands_there_in_another_form() -> None:
    pairs = [
        Pair("news", "He was born in Memphis long ago.", "Nació en Menfis hace mucho."),
        Pair("news", "Anna met Bertil in Norwick.", "Anna se encontró con Bertil en Norwick."),
        Pair("news", "They went to Moscow.", "Fueron a Moscú."),
        Pair("news", "Nothing of Ravelsworth is left.", "No queda nada."),
    ]
    assert rendered(pairs) == ["Memphis"]
