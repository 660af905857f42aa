"""A clean pouch passes; each way in which one can tell more than it may is found."""

from tests.engines.inspection.pouches import inspected, pouch, told
from verbale.engines.inspection import Inspection


def test_a_clean_pouch_passes_and_leaves_nothing_behind(tmp_path):
    draft, allowance = pouch()
    found = inspected(tmp_path, draft, allowance)
    assert told(found) == ""
    sealed = (tmp_path / "7.pouch").read_bytes()
    from tests.engines.inspection.age_file import sha256

    assert found == Inspection(sha256(sealed), len(sealed), ())
    assert found.demand() is None
    assert [path.name for path in tmp_path.iterdir()] == ["7.pouch"]
