"""A pouch is called by its sender, recipient, epoch and number, and nothing else is called so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal import POUCH_SUFFIX, is_pouch_name, pouch_stem


@given(epoch=st.integers(1, 2**53 - 1), number=st.integers(1, 2**53 - 1))
def test_every_pouch_is_called_as_pouches_are(epoch, number):
    assert is_pouch_name(pouch_stem("DD", "CN", epoch, number) + POUCH_SUFFIX, "DD", "CN")


def test_a_pouch_has_this_name():
    assert pouch_stem("DD", "CN", 2, 17) + POUCH_SUFFIX == "DD-CN-2-000017.pouch"


@pytest.mark.parametrize(
    "name",
    ["", "DD-CN-1-000001", "CN-DD-1-000001.pouch", "DD-CN-0-000001.pouch", "DD-CN-1-00001.pouch",
     "DD-CN-1-000001.pouch\n", "DD-CN-1-٠٠٠٠٠١.pouch", "../DD-CN-1-000001.pouch", "DD-CN-1-000001xpouch",
     "DD-CN-12345678901234567-000001.pouch", "DD-CN-1-12345678901234567.pouch"],
)  # fmt: skip
def test_nothing_else_is(name):
    assert not is_pouch_name(name, "DD", "CN")


def test_the_sides_are_names_and_no_patterns():
    assert not is_pouch_name("DxD-CN-1-000001.pouch", "D.D", "CN")
    assert is_pouch_name("D.D-CN-1-000001.pouch", "D.D", "CN")
