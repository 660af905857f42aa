"""Programmes at the pages: under an agreement, complexes by sector, relations by contract, who acts in them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.records.rows import make
from tests.web.desk import desk
from tests.web.shelf import text_of
from verbale.domain.cycle import programme as programmes
from verbale.domain.cycle.acting_body import name_body
from verbale.domain.cycle.direct_relation import relate
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.programme import ActingBody, Complex, DirectRelation, Programme

__all__ = ["desk"]

SHEET = "number,sector,title,ours,theirs\n" + "\n".join(
    f"{number},Sector {number % 3},Subject {number},Institute A,Works of the North" for number in range(1, 34)
)


@pytest.fixture
def doing(desk):
    return lambda: {"by": desk.people["ada"], "at": desk.tick()}


@pytest.fixture
def row(desk, doing):
    return programmes.record(partner=desk.partner, titles={"en": "Programme to 1990"}, **doing())


@pytest.fixture
def one(row, doing):
    return programmes.add_complex(programme=row, number=7, sector="Optics", titles={"en": "Lasers"}, **doing())


@pytest.fixture
def bodies(desk, doing):
    us = records.Party.objects.get(is_us=True)
    return [
        name_body(side=side, name=name, what="institute", **doing())
        for side, name in ((us, "Institute A"), (desk.partner, "Works of the North"))
    ]


def given(desk, **fields):
    return {"partner": desk.partner.pk, "titles_en": "Programme to 1990", **fields}


def test_readers_and_writers(desk, row, one, bodies, doing):
    relation = relate(sector_complex=one, ours=bodies[0], theirs=bodies[1], **doing())
    reading = ["/programmes", f"/programmes/{row.pk}", f"/complexes/{one.pk}", "/bodies", f"/bodies/{bodies[0].pk}"]
    writing = [
        "/programmes/record", f"/programmes/{row.pk}/supplement", f"/programmes/{row.pk}/conditions",
        f"/programmes/{row.pk}/complexes/add", f"/programmes/{row.pk}/complexes/import", f"/complexes/{one.pk}/body",
        f"/complexes/{one.pk}/relate", f"/relations/{relation.pk}/contract", "/bodies/name",
        f"/bodies/{bodies[0].pk}/describe",
    ]  # fmt: skip
    expected = {"ada": (200, 200), "root": (200, 403), "otto": (200, 403), "ann": (200, 403), "lena": (403, 403)}
    for who, (read, write) in expected.items():
        client = desk.client(who)
        assert [client.get(address).status_code for address in reading] == [read] * len(reading)
        assert [client.get(address).status_code for address in writing] == [write] * len(writing)
        offered = [name in client.get(f"/programmes/{row.pk}").content.decode() for name in ("Add a complex",)]
        assert offered == [write == 200]
    for address in ("/programmes/x", "/complexes/x", "/bodies/x", "/relations/x/contract"):
        assert desk.client("ada").get(address).status_code == 404


def test_one_is_recorded_under_its_agreement(desk):
    paper = make(records.Instrument, title="Agreement of 1986")
    answer = desk.client("ada").post("/programmes/record", given(
        desk, agreement=paper.pk, signatories="OURS; A. Laine; Minister\nFI-NHI；Li Wei", years=15, begins="1986-10",
        ends="1990", supplement_by="../1987-12-31", own_supplement_by="1987-11",
    ))  # fmt: skip
    kept = Programme.objects.get()
    assert (answer.headers["Location"], kept.agreement, kept.years) == (f"/programmes/{kept.pk}", paper, 15)
    assert kept.signatories == [
        {"side": "OURS", "name": "A. Laine", "office": "Minister"}, {"side": "FI-NHI", "name": "Li Wei", "office": ""},
    ]  # fmt: skip
    page = text_of(desk.client("otto").get(f"/programmes/{kept.pk}"))
    for words in ("Agreement of 1986", "15 years", "A. Laine, Minister", "by 31 December 1987", "November 1987"):
        assert words in page


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"titles_en": ""}, "titles_en"),
        ({"years": 0}, "years"),
        ({"years": 120}, "__all__"),
        ({"begins": "soon"}, "begins"),
        ({"begins": "1990", "ends": "1986"}, "__all__"),
        ({"signatories": "A. Laine"}, "signatories"),
        ({"signatories": "; A. Laine"}, "signatories"),
        ({"partner": "nobody"}, "partner"),
    ],
)
def test_what_is_no_programme_is_refused_and_nothing_typed_is_lost(desk, fields, fault):
    answer = desk.client("ada").post("/programmes/record", given(desk, **({"ends": "1991"} | fields)))
    assert (list(answer.context["form"].errors), Programme.objects.count()) == ([fault], 0)
    assert answer.context["form"].data.get("partner") == (fields.get("partner") or desk.partner.pk)


def test_our_own_date_for_the_supplement_stands_beside_the_agreed_one(desk, row):
    desk.client("ada").post(f"/programmes/{row.pk}/supplement", {"agreed": "../1987-12-31", "own": "1987-11"})
    page = text_of(desk.client("otto").get(f"/programmes/{row.pk}"))
    assert "by 31 December 1987" in page
    assert "our own date: November 1987; the partner does not see it" in page


class TestConditions:
    def test_of_a_paper_they_are_written_down(self, desk, row):
        sent = {"transfer": "By contract.\nFor value.", "conditions": "Each side pays its own."}
        desk.client("ada").post(f"/programmes/{row.pk}/conditions", sent)
        page = text_of(desk.client("otto").get(f"/programmes/{row.pk}"))
        assert [words in page for words in ("By contract.", "For value.", "Each side pays its own.")] == [True] * 3
        again = desk.client("ada").get(f"/programmes/{row.pk}/conditions")
        assert again.context["form"]["transfer"].value() == "By contract.\nFor value."

    def test_of_a_text_its_articles_hold_them(self, desk, doing):
        article = agreement.Article("3", {"en": "Transfer"}, {"en": "By contract only."}, ("transfer",))
        revision = agreement.Revision("programme", ("en",), {"en": "Programme"}, (article,))
        text = make(records.Text, partner=desk.partner, text_kind="programme", in_force=revision.hash)
        make(records.Revision, text=text, hash=revision.hash, content=revision.as_json())
        row = programmes.record(partner=desk.partner, titles={"en": "Programme"}, text=text, **doing())
        page = text_of(desk.client("ada").get(f"/programmes/{row.pk}"))
        assert ("By contract only." in page, "Write down conditions" in page) == (True, False)
        answer = desk.client("ada").post(f"/programmes/{row.pk}/conditions", {"transfer": "Free."})
        assert (answer.status_code, "are articles of" in text_of(answer)) == (409, True)


class TestComplexes:
    def test_one_is_added_once(self, desk, row):
        sent = {"number": 7, "sector": "Optics", "titles_en": "Lasers", "supplemented_on": "1987-11-20"}
        address = f"/programmes/{row.pk}/complexes/add"
        answers = [desk.client("ada").post(address, sent) for _ in range(2)]
        assert ([each.status_code for each in answers], Complex.objects.count()) == ([302, 409], 1)

    def test_thirty_three_are_imported_by_sector(self, desk, row):
        sent = {"sheet": SimpleUploadedFile("33.csv", SHEET.encode())}
        answer = desk.client("ada").post(f"/programmes/{row.pk}/complexes/import", sent)
        assert (answer.status_code, Complex.objects.count()) == (302, 33)
        page = desk.client("otto").get(f"/programmes/{row.pk}")
        assert [(each.name, len(each.complexes)) for each in page.context["sectors"]] == [
            ("Sector 1", 11), ("Sector 2", 11), ("Sector 0", 11),
        ]  # fmt: skip
        assert "33 complexes." in text_of(page)

    @pytest.mark.parametrize(
        ("data", "status"), [(b"", 422), (b"\xff\xfe", 422), (b"number,title\n1,A", 422), (b"number,sector\nx,A", 422)]
    )
    def test_a_list_that_is_none_is_refused(self, desk, row, data, status):
        sent = {"sheet": SimpleUploadedFile("33.csv", data)}
        answer = desk.client("ada").post(f"/programmes/{row.pk}/complexes/import", sent)
        assert (answer.status_code, list(answer.context["form"].errors)) == (status, ["sheet"])
        assert not Complex.objects.exists()

    def test_how_far_each_is_its_commitments_say(self, desk, row, one):
        for state in ("open", "done", "done"):
            make(records.Commitment, partner=desk.partner, sector_complex=one, state=state, number=state[:3])
        (sector,) = desk.client("otto").get(f"/programmes/{row.pk}").context["sectors"]
        assert [(each.commitments, dict(each.states)) for each in sector.complexes] == [(3, {"open": 1, "done": 2})]
        assert len(desk.client("otto").get(f"/complexes/{one.pk}").context["commitments"]) == 3

    @pytest.mark.parametrize("many", [1, 5])
    def test_the_page_costs_the_same_for_many(self, desk, row, many, doing, django_assert_num_queries):
        for number in range(1, many + 1):
            added = programmes.add_complex(programme=row, number=number, sector="A", titles={"en": "B"}, **doing())
            make(records.Commitment, partner=desk.partner, sector_complex=added, number=str(number))
        client = desk.client("otto")
        with django_assert_num_queries(9):
            client.get(f"/programmes/{row.pk}")


class TestRelations:
    def test_bodies_work_in_it_and_some_by_contract(self, desk, one, bodies):
        ours, theirs = bodies
        ada = desk.client("ada")
        ada.post(f"/complexes/{one.pk}/body", {"body": ours.pk})
        assert [each.name for each in ada.get(f"/complexes/{one.pk}").context["ours"]] == ["Institute A"]
        free = ada.get(f"/complexes/{one.pk}/body").context["form"].fields["body"].choices
        assert free == [(theirs.pk, "FI-NHI: Works of the North")]
        sent = {"ours": ours.pk, "theirs": theirs.pk, "since": "1987-10"}
        answers = [ada.post(f"/complexes/{one.pk}/relate", sent).status_code for _ in range(2)]
        relation = DirectRelation.objects.get()
        page = text_of(ada.get(f"/complexes/{one.pk}"))
        assert (answers, "being prepared" in page, "October 1987" in page) == ([302, 409], True, True)
        signed = make(records.Instrument, title="Contract 7")
        ada.post(f"/relations/{relation.pk}/contract", {"contract": signed.pk})
        assert "Contract 7" in text_of(desk.client("otto").get(f"/complexes/{one.pk}"))

    def test_bad_dates_are_named(self, desk, one, bodies):
        sent = {"ours": bodies[0].pk, "theirs": bodies[1].pk, "since": "1990", "until": "1987"}
        answer = desk.client("ada").post(f"/complexes/{one.pk}/relate", sent)
        assert (answer.context["form"].errors != {}, DirectRelation.objects.count()) == (True, 0)


class TestBodies:
    def test_a_city_has_a_commission_and_capacities_of_its_own(self, desk):
        ada = desk.client("ada")
        named = {"side": desk.partner.pk, "name": "City of the South", "what": "city", "capacities": "Own contracts."}
        ada.post("/bodies/name", named)
        city = ActingBody.objects.get()
        below = {"side": desk.partner.pk, "name": "Its commission", "what": "city commission", "under": city.pk}
        ada.post("/bodies/name", below)
        page = text_of(desk.client("otto").get(f"/bodies/{city.pk}"))
        assert [words in page for words in ("Own contracts.", "It directs", "Its commission")] == [True] * 3
        ada.post(f"/bodies/{city.pk}/describe", {"what": "province", "capacities": "A budget."})
        city.refresh_from_db()
        assert (city.what, city.capacities) == ("province", "A budget.")
        found = desk.client("otto").get("/bodies", {"what": "province", "q": "budget"})
        assert [each.name for each in found.context["page"]] == ["City of the South"]

    def test_what_cannot_stand_is_refused(self, desk, bodies):
        ours, theirs = bodies
        ada = desk.client("ada")
        same = ada.post("/bodies/name", {"side": ours.side_id, "name": ours.name, "what": "institute"})
        other = ada.post(f"/bodies/{ours.pk}/describe", {"what": "institute", "under": theirs.pk})
        itself = ada.post(f"/bodies/{ours.pk}/describe", {"what": "institute", "under": ours.pk})
        assert [each.status_code for each in (same, other, itself)] == [409, 422, 400]
        assert "would direct itself" in text_of(itself)
