"""Agreed texts at the terminal: proposed, answered, concluded, printed and proved."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.domain.spine.other_side import OtherSide, revision, sign_ours
from tests.records.rows import make
from verbale.domain.spine import party as parties
from verbale.engines.agreement import Kind, as_plain
from verbale.kernel.clock import SystemClock
from verbale.records import models as records
from verbale.records.party import ContactUnit, Party
from verbale.records.person import Role
from verbale.records.policy import PolicyUse
from verbale.records.text import Text, TextAct

FIRST, SECOND = revision(), revision("The sides exchange catalogues and maps.", _2="For five years.")


@pytest.fixture
def sides(hire, partner, tmp_path) -> SimpleNamespace:
    """A desk officer, somebody who approves texts, and the other side."""
    admin, other = hire("admin"), hire("other")
    admin.done("authority", "define", "texts", "--title", "Texts")
    head = hire("head", Role.APPROVER, second_factor=True)
    held = admin.done("authority", "propose", "texts", "head", "--from", "2020-01-01")
    other.done("authority", "confirm", held["id"])
    files = {"first": tmp_path / "first.txt", "second": tmp_path / "second.json"}
    files["first"].write_text(as_plain(FIRST), "utf-8")
    files["second"].write_bytes(SECOND.as_bytes())
    return SimpleNamespace(
        admin=admin, head=head, desk=hire("desk", Role.DESK), hire=hire, code=partner,
        first=str(files["first"]), second=str(files["second"]),
        theirs=OtherSide(Party.objects.get(code=partner), lambda: SystemClock().now() + timedelta(milliseconds=1)),
    )  # fmt: skip


def opened(sides) -> str:
    return sides.desk.done("text", "open", sides.code, sides.first)["id"]


def concluded(sides) -> str:
    one = opened(sides)
    sides.head.done("text", "approve", one, FIRST.hash)
    sides.theirs.does(Kind.APPROVE, Text.objects.get(), FIRST)
    return one


def test_a_text_is_opened_approved_and_concluded(sides):
    one = opened(sides)
    shown = sides.desk.done("text", "show", one)
    assert (shown["state"], shown["in_force"], shown["revision"]) == ("proposed", None, FIRST.hash)
    assert [(each["side"], each["wanted"]) for each in shown["awaited"]] == [
        (sides.code, "answer"), ("OURS", "approval"),
    ]  # fmt: skip
    said = sides.head.run("text", "approve", one[:8], FIRST.hash).stdout
    assert "In force: nothing" in said
    assert f"Proposed, NOT in force: {FIRST.hash} by OURS (approved by one); approved by OURS" in said
    sides.theirs.does(Kind.APPROVE, Text.objects.get(), FIRST)
    said = sides.desk.run("text", "show", one).stdout
    assert f"In force: {FIRST.hash}, concluded" in said
    assert f"THIS REVISION IS IN FORCE: {FIRST.hash}" in said
    assert "  [zh] 范围\n    双方交换目录。" in said


@pytest.mark.parametrize("given", [FIRST.hash[:12], "x" * 64, FIRST.hash.upper()])
def test_approving_demands_the_whole_hash(sides, given):
    one = opened(sides)
    said = sides.head.run("text", "approve", one, given)
    assert (said.exit_code, "is not the whole hash of a revision" in said.stderr) == (2, True)
    assert TextAct.objects.count() == 1


def test_approving_needs_second_factor_role_and_authority(sides):
    one = opened(sides)
    for terminal, why in (
        (sides.hire("head"), "An approval needs a second factor."),
        (sides.desk, "Desk"),
        (sides.hire("stranger", Role.APPROVER, second_factor=True), "Stranger"),
    ):
        said = terminal.run("text", "approve", one, FIRST.hash)
        assert (said.exit_code, said.stderr.startswith(why)) == (1, True), said.stderr
    other = sides.head.run("text", "approve", one, SECOND.hash)
    assert (other.exit_code, "is not proposed by anybody" in other.stderr) == (1, True)


def test_a_change_is_compared_withdrawn_and_written_anew(sides):
    one = concluded(sides)
    sides.desk.done("text", "propose", one, sides.second, "--note", "Maps too")
    said = sides.desk.run("text", "diff", one).stdout
    assert f"From {FIRST.hash} to {SECOND.hash}" in said
    assert "text [en] The sides exchange [-catalogues-]{+catalogues and maps+}." in said
    assert "Article 2: added" in said
    data = sides.desk.done("text", "diff", one, FIRST.hash[:8], "--to", SECOND.hash[:8])
    assert [(each["article"], each["change"]) for each in data["articles"]] == [("1", "changed"), ("2", "added")]
    assert sides.desk.run("text", "diff", one, FIRST.hash, "--to", FIRST.hash).stdout.endswith("Nothing differs.\n")
    again = sides.desk.run("text", "propose", one, sides.second)
    assert (again.exit_code, "is proposed by “OURS” already" in again.stderr) == (1, True)
    sides.desk.done("text", "withdraw", one)
    gone = sides.desk.run("text", "withdraw", one)
    assert (gone.exit_code, "no proposal that stands" in gone.stderr) == (1, True)
    assert sides.desk.done("text", "show", one)["in_force"] == FIRST.hash


def test_an_approval_is_taken_back_and_notice_given(sides):
    one = opened(sides)
    sides.head.done("text", "approve", one, FIRST.hash)
    assert sides.head.done("text", "take-back", one, "--note", "Misread")["text"]["approvals"] == []
    early = sides.head.run("text", "notice", one, "--last-day", "2999-01-01")
    assert (early.exit_code, "Nothing is in force" in early.stderr) == (1, True)
    sides.head.done("text", "approve", one, FIRST.hash)
    sides.theirs.does(Kind.APPROVE, Text.objects.get(), FIRST)
    given = sides.head.done("text", "notice", one, "--last-day", "2999-01-01")
    assert given["text"]["notices"] == [{"side": "OURS", "last_day": "2999-01-01", "settled": True}]


def test_the_list_is_filtered_and_tells_overdue_answers_first(sides):
    late = opened(sides)
    other = sides.theirs.opens(SECOND).pk
    sides.desk.done("text", "await", late, "2020-01-01")
    rows = sides.desk.done("text", "list")
    assert [(row["id"], row["overdue"]) for row in rows] == [(late, True), (other, False)]
    assert [row["id"] for row in sides.desk.done("text", "list", "--overdue")] == [late]
    assert [row["id"] for row in sides.desk.done("text", "list", "--kind", "minutes")] == []
    wanted = ("--kind", "agreement", "--partner", sides.code, "--state", "proposed")
    assert len(sides.desk.done("text", "list", *wanted)) == 2
    assert "OVERDUE" in sides.desk.run("text", "show", late).stdout
    nothing = sides.desk.run("text", "await", concluded_elsewhere(sides), "2027-01-01")
    assert (nothing.exit_code, "No answer is awaited" in nothing.stderr) == (1, True)


def concluded_elsewhere(sides) -> str:
    text = Text.objects.exclude(depositary="OURS").get()
    sides.head.done("text", "approve", text.pk, SECOND.hash)
    sides.theirs.does(Kind.APPROVE, text, SECOND)
    sides.theirs.does(Kind.CONCLUDE, text)
    return text.pk


def test_the_history_is_printed_with_what_fell_and_why(sides, tmp_path):
    one = concluded(sides)
    sides.desk.done("text", "propose", one, sides.second)
    text = Text.objects.get()
    sides.theirs.does(Kind.APPROVE, text, SECOND)
    third = tmp_path / "third.json"
    third.write_bytes(revision("Third.").as_bytes())
    sides.desk.done("text", "propose", one, str(third))
    sign_ours(parties.us())
    lines = sides.desk.run("text", "print", one, "--save", str(tmp_path / "text.zip")).stdout
    for said in (
        "  has lapsed: the proposal it answers was withdrawn or corrected, through OURS 5",
        "  by Lin Hai, president, Theirs Institute", "  by Desk, desk, Institute", "  by the depositary's node",
        "  signed by the keys SHA256:", f"REVISION {FIRST.hash} (in force)", f"REVISION {SECOND.hash} (not in force)",
    ):  # fmt: skip
        assert said in lines
    names = zipfile.ZipFile(tmp_path / "text.zip").namelist()
    assert {"allowed_signers", "acts/OURS-1.json", "acts/OURS-1.json.sig", f"revisions/{FIRST.hash}.json"} <= set(names)
    acts = sides.desk.done("text", "history", one)
    assert [each["kind"] for each in acts] == [each["kind"] for each in sides.desk.done("text", "print", one)["acts"]]
    assert [each["fell"] for each in acts if each["side"] == sides.code] == [
        None, "the proposal it answers was withdrawn or corrected",
    ]  # fmt: skip


def test_verify_proves_all_and_names_what_was_altered(sides):
    one = concluded(sides)
    sign_ours(parties.us())
    assert {row["finding"] for row in sides.desk.done("text", "verify", one)} == {"signed"}
    row = TextAct.objects.get(side=sides.code)
    TextAct.objects.filter(pk=row.pk).update(body={**row.body, "note": "another"})
    said = sides.desk.run("text", "verify", one)
    assert said.exit_code == 1
    assert f"{sides.code} 1: its content is not what its hash names" in said.stderr
    TextAct.objects.filter(pk=row.pk).update(body=row.body, signer="SHA256:other")
    assert "its signature is not one of its side" in sides.desk.run("text", "verify", one).stderr


def test_a_template_is_printed_and_an_empty_one_refused(sides, tmp_path):
    form = sides.desk.run("text", "template", "agreement", "--language", "en", "--language", "zh").stdout
    assert form.startswith("kind: agreement\nlanguages: en, zh\n")
    file = tmp_path / "form.txt"
    file.write_text(form)
    said = sides.desk.run("text", "open", sides.code, str(file))
    assert (said.exit_code, "This revision cannot stand" in said.stderr) == (2, True)
    file.write_text("hello")
    assert sides.desk.run("text", "open", sides.code, str(file)).exit_code == 3
    assert Text.objects.count() == 0


def test_the_authority_that_approves_is_set(sides):
    one = opened(sides)
    assert sides.admin.done("text", "authority", one, "committee")["authority"] == "committee"
    assert sides.head.run("text", "approve", one, FIRST.hash).exit_code == 1
    sides.hire("committee", second_factor=True).done("text", "approve", one, FIRST.hash)
    nobody = sides.admin.run("text", "authority", one, "nothing")
    assert (nobody.exit_code, "which nobody has defined" in nobody.stderr) == (1, True)


def test_what_came_by_letter_is_recorded_with_its_scan(sides):
    Party.objects.filter(code=sides.code).update(by_letter=True)
    one = opened(sides)
    sides.head.done("text", "approve", one, FIRST.hash)
    scan = make(records.Document)
    by = ("--name", "J. Novák", "--authority", "director", "--office", "Academy", "--letter", scan.pk)
    done = sides.desk.done("text", "letter", sides.code, "approve", "--text", one, "--approves", FIRST.hash, *by)
    assert done["text"]["in_force"] == FIRST.hash
    row = TextAct.objects.get(side=sides.code)
    assert (row.letter, row.signature, row.signer) == (scan, "", "")
    found = {each["act"]: each["finding"] for each in sides.desk.done("text", "verify", one)}
    assert found[f"{sides.code} 1"] == "by letter, without a signature"
    sides.desk.done("text", "letter", sides.code, "propose", "--file", sides.second, *by)
    assert Text.objects.count() == 2


def test_the_scan_of_a_letter_may_be_a_file(sides, letter):
    one = opened(sides)
    by = ("--name", "J. Novák", "--authority", "director", "--office", "Academy", "--letter")
    say = ("text", "letter", sides.code, "approve", "--text", one, "--approves", FIRST.hash, *by)
    refused = sides.desk.run(*say, letter)
    assert (refused.exit_code, "runs a node" in refused.stderr, records.Document.objects.count()) == (1, True, 0)
    Party.objects.filter(code=sides.code).update(by_letter=True)
    assert sides.desk.run(*say, f"{letter}.gone").exit_code == 3
    assert sides.head.run(*say, letter).exit_code == 1
    sides.desk.done(*say, letter)
    scan = TextAct.objects.get(side=sides.code).letter
    assert (scan.file_name, scan.role, scan.thing_id) == ("letter.pdf", "scan", one)


def test_others_may_not_read_texts(sides):
    one = opened(sides)
    librarian = sides.hire("lena", Role.LIBRARIAN)
    assert librarian.done("text", "list") == []
    assert librarian.run("text", "show", one).exit_code == 1
    auditor = sides.hire("otto", Role.AUDITOR)
    assert auditor.done("text", "show", one)["revision"] == FIRST.hash
    for act in (("withdraw", one), ("propose", one, sides.second), ("await", one, "2027-01-01")):
        assert auditor.run("text", *act).exit_code == 1
    assert TextAct.objects.count() == 1


def test_a_commission_is_founded_by_both(sides):
    names = ("--title", "en=Hydrology", "--title", "zh=水文", "--text", "en=Founded.", "--text", "zh=成立。")
    few = sides.desk.run("commission", "found", sides.code, *names, "--ours", "Li Wei")
    assert (few.exit_code, "Name at least two" in few.stderr) == (2, True)
    one = sides.desk.done("commission", "found", sides.code, *names, "--ours", "Li Wei", "--ours", "Anna Weber")
    assert sides.desk.done("commission", "list") == []
    named = sides.desk.done("commission", "delegates", one["id"], "--ours", "Li Wei", "--ours", "J. Koch")
    exact = named["proposals"][0]["revision"]
    sides.head.done("text", "approve", one["id"], exact)
    sides.theirs.does(Kind.APPROVE, Text.objects.get(), revision=exact)
    (listed,) = sides.desk.done("commission", "list", "--partner", sides.code)
    assert listed["delegates"] == {"OURS": ["Li Wei", "J. Koch"]}


def test_contact_bodies_are_named_told_and_listed(sides):
    none = sides.desk.run("contact", "tell", sides.code)
    assert (none.exit_code, "We have named no contact body" in none.stderr) == (1, True)
    sides.desk.done("contact", "name", "Exchange section", "--reach", "Room 4", "--from", "2020-01-01")
    assert sides.desk.done("contact", "tell", sides.code) == {"partner": sides.code, "bodies": 1}
    make(ContactUnit, party=Party.objects.get(code=sides.code), name="Old", since="2019-01-01", until="2020-01-01")
    assert [row["name"] for row in sides.desk.done("contact", "list")] == ["Exchange section"]
    assert [row["name"] for row in sides.desk.done("contact", "list", "--party", sides.code, "--all")] == ["Old"]


def test_a_policy_is_used_by_an_article_until_its_text_ends(sides):
    one = concluded(sides)
    use = ("policy", "use", "supply", "--partner", sides.code, "--from", "2020-01-01")
    nothing = sides.admin.run(*use)
    assert (nothing.exit_code, "Name it" in nothing.stderr) == (1, True)
    wrong = sides.admin.run(*use, "--text", one, "--article", "9")
    assert (wrong.exit_code, "has no article 9 in force" in wrong.stderr) == (1, True)
    made = sides.admin.done(*use, "--text", one, "--article", "1")
    assert (made["clause"], made["text"]) == (f"Exchange, article 1 ({FIRST.hash[:12]})", one)
    assert sides.admin.done("policy", "in-use", sides.code)["article"] == "1"
    sides.head.done("text", "notice", one, "--last-day", "2999-01-01")
    assert sides.admin.done("policy", "in-use", sides.code, "--as-of", "2999-01-01")["article"] == "1"
    gone = sides.admin.run("policy", "in-use", sides.code, "--as-of", "2999-01-02")
    assert (gone.exit_code, "An exchange always has a basis clause" in gone.stderr.replace("\n", " ")) == (1, True)
    assert PolicyUse.objects.filter(text=one).count() == 1


def test_json_shows_the_revision_as_it_is_hashed(sides):
    one = opened(sides)
    assert json.dumps(sides.desk.done("text", "show", one)["content"], sort_keys=True) == json.dumps(
        FIRST.as_json(), sort_keys=True
    )
