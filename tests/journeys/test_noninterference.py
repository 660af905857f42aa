"""Two runs with the same releases and other secrets send the same bytes: nothing that is kept shows in what leaves."""

import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.domain.cycle.bureau import in_this_process
from tests.engines.seal.pouches import fresh_keys
from tests.journeys.worlds import CANARY, run, shown

WHICH = st.integers(0, 5)
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
EVERYTHING = [
    ("order", (3,)), ("draft", ()), ("other_partner", ()), ("fate", (0,)), ("entries", ()), ("seal", ()),
    ("shelve", ()), ("release", (0, True)), ("publish", (["Waters", "Bridges"],)), ("other_partner", ()),
    ("reissue", (["Bridges", "桥梁"],)), ("want", ("Acta 7",)), ("seal", ()), ("write", ("The sides exchange books.",)),
    ("entries", ()), ("order", (2,)),
    ("fate", (1,)), ("release", (1, True)), ("recall", (1,)), ("write", ("The sides exchange maps.",)), ("draft", ()),
    ("approve", ()), ("seal", ()), ("recall", (0,)), ("fate", (0,)), ("answer", ()), ("convene", ("2027-05",)),
    ("prepare", ()), ("remind", ("Memorandum",)), ("prepare", ()), ("commit", ("1",)), ("seal", ()),
    ("convene", ("2027-06",)),
    ("prepare", ()), ("remind", ("Memorandum again",)), ("commit", ("2",)),
]  # fmt: skip
"""Every kind of act, once at least."""


@pytest.fixture
def worlds(db, home, monkeypatch):
    """Runs a program in a world with secrets of their own; what left."""
    in_this_process(monkeypatch)
    keys = {code: fresh_keys() for code in ("OURS", "THEIRS", "FURTHER")}
    return lambda program, seed: run(home, keys, monkeypatch, program, seed=seed)


def same(worlds, program) -> list[bytes]:
    """Both worlds sent the same, and nothing secret; the plaintexts."""
    first, second = worlds(program, 1), worlds(program, 2)
    assert [plaintext for plaintext, _ in first] == [plaintext for plaintext, _ in second]
    assert [sealed for _, sealed in first] == [sealed for _, sealed in second]
    for plaintext, _ in first:
        assert CANARY.encode() not in shown(plaintext)
    return [plaintext for plaintext, _ in first]


def test_every_act_once(worlds):
    sent = same(worlds, EVERYTHING)
    assert len(sent) == 5
    assert any(b"What is released, page 1" in shown(plaintext) for plaintext in sent), "PDFs are not laid open"
    for what in (
        "order acknowledged",
        "delivery",
        "catalogue",
        "catalogue withdrawal",
        "order",
        "text act",
        "recall",
        "answer",
        "session",
        "memorandum",
        "delegation",
        "adoption",
        "commitment",
    ):
        assert any(f'"what":"{what}"'.encode() in plaintext for plaintext in sent), what


def test_the_secrets_do_differ(worlds, monkeypatch):
    """If a secret did leave, the two runs would show it: here the order's purpose is one."""
    from tests.journeys.worlds import World

    monkeypatch.setattr(World, "want", lambda self, _: self.bureau.wanted(f"{self.words()}"))
    with pytest.raises(AssertionError):
        same(worlds, [("want", ("Acta",))])


def test_in_any_order_of_acts(worlds):
    class Machine(RuleBasedStateMachine):
        """Writes the program; both worlds run it in step at the end."""

        def __init__(self):
            super().__init__()
            self.program = []

        @rule(count=st.integers(1, 3))
        def order(self, count):
            self.program.append(("order", (count,)))

        @rule(which=WHICH, superseded=st.booleans())
        def release(self, which, superseded):
            self.program.append(("release", (which, superseded)))

        @rule(which=WHICH)
        def recall(self, which):
            self.program.append(("recall", (which,)))

        @rule(which=WHICH)
        def decide(self, which):
            self.program.append(("fate", (which,)))

        @rule(titles=st.lists(st.sampled_from(["Waters", "Bridges", "桥梁"]), min_size=1, max_size=3))
        def publish(self, titles):
            self.program.append(("publish", (titles,)))

        @rule(titles=st.lists(st.sampled_from(["Waters", "Bridges", "桥梁"]), min_size=1, max_size=3))
        def reissue(self, titles):
            self.program.append(("reissue", (titles,)))

        @rule(words=st.sampled_from(["Books.", "Maps.", "书籍。"]))
        def write(self, words):
            self.program.append(("write", (words,)))

        @rule(day=st.sampled_from(["2027-06", "2027-07-05"]))
        def convene(self, day):
            self.program.append(("convene", (day,)))

        @rule(words=st.sampled_from(["Memorandum", "备忘录"]), name=st.sampled_from(["remind", "commit"]))
        def tell(self, words, name):
            self.program.append((name, (words,)))

        @rule(name=st.sampled_from(["approve", "answer", "seal"]))
        def act(self, name):
            self.program.append((name, ()))

        @rule(name=st.sampled_from(["draft", "other_partner", "entries", "shelve", "prepare"]))
        def keep(self, name):
            self.program.append((name, ()))

        def teardown(self):
            same(worlds, self.program)

    run_state_machine_as_test(
        Machine,
        settings=settings(max_examples=2000 if SOAK else 4, stateful_step_count=40 if SOAK else 14, deadline=None),
    )
