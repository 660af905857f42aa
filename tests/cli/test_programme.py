"""Programmes at the terminal: recorded, filled with complexes, bodies and relations, and shown whole."""

from types import SimpleNamespace

import pytest

from tests.records.rows import make
from verbale.records import models as records
from verbale.records.person import Role
from verbale.records.programme import Complex, Programme

SHEET = "number,sector,title,ours,theirs\n7,Optics,Lasers,Institute A,Works of the North\n8,Optics,Lenses,,\n"


@pytest.fixture
def office(hire, partner, tmp_path):
    sheet = tmp_path / "complexes.csv"
    sheet.write_text(SHEET, "utf-8")
    made = SimpleNamespace(desk=hire("desk", Role.DESK), auditor=hire("auditor", Role.AUDITOR), code=partner)
    made.programme = made.desk.done("programme", "record", partner, "--title", "Programme to 1990")["id"]
    made.sheet = str(sheet)
    return made


def test_one_is_recorded_under_its_agreement(office):
    make(records.Instrument, title="Agreement of 1986")
    told = office.desk.done(
        "programme", "record", office.code, "--title", "zh=纲要", "--title", "en=Programme", "--agreement",
        "Agreement of 1986", "--signatory", "OURS; A. Laine; Minister", "--signatory", f"{office.code}; Li Wei",
        "--years", "15", "--begins", "1986", "--ends", "1990", "--supplement-by", "../1987-12-31",
        "--own-supplement-by", "1987-11",
    )  # fmt: skip
    assert {name: told[name] for name in ("under", "years", "supplement_by", "own_supplement_by")} == {
        "under": "Agreement of 1986", "years": 15, "supplement_by": "../1987-12-31", "own_supplement_by": "1987-11",
    }  # fmt: skip
    assert told["signatories"][1] == {"side": office.code, "name": "Li Wei", "office": ""}
    assert len(office.auditor.done("programme", "list")) == 2


def test_it_is_filled_and_shown_by_sector(office):
    one = office.programme
    office.desk.done("programme", "conditions", one, "--transfer", "By contract.", "--general", "Each side pays.")
    office.desk.done("programme", "supplement", one, "--agreed", "1987", "--own", "1987-06")
    assert [each["number"] for each in office.desk.done("programme", "import", one, office.sheet)] == [7, 8]
    office.desk.done("programme", "add", one, "9", "Chemistry", "--title", "Fibres", "--supplement", "1987-11-20")
    told = office.auditor.done("programme", "show", one)
    assert told["conditions"] == {"transfer": ["By contract."], "conditions": ["Each side pays."]}
    assert {name: [each["number"] for each in lines] for name, lines in told["sectors"].items()} == {
        "Optics": [7, 8], "Chemistry": [9],
    }  # fmt: skip


def test_institutes_work_together_by_contract(office):
    make(records.Instrument, title="Contract 7")
    office.desk.done("programme", "import", office.programme, office.sheet)
    where = f"{office.programme}/8"
    office.desk.done("programme", "complex", "body", where, "Institute A")
    sides = ("--ours", "Institute A", "--theirs", "Works of the North")
    made = office.desk.done("programme", "complex", "relate", where, *sides, "--since", "1987-10")
    assert made["contract"] is None
    signed = office.desk.done("programme", "complex", "contract", made["id"], "Contract 7")
    told = office.auditor.done("programme", "complex", "show", where)
    assert (told["relations"], [each["name"] for each in told["bodies"]]) == (
        [signed], ["Institute A", "Works of the North"],
    )  # fmt: skip
    again = office.desk.run("programme", "complex", "relate", where, *sides)
    assert (again.exit_code, "work together in this complex already" in again.stderr) == (1, True)


def test_bodies_have_capacities_of_their_own(office):
    office.desk.done("body", "name", office.code, "The City", "--what", "city", "--capacities", "Own contracts.")
    office.desk.done("body", "name", office.code, "Commission", "--what", "city commission", "--under", "The City")
    assert office.auditor.done("body", "show", "The City")["directs"] == ["Commission"]
    told = office.desk.done("body", "describe", "Commission", "--under", "-", "--capacities", "Visits.")
    assert (told["what"], told["under"], told["capacities"]) == ("city commission", None, "Visits.")
    assert [each["name"] for each in office.auditor.done("body", "list", "--what", "city")] == ["The City"]


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("record", "{code}", "--title", "A", "--signatory", "Laine"), 2, "names no signatory"),
        (("record", "{code}", "--title", "A", "--begins", "soon"), 2, "soon"),
        (("record", "NOBODY", "--title", "A"), 1, "NOBODY"),
        (("show", "nothing"), 1, "nothing"),
        (("import", "{programme}", "missing.csv"), 3, "missing.csv"),
        (("add", "{programme}", "0", "A", "--title", "B"), 2, "0"),
        (("complex", "show", "{programme}/99"), 1, "99"),
    ],
)
def test_bad_input_is_refused_by_name(office, words, code, why):
    result = office.desk.run("programme", *(one.format(**vars(office)) for one in words))
    assert (result.exit_code, result.stdout, why in result.stderr) == (code, "", True), result.stderr
    assert (Programme.objects.count(), Complex.objects.count()) == (1, 0)


def test_only_the_desk_records(office):
    result = office.auditor.run("programme", "record", office.code, "--title", "A")
    assert (result.exit_code, Programme.objects.count()) == (1, 1)
