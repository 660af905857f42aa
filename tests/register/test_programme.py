"""Programmes: under an agreement, by sector and complex, with direct relations and cities that act by themselves."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.rows import make
from tests.register.office import last_part
from tests.web.shelf import text_of
from verbale.records import models as records
from verbale.records.programme import ActingBody, Complex, DirectRelation, Programme

SHEET = "number,sector,title,ours,theirs\n" + "".join(
    f"{number},Sector {number % 6},Subject {number},Institute {number},Works {number}\n" for number in range(1, 34)
)


def recorded(office) -> tuple[Programme, Programme]:
    """The same programme, once by page and once by command."""
    partner = office.desk.partner
    sent = office.send("ada", "programme-record", partner=partner.pk, titles_en="By page")
    told = office.run("ada", "programme", "record", partner.code, "--title", "By command")
    return Programme.objects.get(pk=last_part(sent)), Programme.objects.get(pk=told["id"])


def complexes(office) -> tuple[Complex, Complex]:
    by_page, by_command = recorded(office)
    office.send("ada", "complex-add", by_page.pk, number=7, sector="Optics", titles_en="Lasers")
    office.run("ada", "programme", "add", by_command.pk, "7", "Optics", "--title", "Lasers")
    return Complex.objects.get(programme=by_page), Complex.objects.get(programme=by_command)


class TestProgrammes:
    def test_s79_a_programme_by_sector_under_its_agreement(self, office, tmp_path):
        partner = office.desk.partner
        paper = make(records.Instrument, title="Agreement of 1986 for fifteen years")
        signed = f"OURS; A. Laine; Minister\n{partner.code}; Li Wei; Vice-premier"
        sent = office.send(
            "ada", "programme-record", partner=partner.pk, titles_en="Complex programme to 1990", agreement=paper.pk,
            signatories=signed, years=15, begins="1986", ends="1990",
        )  # fmt: skip
        by_page = Programme.objects.get(pk=last_part(sent))
        signatories = [word for one in signed.splitlines() for word in ("--signatory", one)]
        told = office.run(
            "ada", "programme", "record", partner.code, "--title", "Complex programme to 1990", "--agreement",
            paper.title, *signatories, "--years", "15", "--begins", "1986", "--ends", "1990",
        )  # fmt: skip
        by_command = Programme.objects.get(pk=told["id"])
        kept = ("titles", "agreement", "signatories", "years", "begins", "ends")
        assert len({str(row) for row in Programme.objects.values_list(*kept)}) == 1
        office.send("ada", "complexes-import", by_page.pk, sheet=SimpleUploadedFile("33.csv", SHEET.encode()))
        file = tmp_path / "33.csv"
        file.write_text(SHEET, "utf-8")
        office.run("ada", "programme", "import", by_command.pk, str(file))
        page = office.read("otto", "programme", by_command.pk)
        shown: Any = {each.name: [one.complex.number for one in each.complexes] for each in page.context["sectors"]}
        listed = office.run("otto", "programme", "show", by_page.pk)["sectors"]
        assert shown == {name: [one["number"] for one in lines] for name, lines in listed.items()}
        assert (len(shown), sum(map(len, shown.values()))) == (6, 33)
        words = ("Agreement of 1986 for fifteen years", "15 years", "A. Laine, Minister", "Li Wei, Vice-premier")
        assert [each in text_of(page) for each in words] == [True] * 4

    def test_s80_principles_of_transfer_and_general_conditions(self, office):
        by_page, by_command = recorded(office)
        said = {"transfer": "By contract and for value.", "conditions": "Costs of travel are each side’s own."}
        office.send("ada", "programme-conditions", by_page.pk, **said)
        options = ("--transfer", said["transfer"], "--general", said["conditions"])
        office.run("ada", "programme", "conditions", by_command.pk, *options)
        for row in (by_page, by_command):
            page = text_of(office.read("otto", "programme", row.pk))
            assert [words in page for words in said.values()] == [True, True]
            held = office.run("otto", "programme", "show", row.pk)["conditions"]
            assert held == {what: [words] for what, words in said.items()}

    def test_s104_institutes_in_direct_relation_by_contract(self, office):
        one, other = complexes(office)
        partner, contract = office.desk.partner, make(records.Instrument, title="Contract 7")
        us = records.Party.objects.get(is_us=True)
        office.send("ada", "acting-body-name", side=us.pk, name="Institute of Optics", what="institute")
        office.run("ada", "body", "name", partner.code, "Optical Works", "--what", "enterprise")
        ours, theirs = ActingBody.objects.get(side=us), ActingBody.objects.get(side=partner)
        office.send("ada", "complex-relate", one.pk, ours=ours.pk, theirs=theirs.pk, since="1987-10")
        relation = DirectRelation.objects.get(complex=one)
        office.send("ada", "relation-contract", relation.pk, contract=contract.pk)
        sides = ("--ours", ours.name, "--theirs", theirs.name, "--since", "1987-10")
        made = office.run("ada", "programme", "complex", "relate", other.pk, *sides)
        office.run("ada", "programme", "complex", "contract", made["id"], contract.title)
        kept = ("ours__name", "theirs__name", "contract__title", "since")
        assert list(DirectRelation.objects.values_list(*kept)) == [
            ("Institute of Optics", "Optical Works", "Contract 7", "1987-10")
        ] * 2  # fmt: skip
        page = text_of(office.read("otto", "complex", other.pk))
        assert [words in page for words in ("Institute of Optics", "Contract 7", "October 1987")] == [True] * 3
        told = office.run("otto", "programme", "complex", "show", one.pk)["relations"]
        assert [each["contract"] for each in told] == ["Contract 7"]

    def test_s105_cities_and_provinces_act_with_capacities_of_their_own(self, office):
        partner = office.desk.partner
        city = {"side": partner.pk, "name": "The City", "what": "city", "capacities": "Contracts of its own."}
        office.send("ada", "acting-body-name", **city)
        above = ActingBody.objects.get()
        under = {"name": "Commission of the City", "what": "city commission", "under": above.pk}
        office.send("ada", "acting-body-name", side=partner.pk, **under)
        words = ("--what", "province", "--capacities", "A budget of its own.")
        office.run("ada", "body", "name", partner.code, "The Province", *words)
        words = ("--what", "city commission", "--under", "The Province")
        office.run("ada", "body", "name", partner.code, "Commission of the Province", *words)
        one, other = complexes(office)
        office.send("ada", "complex-body", one.pk, body=above.pk)
        office.run("ada", "programme", "complex", "body", other.pk, "The Province")
        for name, capacity in (("The City", "Contracts of its own."), ("The Province", "A budget of its own.")):
            body = ActingBody.objects.get(name=name)
            page = text_of(office.read("otto", "acting-body", body.pk))
            shown = (capacity, f"Commission of {name.replace('The', 'the')}", "7. Lasers")
            assert [words in page for words in shown] == [True] * 3
            told = office.run("otto", "body", "show", name)
            assert (told["capacities"], len(told["directs"]), len(told["complexes"])) == (capacity, 1, 1)
        listed = text_of(office.read("otto", "acting-bodies", what="province"))
        assert ("The Province" in listed, "The City" in listed) == (True, False)
        assert [each["name"] for each in office.run("otto", "body", "list", "--what", "city")] == ["The City"]
