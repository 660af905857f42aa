"""Approvals at the terminal: an authority takes back what it granted."""

from __future__ import annotations

import pytest

from tests.cli.test_order import PROVINCIAL, desk, order
from verbale.records.approval import ApprovalStep
from verbale.records.dispatch import Message
from verbale.records.request import OrderLine

__all__ = ["desk", "order"]


@pytest.fixture
def line(desk, hire, order):
    """A line that both authorities approved."""
    line = f"{order}/1"
    desk.done("order", "facts", line, *PROVINCIAL)
    desk.done("order", "decide", line)
    for code in ("department-in-charge", "committee"):
        hire(code, second_factor=True).done("approval", "grant", line)
    return line


def standing():
    return OrderLine.objects.get(position=1).state, list(ApprovalStep.objects.values_list("state", flat=True))


def test_what_has_not_left_is_to_be_decided_again(hire, line):
    committee = hire("committee", second_factor=True)
    said = committee.run("approval", "take-back", line, "--remark", "It names a third party")
    assert (said.exit_code, said.stdout) == (0, f"{line}: approval taken back; to be decided again.\n")
    assert standing() == ("deciding", ["recalled", "recalled"])


def test_what_has_left_is_called_back_by_notice(hire, line):
    OrderLine.objects.filter(position=1).update(state="shipped")
    took = hire("committee", second_factor=True).done("approval", "take-back", line, "--remark", "It names somebody")
    assert took == {"line": line, "done": "notice sent"}
    assert Message.objects.get(what="recall").body["notice"] == ""


def test_it_needs_a_remark_a_second_factor_and_the_authority(desk, hire, line):
    assert hire("committee", second_factor=True).run("approval", "take-back", line).exit_code == 2
    weak = hire("committee").run("approval", "take-back", line, "--remark", "x")
    assert (weak.exit_code, weak.stderr.startswith("An approval needs a second factor.")) == (1, True)
    factor = hire("desk", second_factor=True).run("approval", "take-back", line, "--remark", "x")
    assert factor.stderr.startswith(f"Desk holds no authority that granted line {line}")
    assert standing() == ("sourcing", ["granted", "granted"])
