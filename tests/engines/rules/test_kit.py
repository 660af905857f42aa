"""The conformance kit, where it lies beside the project."""

import pytest

from tests.shared import SHARED
from verbale.engines.rules.kit import run_kit

KIT = SHARED / "tck"


@pytest.mark.skipif(not KIT.exists(), reason="the conformance kit does not lie beside the project")
def test_level_2_passes_whole():
    results = list(run_kit(KIT / "compliance-level-2"))
    assert [(each.file, each.case, each.why) for each in results if not each.passed] == []
    assert len(results) == 116
