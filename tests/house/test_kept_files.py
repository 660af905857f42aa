"""What is kept in git names no machine and no registry, and third-party code comes from locks."""

import re
from pathlib import Path

import pytest

from tests.house.sources import kept_files, name
from tests.shared import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
A_HOME = re.compile(rb"(?<![\w.$}~])/(?:home|root|Users)/\w")


def test_no_file_names_a_folder_of_a_machine():
    beside = str(ROOT.parent).encode() + b"/"
    found = [
        name(path)
        for path in kept_files()
        if (data := path.read_bytes()) and (A_HOME.search(data) or (len(beside) > 2 and beside in data))
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_versions_and_hashes_and_no_address(lock):
    text = lock.read_text("utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line[:1] not in ("", "#", " ")]
    assert lines
    assert "://" not in text
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_other_locks_carry_no_address_either():
    kinds = ("package-lock.json", "uv.lock", "poetry.lock", "yarn.lock", "pnpm-lock.yaml")
    assert [name(path) for path in kept_files() if path.name in kinds and b"://" in path.read_bytes()] == []


def test_what_runs_a_node_is_locked_alike_everywhere():
    pinned = {
        lock.stem: dict(re.findall(r"^([\w.\-\[\]]+)==([^\s\\;]+)", lock.read_text("utf-8"), re.MULTILINE))
        for lock in LOCKS
    }
    differing = {
        package: (version, pinned["dev"][package])
        for package, version in pinned["runtime"].items()
        if pinned["dev"].get(package, version) != version
    }
    assert differing == {}


def test_the_script_of_continuous_integration_can_be_run():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert Path(script).read_text("utf-8").startswith("#!/usr/bin/env bash\n")
