"""The demo's carrier makes a round for each moment it is told, and says why if it cannot."""

from datetime import UTC, datetime

import pytest

from verbale.engines.seal.keys import make_keys
from verbale.journeys.demo_carrier import Carrier, StepFailed
from verbale.kernel.home import Home, NodeConfig

AT = datetime(1957, 12, 14, 9, tzinfo=UTC)


def why(home: Home) -> str:
    carrier = Carrier(home.path)
    try:
        with pytest.raises(StepFailed) as failed:
            carrier.round(AT)
    finally:
        carrier.close()
    return failed.value.sentence()


def test_only_a_demo_is_told_another_moment_than_now(home):
    make_keys(home.keys)
    assert why(home) == (
        f"The demo cannot go on: The node in {home.path} is no demo, so what its journal records happens now. "
        "Leave --at out."
    )


def test_a_node_without_keys_says_so(tmp_path):
    demo = Home(tmp_path / "demo")
    demo.create(NodeConfig(side="OURS", demo=True), secret="a secret")
    assert why(demo).startswith("The demo cannot go on: There are no keys")
