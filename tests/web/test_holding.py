"""Editions, lookup tables, partners' catalogues as published, and the long work behind them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from tests.web.shelf import source, text_of
from verbale.domain.spine import job as jobs
from verbale.journeys import work
from verbale.records.dispatch import Message
from verbale.records.holding import Edition, Lookup, Offer
from verbale.records.job import Job

STATED = {"distribution": "open", "reason": "the public catalogue"}


def upload(data=None, name="source.mrc"):
    return SimpleUploadedFile(name, source("Annals of Hydrology") if data is None else data)


def asked(shelf, **given):
    """An import that the desk asked for."""
    file = shelf.stored(given.pop("data", source("Annals of Hydrology", "Snow and Ice")))
    return work.ask_import(file=file, name="source.mrc", **STATED, **given, by=shelf.office.desk, at=shelf.clock.now())


class TestWhoSeesWhat:
    @pytest.mark.parametrize("name", ["editions", "lookups", "offers"])
    @pytest.mark.parametrize(
        ("role", "status"),
        [("desk", 200), ("auditor", 200), ("librarian", 403), ("approver", 403), ("administrator", 403)],
    )
    def test_lists(self, shelf, name, role, status):
        assert shelf.client(role).get(f"/{name}").status_code == status

    @pytest.mark.parametrize("name", ["editions/import", "offers/publish"])
    def test_forms_are_for_the_desk(self, shelf, name):
        assert [shelf.client(role).get(f"/{name}").status_code for role in ("desk", "auditor")] == [200, 403]

    def test_an_edition(self, shelf):
        address = f"/editions/{shelf.edition().pk}"
        seen = {role: shelf.client(role).get(address).status_code for role in ("desk", "auditor", "librarian")}
        assert seen == {"desk": 200, "auditor": 200, "librarian": 403}

    def test_an_unknown_edition_and_record(self, shelf):
        desk, edition = shelf.client("desk"), shelf.edition()
        addresses = ["/editions/" + "0" * 26, f"/editions/{edition.pk}/records/7"]
        assert [desk.get(address).status_code for address in addresses] == [404, 404]

    def test_a_job_is_for_who_asked_and_who_looks_after_the_node(self, shelf):
        address = f"/jobs/{asked(shelf).pk}"
        seen = {
            role: shelf.client(role).get(address).status_code
            for role in ("desk", "administrator", "auditor", "librarian")
        }
        assert seen == {"desk": 200, "administrator": 200, "auditor": 200, "librarian": 404}


class TestImport:
    def test_the_form_asks_for_the_work_and_leads_to_its_progress(self, shelf):
        answer = shelf.client("desk").post("/editions/import", {"source": upload(), **STATED, "origin": "domestic"})
        job = Job.objects.get()
        assert answer.headers["Location"] == f"/jobs/{job.pk}"
        assert (job.what, job.state, job.total, job.argument["origin"]) == ("import edition", "waiting", 2, "domestic")
        assert [result.args_kwargs["args"] for result in DBTaskResult.objects.all()] == [[job.pk]]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"source": None}, "source"),
            ({"reason": ""}, "reason"),
            ({"distribution": ""}, "distribution"),
            ({"distribution": "everybody"}, "distribution"),
        ],
    )
    def test_what_is_missing_is_named(self, shelf, given, field):
        data = {"source": upload(), **STATED, **given}
        answer = shelf.client("desk").post("/editions/import", {k: v for k, v in data.items() if v is not None})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
        assert not Job.objects.exists()

    def test_an_empty_file_is_refused(self, shelf):
        answer = shelf.client("desk").post("/editions/import", {"source": upload(b""), **STATED})
        assert answer.status_code == 422
        assert "This file is empty" in text_of(answer)

    def test_an_edition_leads_to_the_one_that_follows_it(self, shelf):
        edition, desk = shelf.edition(), shelf.client("desk")
        address = f"/editions/import?follows={edition.pk}"
        assert address in text_of(desk.get(f"/editions/{edition.pk}"))
        assert desk.get(address).context["form"]["follows"].value() == edition.pk

    def test_a_file_over_the_limit_is_refused(self, shelf, settings):
        settings.UPLOAD_LIMIT = 10
        answer = shelf.client("desk").post("/editions/import", {"source": upload(), **STATED})
        assert answer.status_code == 409
        assert "larger than 10 bytes" in text_of(answer)


TABLE = "Titel;Verfasser;Jahr\nWasser und Eis;Strom, Eva;1963\nÜber Flüsse;;1970\n".encode()


class TestMapping:
    """A table is imported under a mapping that a person confirmed."""

    def shown(self, shelf, data=TABLE, **given):
        posted = {"source": upload(data, "list.csv"), **STATED, **given}
        return shelf.client("desk").post("/editions/import", posted)

    def asked(self, page):
        return page.context["form"]["asked"].initial or page.context["form"].initial["asked"]

    def test_the_headings_propose_it_and_the_first_rows_show_it(self, shelf):
        page = self.shown(shelf)
        assert [field.initial for field, _ in page.context["form"].columns()] == ["title", "creators", "year"]
        assert "Wasser und Eis" in text_of(page)
        assert not Job.objects.exists()

    def test_what_was_confirmed_is_imported(self, shelf):
        given = {"asked": self.asked(self.shown(shelf)), "column_0": "title", "column_2": "year", "separator": ";"}
        answer = shelf.client("desk").post("/editions/import/mapping", given)
        job = Job.objects.get()
        assert answer.headers["Location"] == f"/jobs/{job.pk}"
        assert job.argument["mapping"] == {"columns": {"title": ["Titel"], "year": ["Jahr"]}, "separator": ";"}
        work.run_job.call(job.pk)
        edition = Edition.objects.get()
        assert (edition.name, edition.records, edition.reason) == ("list.csv", 2, "the public catalogue")

    def test_a_title_is_needed(self, shelf):
        given = {"asked": self.asked(self.shown(shelf)), "column_1": "title", "column_0": ""}
        desk = shelf.client("desk")
        assert desk.post("/editions/import/mapping", {**given, "column_1": ""}).status_code == 422
        assert desk.post("/editions/import/mapping", {**given, "column_1": "nothing"}).status_code == 422
        assert desk.post("/editions/import/mapping", given).status_code == 302

    @pytest.mark.parametrize("asked", ["", "made up", "a:b:c"])
    def test_what_was_not_shown_is_refused(self, shelf, asked):
        assert shelf.client("desk").post("/editions/import/mapping", {"asked": asked}).status_code == 400

    def test_what_somebody_else_was_shown_is_refused(self, shelf):
        asked = self.asked(self.shown(shelf))
        other = shelf.client("auditor").post("/editions/import/mapping", {"asked": asked, "column_0": "title"})
        assert (other.status_code, Job.objects.count()) == (403, 0)

    def test_a_plain_visit_leads_back(self, shelf):
        assert shelf.client("desk").get("/editions/import/mapping").status_code == 400

    def test_a_form_may_be_said(self, shelf):
        assert self.shown(shelf, form="csv").status_code == 200
        assert self.shown(shelf, form="ris").status_code == 302
        assert Job.objects.get().argument["form"] == "ris"

    def test_too_many_columns_are_refused(self, shelf):
        assert self.shown(shelf, b",".join(b"c%d" % n for n in range(300)) + b"\n").status_code == 400


class TestProgress:
    def test_it_asks_for_itself_while_the_work_goes_on(self, shelf):
        job = asked(shelf)
        jobs.begin(job)
        Job.objects.filter(pk=job.pk).update(done=2)
        part = text_of(shelf.client("desk").get(f"/jobs/{job.pk}/progress"))
        assert f'hx-get="/jobs/{job.pk}/progress"' in part
        assert '<progress aria-label="Progress" value="2" max="3">' in part
        assert "2 of about 3 records" in part

    def test_it_ends_with_the_result(self, shelf):
        job = asked(shelf)
        work.run_job.call(job.pk)
        part = text_of(shelf.client("desk").get(f"/jobs/{job.pk}/progress"))
        assert "hx-get" not in part
        assert f"/editions/{Edition.objects.get().pk}" in part

    def test_an_import_says_what_it_brought(self, shelf):
        data = source("Annals of Hydrology", "Snow and Ice")
        job = asked(shelf, data=b"99999" + data[5:])
        work.run_job.call(job.pk)
        edition = Edition.objects.get()
        desk = shelf.client("desk").get(f"/jobs/{job.pk}")
        assert [(kind, str(called), count) for kind, called, count in desk.context["remark_kinds"]] == [
            ("length", "wrong length", 1)
        ]
        assert f"/editions/{edition.pk}/remarks?kind=length" in text_of(desk)
        assert "/remarks?kind=" not in text_of(shelf.client("administrator").get(f"/jobs/{job.pk}"))

    def test_one_that_failed_is_asked_for_again_with_what_was_stated(self, shelf):
        asked(shelf, data=b"no records")
        job = Job.objects.get()
        work.run_job.call(job.pk)
        desk = shelf.client("desk")
        address = f"/editions/import?again={job.pk}"
        assert address in text_of(desk.get(f"/jobs/{job.pk}"))
        assert address not in text_of(shelf.client("auditor").get(f"/jobs/{job.pk}"))
        form = desk.get(address).context["form"]
        assert {name: form[name].value() for name in ("distribution", "reason", "following")} == STATED | {
            "following": ""
        }

    def test_it_says_when_nobody_works(self, shelf):
        job = asked(shelf)
        desk = shelf.client("desk")
        assert "verbale worker" not in text_of(desk.get(f"/jobs/{job.pk}"))
        shelf.clock.forward(seconds=11)
        assert "verbale worker" in text_of(desk.get(f"/jobs/{job.pk}"))


class TestPages:
    def test_an_empty_list_says_what_to_do(self, shelf):
        desk = shelf.client("desk")
        assert "Import a file" in text_of(desk.get("/editions"))
        assert "Import one first" in text_of(desk.get("/offers"))
        assert "before you import" in text_of(desk.get("/lookups"))

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list(self, shelf, number, django_assert_num_queries):
        for each in range(number):
            shelf.edition(name=f"source {each}.mrc")
        desk = shelf.client("desk")
        desk.get("/editions")
        with django_assert_num_queries(7):
            page = desk.get("/editions")
        assert [edition.name for edition in page.context["page"]] == [
            f"source {each}.mrc" for each in reversed(range(number))
        ]

    def test_an_edition_shows_its_faults_and_finds_its_records(self, shelf):
        shelf.lookups()
        edition = shelf.edition("Annals of Hydrology", "Snow and Ice")
        desk = shelf.client("desk")
        page = desk.get(f"/editions/{edition.pk}", {"q": "snow"})
        assert [row["title"] for row in page.context["found"]] == ["Snow and Ice"]
        assert len(page.context["faults"].object_list) == 1
        assert "the public catalogue" in text_of(page)
        nothing = text_of(desk.get(f"/editions/{edition.pk}", {"q": "no such words"}))
        assert "Try fewer of them" in nothing

    def test_a_record_shows_facts_description_and_fields(self, shelf):
        shelf.lookups()
        edition = shelf.edition()
        page = shelf.client("desk").get(f"/editions/{edition.pk}/records/0")
        assert dict(page.context["facts"])["Origin"] == "domestic"
        assert dict(page.context["described"])["Title"] == "Annals of Hydrology"
        assert [tag for tag, _, _ in page.context["fields"]] == ["000", "008", "245", "264"]

    def test_a_record_in_another_encoding_is_shown_in_letters(self, shelf):
        data = source("Hydrology of rivers").replace(
            b"Hydrology of rivers", "Гидрология озёр РФ".encode("cp1251") + b" "
        )
        desk = shelf.client("desk")
        job = asked(shelf, data=data)
        work.run_job.call(job.pk)
        page = desk.get(f"/editions/{Edition.objects.get().pk}/records/0")
        assert "Гидрология озёр РФ" in page.context["raw"]

    def test_a_gone_folder_is_told(self, shelf):
        edition = shelf.edition()
        Edition.objects.filter(pk=edition.pk).update(folder="gone")
        assert shelf.client("desk").get(f"/editions/{edition.pk}").status_code == 404


class TestLookups:
    def test_a_line_is_kept_and_changed(self, shelf):
        desk = shelf.client("desk")
        for value in ("partner", "domestic"):
            desk.post("/lookups", {"table": "country group", "key": "sz", "value": value})
        assert list(Lookup.objects.values_list("key", "value")) == [("sz", "domestic")]
        assert "domestic" in text_of(desk.get("/lookups"))

    @pytest.mark.parametrize(
        ("given", "status", "why"),
        [
            ({"key": "zz!"}, 400, "no such country code"),
            ({"value": "university"}, 400, "a group is one of"),
            ({"table": "publisher class", "key": "a*b*c*d*e", "value": "university"}, 400, "at most 3 stars"),
            ({"key": ""}, 422, "required"),
        ],
    )
    def test_what_the_tables_cannot_hold_is_refused(self, shelf, given, status, why):
        data = {"table": "country group", "key": "sz", "value": "domestic", **given}
        answer = shelf.client("desk").post("/lookups", data)
        assert answer.status_code == status
        assert why in text_of(answer)
        assert not Lookup.objects.exists()

    def test_the_auditor_reads_and_cannot_change(self, shelf):
        auditor = shelf.client("auditor")
        assert "Only the desk changes the tables" in text_of(auditor.get("/lookups"))
        answer = auditor.post("/lookups", {"table": "country group", "key": "sz", "value": "domestic"})
        assert (answer.status_code, Lookup.objects.count()) == (403, 0)


class TestOffers:
    def test_publishing_reviews_in_the_background_and_queues_the_list(self, shelf):
        shelf.lookups()
        shelf.policy()
        edition = shelf.edition("Annals of Hydrology", "Snow and Ice")
        desk = shelf.client("desk")
        answer = desk.post("/offers/publish", {"partner": shelf.partner.pk, "editions": [edition.pk]})
        job = Job.objects.get()
        assert (answer.headers["Location"], job.total) == (f"/jobs/{job.pk}", 2)
        work.run_job.call(job.pk)
        offer = Offer.objects.get()
        assert (offer.reviewed, list(offer.editions.all())) == (2, [edition])
        page = text_of(desk.get(f"/offers/{offer.pk}"))
        assert "Only the list of what is offered travels" in page
        assert "waits for the next pouch" in page
        assert [message.what for message in Message.objects.all()] == ["catalogue"]
        assert f"/offers/{offer.pk}" in text_of(desk.get(f"/editions/{edition.pk}"))

    def test_what_leaves_the_catalogue_is_said_before_it_is_published(self, shelf):
        shelf.lookups()
        shelf.policy()
        shelf.offer(shelf.edition("Annals of Hydrology", "Snow and Ice"))
        other = shelf.edition("Rails", name="other.mrc")
        desk, given = shelf.client("desk"), {"partner": shelf.partner.pk, "editions": [other.pk]}
        answer = desk.post("/offers/publish", given)
        assert "2 items leave the partner's catalogue" in text_of(answer)
        assert answer.context["form"]["confirmed"].value() == "2"
        assert not Job.objects.exists()
        assert desk.post("/offers/publish", given | {"confirmed": "2"}).status_code == 302

    def test_without_a_policy_it_is_refused_at_once(self, shelf):
        edition = shelf.edition()
        answer = shelf.client("desk").post("/offers/publish", {"partner": shelf.partner.pk, "editions": [edition.pk]})
        assert answer.status_code == 409
        assert "No policy is used for FI-NHI" in text_of(answer)
        assert not Job.objects.exists()

    @pytest.mark.parametrize("field", ["partner", "editions"])
    def test_what_is_missing_is_named(self, shelf, field):
        data = {"partner": shelf.partner.pk, "editions": [shelf.edition().pk]}
        del data[field]
        answer = shelf.client("desk").post("/offers/publish", data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list(self, shelf, number, django_assert_num_queries):
        shelf.lookups()
        shelf.policy()
        edition = shelf.edition()
        for _ in range(number):
            shelf.offer(edition)
        desk = shelf.client("desk")
        with django_assert_num_queries(8):
            page = desk.get("/offers")
        assert len(page.context["page"].object_list) == number
