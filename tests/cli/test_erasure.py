"""`verbale erasure`, as people use it."""

import hashlib
import json
import shutil

import pytest

from tests.cli.conftest import programs
from verbale.domain.spine import document
from verbale.kernel.canonical import digest_of
from verbale.kernel.clock import SystemClock
from verbale.records import files
from verbale.records.document import Document
from verbale.records.person import Role


@pytest.fixture
def two(hire, transactional_db):
    return hire("admin", Role.ADMINISTRATOR), hire("other", Role.ADMINISTRATOR)


@pytest.fixture
def paper(two, tmp_path):
    path = tmp_path / "scan.txt"
    path.write_bytes(b"a scan")
    with path.open("rb") as stream:
        file = document.store(stream, name="scan.txt", at=SystemClock().now())
    return Document.objects.create(
        thing_kind="instrument", thing_id="1", role="scan", file=file, file_name="scan.txt", title="A scan",
        added_at=SystemClock().now(),
    )  # fmt: skip


RULE = (
    "erasure", "rule", "scans", "--title", "Scans", "--sort", "scan", "--counted-from", "added", "--days", "0",
    "--basis", "Archive act", "--from", "2020-01-01",
)  # fmt: skip


def test_by_a_rule(two, paper, tmp_path):
    admin, other = two
    assert admin.done(*RULE)["sorts"] == ["scan"]
    assert [one["code"] for one in admin.done("erasure", "rules")] == ["scans"]
    assert [one["thing"] for one in admin.done("erasure", "due")] == [f"document:{paper.pk}"]
    made = admin.done("erasure", "run", "scans", "--reason", "Yearly")
    refused = admin.run("erasure", "confirm", made["id"])
    assert (refused.exit_code, "Two people erase" in refused.stderr) == (1, True)
    assert other.done("erasure", "confirm", made["id"]) == {"id": made["id"], "removed": 1, "compacted": True}
    assert not files.path_of(paper.file_id).exists()
    assert admin.done("erasure", "due") == []
    told = admin.done("erasure", "show", made["id"])
    assert (told["state"], told["things"][0]["sha256"]) == ("done", hashlib.sha256(b"a scan").hexdigest())
    assert "scans" in admin.run("erasure", "list").stdout
    listed = tmp_path / "erased.json"
    listed.write_text(admin.run("erasure", "list", "--hashes").stdout)
    assert admin.done("erasure", "again", str(listed)) == {"things": [], "removed": 0, "compacted": True}
    assert admin.done("erasure", "clear") == {"removed": [], "compacted": True}
    assert admin.done("erasure", "end-rule", "scans", "--on", "2027-01-01") == {"code": "scans", "until": "2027-01-01"}


def test_by_order_and_withdrawn(two, paper):
    admin, other = two
    made = admin.done("erasure", "order", f"document:{paper.pk}", "--ordered-by", "Order 12", "--reason", "Asked")
    assert made["things"] == 1
    other.done("erasure", "withdraw", made["id"])
    refused = other.run("erasure", "confirm", made["id"])
    assert (refused.exit_code, "withdrawn" in refused.stderr) == (1, True)
    assert files.path_of(paper.file_id).exists()


BAD = {
    "no such thing": (("erasure", "order", "document:none", "--ordered-by", "O", "--reason", "r"), 1),
    "no such kind": (("erasure", "order", "person:1", "--ordered-by", "O", "--reason", "r"), 1),
    "no thing": (("erasure", "order", "document", "--ordered-by", "O", "--reason", "r"), 2),
    "no order": (("erasure", "order", "document:1", "--ordered-by", " ", "--reason", "r"), 2),
    "no rule": (("erasure", "run", "none", "--reason", "r"), 1),
    "no such erasure": (("erasure", "show", "none"), 1),
    "no partner": (("erasure", "ask", "NONE", "0" * 64, "--rule", "r", "--reason", "r"), 1),
    "no request": (("erasure", "answer", "none", "a=erased:b"), 1),
    "no file": (("erasure", "again", "/nowhere/list"), 3),
    "a sort that is none": ((*RULE[:5], "--sort", "everything", *RULE[7:]), 2),
    "a rule without days": ((*RULE[:10], "x", *RULE[11:]), 2),
}


@pytest.mark.parametrize(("args", "code"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused(two, args, code):
    assert two[0].run(*args).exit_code == code


def test_what_is_not_due_or_named_twice_is_refused(two, paper):
    admin, _ = two
    admin.done(*RULE[:10], "10", *RULE[11:])
    assert admin.run("erasure", "run", "scans", "--reason", "r").exit_code == 2
    told = admin.run("erasure", "run", "scans", f"document:{paper.pk}", "--reason", "r")
    assert (told.exit_code, "is not due under the rule “scans”" in told.stderr) == (1, True)
    twice = [f"document:{paper.pk}"] * 2
    assert admin.run("erasure", "order", *twice, "--ordered-by", "O", "--reason", "r").exit_code == 2


@pytest.mark.parametrize("role", [Role.DESK, Role.AUDITOR, Role.LIBRARIAN, Role.APPROVER])
def test_only_administrators_erase(hire, two, paper, role):
    somebody = hire("somebody", role)
    acts = [
        RULE, ("erasure", "order", f"document:{paper.pk}", "--ordered-by", "O", "--reason", "r"), ("erasure", "clear"),
        ("erasure", "list", "--hashes"), ("erasure", "again", __file__),
    ]  # fmt: skip
    assert [somebody.run(*one).exit_code for one in acts] == [1] * 5


def test_asking_about_what_never_went_there_is_refused(hire, two):
    two[0].done("partner", "add", "FI-NHI", "--name", "Nordic Institute")
    told = two[0].run("erasure", "ask", "FI-NHI", "0" * 64, "--rule", "r", "--reason", "r")
    assert (told.exit_code, "never went to FI-NHI" in told.stderr) == (2, True)


def listed(things=(), side="OURS"):
    told = {"version": 1, "side": side, "at": "2026-11-21T09:00:00Z", "things": list(things), "files": []}
    return json.dumps(told | {"hash": digest_of(told)})


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """A node's backup, by the program itself."""
    folder = tmp_path_factory.mktemp("packed")
    run = programs(folder)
    assert run("--home", "node", "init", "--side", "OURS", "--admin", "Aino Laine").returncode == 0
    assert run("--home", "node", "backup", "b.tar").returncode == 0
    return folder / "b.tar"


@pytest.fixture
def backup(packed, tmp_path):
    """The backup in the test's folder."""
    return shutil.copy(packed, tmp_path / "b.tar")


def test_a_restore_takes_the_list_of_what_was_erased(program, backup, tmp_path):
    (tmp_path / "erased.json").write_text(listed([["document", "0" * 26], ["journalentry", "1"]]))
    done = program("--home", "again", "restore", "b.tar", "--erase-again", "erased.json", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["erased_again"] == ["journalentry 1"]
    plain = program("--home", "third", "restore", "b.tar")
    assert "What was erased after this backup was made stands in it again" in plain.stdout


@pytest.mark.parametrize("text", ["", "{}", listed()[:-3] + '0"}', listed().replace("OURS", "OTHER")])
def test_a_restore_refuses_a_list_that_is_none_before_it_begins(program, backup, tmp_path, text):
    (tmp_path / "erased.json").write_text(text)
    done = program("--home", "again", "restore", "b.tar", "--erase-again", "erased.json")
    assert done.returncode == 3
    assert not (tmp_path / "again" / "node.toml").exists()
