"""Everything else of the office at the terminal: policies, instruments, people, partners, the log, our own orders."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from tests.cli.conftest import RULEBOOKS, bring_into_force
from tests.rulebooks import CASES
from verbale.engines.seal.keys import make_keys
from verbale.records.person import Role


def test_what_was_in_force_on_a_day(admin, hire, partner, tmp_path):
    (tmp_path / "cases.csv").write_bytes(CASES)
    book, more = RULEBOOKS / "supply-1964-amended.dmn", ("--cases", str(tmp_path / "cases.csv"))
    bring_into_force(admin, hire, "supply", book, "1970-01-01", *more)
    assert [
        admin.done("policy", "show", "supply", "--as-of", day)["version"] for day in ("1969-12-31", "1970-01-01")
    ] == [1, 2]
    used = admin.done("policy", "in-use", partner, "--as-of", "1965-01-01")
    assert (used["policy"], used["clause"], used["version"]["version"]) == ("supply", "article 4", 1)
    assert admin.run("policy", "show", "supply", "--as-of", "1900-01-01").exit_code == 1
    assert admin.run("policy", "draft", "supply", "none.dmn").exit_code == 3
    (listed,) = admin.done("policy", "list")
    assert [version["in_force_until"] for version in listed["versions"]] == ["1970-01-01", None]


def test_one_policy_serves_a_second_partner(admin, partner):
    admin.done("partner", "add", "BALTIC", "--name", "Baltic Academy")
    admin.done("policy", "use", "supply", "--partner", "BALTIC", "--clause", "article 9", "--from", "1966-01-01")
    assert [use["partner"] for use in admin.done("policy", "list")[0]["uses"]] == ["BALTIC", partner]


def test_an_instrument_keeps_its_chain_and_scan(admin, desk, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"no PDF")
    bad = desk.run("instrument", "record", "--title", "Report", "--scan", str(tmp_path / "bad.pdf"))
    assert (bad.exit_code, desk.done("instrument", "list")) == (1, [])
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.drawString(100, 700, "Signed")
    canvas.save()
    made = desk.done(
        "instrument", "record", "--title", "Report", "--grade", "internal", "--serial", "0417", "--seal", "Committee",
        "--distribution", "Academy", "--order", "Carry out", "--dated", "1964-01", "--archive-reference", "F 1/2",
        "--original-language", "zh", "--translator", "Li", "--scan", str(tmp_path / "scan.pdf"),
    )  # fmt: skip
    desk.done("instrument", "step", made["id"], "submitted", "The department", "--on", "1964-01-12")
    desk.done("instrument", "step", "F 1/2", "approved", "The committee", "--on", "1964-01")
    shown = desk.done("instrument", "show", made["id"])
    assert [(step["what"], step["who"], step["on"]) for step in shown["steps"]] == [
        ("submitted", "The department", "1964-01-12"), ("approved", "The committee", "1964-01"),
    ]  # fmt: skip
    assert (shown["serials"], shown["seals"], shown["translators"], len(shown["scans"])) == (
        ["0417"],
        ["Committee"],
        ["Li"],
        1,
    )
    assert desk.run("instrument", "step", made["id"], "approved", "x", "--on", "soon").exit_code == 2
    assert [row["title"] for row in desk.done("instrument", "list")] == ["Report"]
    saved = tmp_path / "saved.pdf"
    desk.done("document", "save", shown["scans"][0]["id"], "--to", str(saved))
    assert saved.read_bytes() == (tmp_path / "scan.pdf").read_bytes()
    assert desk.run("document", "save", shown["scans"][0]["id"], "--to", str(saved)).exit_code == 1


def test_the_log_of_what_was_said(desk, partner):
    asked = desk.done(
        "correspondence",
        "log",
        "instruction asked",
        "--on",
        "1964-03",
        "--by",
        "The desk",
        "--subject",
        "Whole copies?",
    )
    assert [row["id"] for row in desk.done("correspondence", "list", "--unanswered")] == [asked["id"]]
    desk.done(
        "correspondence", "log", "instruction given", "--on", "1964-03-12", "--by", "The committee",
        "--subject", "Whole copies", "--answers", asked["id"], "--partner", partner,
    )  # fmt: skip
    assert desk.done("correspondence", "list", "--unanswered") == []
    assert [row["subject"] for row in desk.done("correspondence", "show", asked["id"])["answered_by"]] == [
        "Whole copies"
    ]
    letter = desk.done(
        "correspondence",
        "log",
        "letter in",
        "--on",
        "2026-01-02",
        "--by",
        "They",
        "--subject",
        "Books",
        "--partner",
        partner,
    )
    assert letter["number"].startswith(f"{partner}-")
    assert desk.done("search", "whole", "copies")[0]["title"] == "Whole copies"
    assert desk.run("correspondence", "log", "talk", "--on", "yesterday", "--by", "a", "--subject", "b").exit_code == 2


def test_people_and_roles(admin, hire):
    made = admin.done("person", "invite", "mika", "--name", "Mika Salo", "--role", "desk", "--role", "approver")
    assert made["link"].endswith(f"/invitation/{made['invitation']}")
    assert admin.done("person", "invite-again", "mika")["invitation"] != made["invitation"]
    admin.done("person", "roles", "mika", "--role", "librarian")
    assert {row["handle"]: row["roles"] for row in admin.done("person", "list")}["mika"] == ["librarian"]
    admin.done("person", "deactivate", "mika")
    assert {row["handle"]: row["active"] for row in admin.done("person", "list")}["mika"] is False
    assert admin.run("person", "invite", "mika", "--name", "x", "--role", "desk").exit_code == 1
    assert hire("desk", Role.DESK).run("person", "deactivate", "admin").exit_code == 1


def test_two_people_grant_an_authority(admin, hire):
    hire("eva", Role.APPROVER)
    admin.done("authority", "define", "committee", "--title", "en=The committee", "--title", "zh=委员会")
    held = admin.done("authority", "propose", "committee", "eva", "--from", "2026-01-01", "--until", "2026-12-31")
    assert admin.run("authority", "confirm", held["id"]).stderr.startswith("An authority is granted by two people.")
    hire("other", Role.ADMINISTRATOR).done("authority", "confirm", held["id"])
    (listed,) = admin.done("authority", "list")
    assert [(row["person"], row["confirmed_by"]) for row in listed["held"]] == [("eva", "other")]
    assert admin.done("authority", "end", held["id"], "--on", "2026-06-30")["until"] == "2026-06-30"


def test_keys_count_once_their_fingerprint_is_confirmed(admin, tmp_path):
    keys = make_keys(tmp_path / "theirs").public
    (tmp_path / "fi.pub").write_text(keys.line())
    added = admin.done("partner", "add", "FI-NHI", "--name", "Nordic", "--keys", str(tmp_path / "fi.pub"))
    assert added["fingerprint"] == keys.fingerprint
    assert admin.run("partner", "trust", "FI-NHI", "SHA256:wrong").stderr.startswith("The fingerprint you typed is not")
    admin.done("partner", "trust", "FI-NHI", keys.fingerprint)
    assert [row["state"] for row in admin.done("partner", "keys", "FI-NHI")] == ["confirmed"]
    (tmp_path / "bad.pub").write_text("no key")
    assert admin.run("partner", "keys", "FI-NHI", str(tmp_path / "bad.pub")).exit_code != 0
    folders = admin.done("partner", "folders", "FI-NHI", "--to", str(tmp_path), "--from", str(tmp_path))
    assert (folders["to"], folders["from"]) == (str(tmp_path), str(tmp_path))
    admin.done("partner", "channel", "trading company", "--title", "Trading company", "--does", "Orders abroad")
    admin.done("partner", "contact", "FI-NHI", "Exchange section", "--from", "2026-01-01")
    listed = admin.done("partner", "list")
    assert [len(listed[part]) for part in ("parties", "channels", "contact_units")] == [2, 1, 1]
    assert admin.run("partner", "add", "bad code", "--name", "x").exit_code == 2


def test_the_office_is_described(admin, desk):
    admin.done(
        "office", "set", "--time-zone", "Asia/Shanghai", "--answer-days", "14", "--name", "zh=研究所", "--complete"
    )
    shown = desk.done("office", "show")
    assert (shown["side"], shown["time_zone"], shown["answer_days"], shown["names"]) == (
        "OURS",
        "Asia/Shanghai",
        14,
        {"zh": "研究所"},
    )
    assert admin.run("office", "set").exit_code == 2
    assert admin.run("office", "set", "--time-zone", "Moon").exit_code == 2
    assert desk.run("office", "set", "--answer-days", "3").exit_code == 1


def test_our_own_order(desk, hire, partner):
    librarian = hire("librarian", Role.LIBRARIAN)
    opened = librarian.done("need", "open", "--partner", partner, "--route", "department", "--purpose", "teaching")
    assert librarian.run("need", "send", opened["id"]).stderr.startswith("This order has no line.")
    librarian.done("need", "add", opened["id"], "--citation", "Welding handbook", "--copies", "2")
    assert librarian.run("need", "add", opened["id"]).exit_code == 2
    sent = librarian.done("need", "send", opened["id"])
    assert sent["number"].startswith(f"{partner}-") or "OUT" in sent["number"]
    assert [row["state"] for row in librarian.done("need", "show", sent["number"])["lines"]] == ["sent"]
    assert librarian.run("need", "receipt", f"{sent['number']}/1").exit_code == 1
    librarian.done("need", "cancel", f"{sent['number']}/1")
    assert [row["number"] for row in librarian.done("need", "list", "--state", "cancelled")] == [sent["number"]]
    assert librarian.done("account", partner)["rows"] == []
    assert librarian.done("inbox") == []


def test_markings(admin):
    admin.done("caveat", "define", "x", "--text", "en=X", "--text", "zh=某", "--lets-onward")
    assert admin.done("caveat", "list") == [
        {"code": "x", "texts": {"en": "X", "zh": "某"}, "bars_onward_release": False}
    ]
    assert admin.done("caveat", "received") == []
