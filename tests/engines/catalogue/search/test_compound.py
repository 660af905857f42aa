"""A word is a part of a compound if what stands around it is words too."""

import pytest

from verbale.engines.catalogue.search.compound import parts_in

KNOWN = {"dauer", "frost", "rost", "schutz", "regel", "regelung", "werkstoff", "verkehr", "boden", "feuchte", "messung",
         "haus", "technik", "test", "bildung", "schweiss", "eis", "arbeit", "kreis", "laser", "glas", "wasser",
         "abwasser", "pumpe"}  # fmt: skip


def known(part: str) -> bool:
    return part in KNOWN


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("werkstoffregelung", {"werkstoff", "regelung"}),
        ("verkehrsregeln", {"verkehr", "regel"}),
        ("bodenfeuchtemessung", {"boden", "feuchte", "messung"}),
        ("hauserbau", {"haus", "bau"}),
        ("rostschutz", {"rost", "schutz"}),
        ("dauerfrost", {"dauer", "frost"}),
        ("frost", set()),
        ("regelung", set()),
        ("regelungstechnik", {"regelung", "technik"}),
        ("protest", set()),
        ("ausbildung", set()),
        ("arbeitskreis", {"arbeit", "kreis"}),
        ("glaser", {"glas"}),
        ("schweisstechnik", {"schweiss", "technik"}),
        ("ostkreis", {"ost", "kreis"}),
        ("kompost", set()),
        ("abwassertechnik", {"wasser", "technik", "abwasser"}),
        ("abbildung", set()),
        ("olpumpe", {"pumpe"}),
    ],
)
def test_parts(whole: str, parts: set[str]) -> None:
    assert set(parts_in(whole, known)) == parts
