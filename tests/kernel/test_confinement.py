"""A process of its own: what it may use, what it knows, and that its answer is not believed."""

from __future__ import annotations

import os
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from verbale.kernel import confinement
from verbale.kernel.confinement import Bounds, Broke, NoLimit, Overran, ask, check_limits

BOUNDS = Bounds(memory=1024**3, output=1024**2, seconds=20, wall_seconds=60, files=32)

SERVES = """
import dataclasses, os, sys, time
from verbale.kernel import confinement

def answer(asked):
    match asked["do"]:
        case "echo": return asked
        case "environment": return sorted(os.environ)
        case "where": return os.getcwd()
        case "memory": return len(bytearray(2 * 1024**3))
        case "time":
            while True: pass
        case "wait": time.sleep(60)
        case "files": return [os.open("/dev/null", os.O_RDONLY) for _ in range(1000)]
        case "long": return "x" * asked["length"]
        case "die": os.kill(os.getpid(), asked["signal"])
        case "leave": os._exit(3)
        case "nonsense": os.write(1, b"no json"); os._exit(0)
        case "deep": os.write(1, b"[" * 100_000); os._exit(0)

confinement.serve(lambda asked: confinement.Bounds(**asked["bounds"]), answer)
"""


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Asks a module that does what it is asked, within bounds."""
    (tmp_path / "serving.py").write_text(textwrap.dedent(SERVES))
    path = os.pathsep.join([str(tmp_path), str(confinement._PACKAGES)])

    def does(do: str, longest: int = 1024**2, **changed):
        asked = {name: value for name, value in changed.items() if name not in Bounds.__dataclass_fields__}
        bounds = replace(BOUNDS, **{name: changed[name] for name in changed if name not in asked})
        told = {name: getattr(bounds, name) for name in Bounds.__dataclass_fields__}
        request = {"do": do, "bounds": told, **asked}
        return ask("serving", request, bounds, longest=longest, environment={"PYTHONPATH": path})

    return does


def test_an_answer_comes_back(served) -> None:
    assert served("echo", words="Протокол 纪要")["words"] == "Протокол 纪要"


def test_it_knows_nothing_of_where_it_was_started(served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TOKEN", "secret")
    assert served("environment") == ["LC_ALL", "MALLOC_ARENA_MAX", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH"]
    assert served("where") == "/"


def test_time_runs_out(served) -> None:
    with pytest.raises(Overran) as refused:
        served("time", seconds=1)
    assert refused.value.limit == "1 s of processor time"
    with pytest.raises(Overran) as refused:
        served("wait", wall_seconds=1)
    assert refused.value.limit == "1 s of waiting"


@pytest.mark.parametrize("do", ["memory", "files", "leave", "nonsense", "deep"])
def test_what_breaks_it_breaks_nothing_else(served, do: str) -> None:
    with pytest.raises(Broke) as refused:
        served(do)
    assert refused.value.how in ("exit 1", "exit 3", "no answer")


def test_how_it_died_is_told(served) -> None:
    with pytest.raises(Broke) as refused:
        served("die", signal=11)
    assert refused.value.how == "SIGSEGV"


def test_a_longer_answer_is_not_read(served) -> None:
    assert len(served("long", length=1000)) == 1000
    with pytest.raises(Broke):
        served("long", length=1000, longest=1001)
    with pytest.raises(Broke):
        served("long", length=5000, output=1000)


@dataclass(frozen=True)
class Limits:
    pages: int = 1
    seconds: int = 1


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "3", None])
def test_a_limit_is_a_whole_number_above_zero(wrong) -> None:
    check_limits(Limits())
    with pytest.raises(NoLimit) as refused:
        check_limits(Limits(seconds=wrong))
    assert refused.value.facts == {"limit": "seconds", "value": wrong}
