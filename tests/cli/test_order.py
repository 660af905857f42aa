"""A partner's order at the terminal, from the letter to the release that waits for its pouch."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from verbale.records.person import Role

PROVINCIAL = ("origin=domestic", "publisher class=provincial or municipal", "distribution=internal", "restricted=false")


@pytest.fixture
def desk(hire, partner):
    return hire("desk", Role.DESK)


@pytest.fixture
def order(desk, partner):
    made = desk.done(
        "order", "enter", "--partner", partner, "--route", "department", "--purpose", "teaching",
        "--citation", "Bulletin of the provincial survey", "--citation", "=HYPERLINK(1)",
    )  # fmt: skip
    return made["number"]


@pytest.fixture
def paper(tmp_path):
    canvas = Canvas(str(tmp_path / "paper.pdf"))
    canvas.drawString(100, 700, "Measured discharge")
    canvas.save()
    return str(tmp_path / "paper.pdf")


def states(desk, order):
    return [line["state"] for line in desk.done("order", "show", order)["lines"]]


def test_the_whole_way_to_the_release(desk, hire, order, paper):
    line = f"{order}/1"
    desk.done("order", "assign", order, "--to", "desk")
    desk.done("order", "take-up", line)
    desk.done("order", "facts", line, *PROVINCIAL)
    decided = desk.done("order", "decide", line)
    asked = ["department-in-charge", "committee"]
    assert (decided["outcome"], decided["approvals"], decided["marking"]) == ("supply", asked, "not for re-export")
    explained = desk.done("order", "explain", line)
    assert [fired["rule"] for fired in explained["fired"]] == decided["rules"]
    assert len(explained["missed"]) == 15
    assert desk.done("order", "retake", line, "--as-of", "2026-01-01")["same"] is True
    for number, code in enumerate(asked):
        approver = hire(code, second_factor=True)
        assert [row["line"] for row in approver.done("approval", "list", "--mine")] == [line]
        standing = approver.done("approval", "grant", line, "--remark", "No objection")["standing"]
        assert standing == ("under way", "granted")[number]
    attached = desk.done("order", "attach", line, paper, "--title", "Bulletin", "--archive-reference", "A 12")
    assert (attached["pages"], attached["archive_reference"], attached["state"]) == (1, "A 12", "sound")
    prepared = desk.done("order", "prepare", line)
    assert sorted(one["role"] for one in prepared["documents"]) == ["cover", "label", "marked"]
    assert states(desk, order) == ["ready", "received"]
    assert desk.done("order", "release", line)["marking"] == "not for re-export"
    assert desk.done("pouch", "list")["waiting"] == 1
    assert desk.done("order", "recall", line)["done"] == "recalled"
    assert states(desk, order) == ["sourcing", "received"]


def test_nobody_approves_without_authority_second_factor_or_turn(desk, hire, order):
    line = f"{order}/1"
    desk.done("order", "facts", line, *PROVINCIAL)
    desk.done("order", "decide", line)
    without = hire("department-in-charge").run("approval", "grant", line)
    assert (without.exit_code, without.stdout) == (1, "")
    assert without.stderr.startswith("An approval needs a second factor.")
    early = hire("committee", second_factor=True).run("approval", "grant", line)
    assert early.stderr.startswith("Committee does not hold the authority “department-in-charge”")
    assert desk.run("approval", "grant", line).exit_code == 1


def test_a_refused_line_is_unavailable_and_its_reason_stays_inside(desk, hire, order):
    line = f"{order}/1"
    desk.done("order", "facts", line, *PROVINCIAL)
    desk.done("order", "decide", line)
    approver = hire("department-in-charge", second_factor=True)
    assert approver.run("approval", "refuse", line).exit_code == 2
    assert approver.done("approval", "refuse", line, "--remark", "Not this year")["standing"] == "refused"
    assert states(desk, order) == ["unavailable", "received"]


def test_clarifying_cancelling_and_what_cannot_be_had(desk, order):
    desk.done("order", "ask-back", f"{order}/1", "Which number?")
    assert states(desk, order) == ["needs clarification", "received"]
    desk.done("order", "clarified", f"{order}/1", "Number 3")
    desk.done("order", "cancel", f"{order}/1", "--reason", "taken back")
    desk.done("order", "take-up", f"{order}/2")
    desk.done("order", "unavailable", f"{order}/2", "--reason", "out of print")
    assert states(desk, order) == ["cancelled", "unavailable"]
    again = desk.run("order", "take-up", f"{order}/1", "--json")
    assert (again.exit_code, json.loads(again.stderr)["kind"]) == (1, "NotPossible")
    assert desk.done("order", "answer-due") == []


def test_a_third_country_item_is_sourced(desk, order, paper):
    line = f"{order}/1"
    desk.done("order", "facts", line, "origin=third country", "distribution=open", "restricted=false")
    desk.done("order", "decide", line)
    desk.done("order", "attach", line, paper, "--title", "Paper")
    assert "of a third country" in desk.run("order", "prepare", line).stderr
    given = ["--supplier", "Books of Basel", "--price", "12.50", "--currency", "CHF", "--form", "photocopy"]
    sourced = desk.done("order", "source", line, *given, "--copyright", "licence", "--expected", "2027-01")
    assert (sourced["price"], sourced["copyright_basis"], sourced["expected"]) == ("12.50 CHF", "licence", "2027-01")
    assert desk.run("order", "source", line, *given[:3], "abc", *given[4:], "--copyright", "x").exit_code == 2
    too_much = desk.run("order", "source", line, *given[:3], "9" * 17, *given[4:], "--copyright", "x")
    assert isinstance(too_much.exception, SystemExit)
    assert (too_much.exit_code, too_much.stdout) == (2, "")
    assert desk.done("order", "prepare", line)["line"] == line


def test_a_wrongly_attached_original_is_withdrawn(desk, order, paper):
    line = f"{order}/1"
    desk.done(
        "order", "facts", line, "origin=domestic", "publisher class=listed press", "distribution=open", "kind=book"
    )
    desk.done("order", "decide", line)
    wrong = desk.done("order", "attach", line, paper, "--title", "Wrong")
    assert wrong["withdrawn"] is None
    withdrawn = desk.done("document", "withdraw", wrong["id"], "--reason", "belongs to line 2")
    assert (withdrawn["id"], withdrawn["withdrawn"] is None) == (wrong["id"], False)
    again = desk.run("document", "withdraw", wrong["id"], "--reason", "belongs to line 2")
    assert (again.exit_code, again.stderr.startswith("“Wrong” was withdrawn on ")) == (1, True)
    assert "has no document yet" in desk.run("order", "prepare", line).stderr
    assert [one["id"] for one in desk.done("document", "list", "--line", line)] == [wrong["id"]]


def test_a_confidential_item_is_referred(desk, order):
    desk.done("order", "facts", f"{order}/1", "origin=domestic", "distribution=confidential")
    assert desk.done("order", "decide", f"{order}/1")["outcome"] == "refer"
    (referred,) = desk.done("order", "referrals")
    assert (referred["line"], referred["channel"]) == (f"{order}/1", "bilateral cooperation")


def test_filters(desk, order, partner):
    def numbers(*options):
        return [row["number"] for row in desk.done("order", "list", *options)]

    assert numbers() == [order]
    assert numbers("--partner", partner, "--state", "received", "--open", "--text", "survey") == [order]
    assert numbers("--state", "shipped") == numbers("--overdue") == numbers("--text", "nothing") == []
    assert desk.run("order", "list", "--partner", "XX").exit_code == 1
    assert desk.run("order", "list", "--state", "lost").exit_code == 2
    assert desk.run("order", "list", "--due-by", "tomorrow").exit_code == 2


def test_exports_never_hold_a_formula(desk, order, tmp_path):
    told = desk.run("order", "list", "--csv", "-").stdout.lstrip("\ufeff")
    assert [row["number"] for row in csv.DictReader(io.StringIO(told))] == [order]
    lines = list(csv.DictReader(io.StringIO(desk.run("export", "lines").stdout.lstrip("\ufeff"))))
    assert [line["citation"] for line in lines] == ["Bulletin of the provincial survey", "'=HYPERLINK(1)"]
    desk.run("export", "lines", "--format", "xlsx", "--to", str(tmp_path / "lines.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "lines.xlsx").active
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=HYPERLINK(1)"] == "s"


def test_a_file_that_cannot_be_written(desk, order, tmp_path):
    result = desk.run("order", "list", "--csv", str(tmp_path / "none" / "orders.csv"))
    assert (result.exit_code, result.stdout) == (1, "")


def test_what_is_no_text_is_wrong_use(desk):
    result = desk.run("search", "\udcff")
    assert (result.exit_code, result.stderr) == (2, "What you typed is not UTF-8 text and cannot be kept.\n")


def test_a_spreadsheet_with_broken_rows_keeps_the_rest(desk, partner, tmp_path):
    path = tmp_path / "wanted.csv"
    path.write_text("citation,form,copies\nFirst,photocopy,1\nSecond,vinyl,1\n,photocopy,1\nFourth,,many\nFifth,,\n")
    result = desk.run("order", "from-spreadsheet", str(path), "--partner", partner, "--route", "department", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["lines"], [row["row"] for row in told["broken"]]) == (1, 2, [3, 4, 5])
    path.write_bytes(b"\xff\xfe\x00")
    broken = desk.run("order", "from-spreadsheet", str(path), "--partner", partner, "--route", "department")
    assert (broken.exit_code, broken.stdout) == (3, "")


@pytest.mark.parametrize("reference", ["X/1", "X", "/1", "1/", "OURS-2026-IN-1/99999999999", "é/1", ""])
def test_a_line_that_is_not_there(desk, order, reference):
    result = desk.run("order", "line", reference)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no ")


def test_who_may_not_see_an_order_is_told_that_there_is_none(hire, order):
    librarian = hire("librarian", Role.LIBRARIAN)
    assert librarian.done("order", "list") == []
    assert librarian.run("order", "show", order).stderr == f"There is no order “{order}”, or you may not see it.\n"


def test_a_hostile_file_is_not_taken(desk, order, tmp_path):
    line = f"{order}/1"
    desk.done("order", "facts", line, "origin=third country", "distribution=open", "restricted=false")
    desk.done("order", "decide", line)
    (tmp_path / "bad.pdf").write_bytes(b"no PDF at all")
    result = desk.run("order", "attach", line, str(tmp_path / "bad.pdf"), "--title", "Bad")
    assert (result.exit_code, result.stdout) == (1, "")
    assert desk.run("order", "attach", line, str(tmp_path / "none.pdf"), "--title", "None").exit_code == 3
