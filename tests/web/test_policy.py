"""Policies: what was in force on a day, versions from rulebooks, a rulebook as a table, use for partners."""

from datetime import date

import pytest

from tests.rulebooks import in_force
from tests.web.shelf import RULEBOOK, text_of
from verbale.domain.spine import policy as policies
from verbale.records.policy import Policy, PolicyUse, PolicyVersion


def defined(shelf, code="supply-1964"):
    return policies.define(code=code, titles={"en": "Supply policy"}, by=shelf.office.desk, at=shelf.clock.now())


def brought(shelf, policy, day="1964-11-01"):
    root = shelf.office.administrator
    return in_force(
        policy, RULEBOOK.read_bytes(), name="supply-1964.dmn", day=date.fromisoformat(day), by=root,
        at=shelf.clock.now(),
    )  # fmt: skip


def test_readers(shelf):
    version = shelf.policy()
    addresses = ["/policies", f"/policies/{version.policy_id}", f"/policy-versions/{version.pk}",
                 f"/policy-versions/{version.pk}/rulebook"]  # fmt: skip
    for role, status in {"desk": 200, "approver": 200, "auditor": 200, "administrator": 200, "librarian": 403}.items():
        assert [shelf.client(role).get(address).status_code for address in addresses] == [status] * 4
    desk = shelf.client("desk")
    assert [desk.get(f"/{name}/x").status_code for name in ("policies", "policy-versions")] == [404, 404]


def test_writers(shelf):
    policy = defined(shelf)
    for role, statuses in {"administrator": [200] * 3, "desk": [200, 200, 403], "auditor": [403] * 3}.items():
        client = shelf.client(role)
        names = ["define", f"{policy.pk}/draft", f"{policy.pk}/use"]
        assert [client.get(f"/policies/{name}").status_code for name in names] == statuses


class TestDefine:
    def test_a_policy(self, shelf):
        assert "Define one" in text_of(shelf.client("desk").get("/policies"))
        answer = shelf.client("desk").post(
            "/policies/define", {"code": "supply-1964", "titles_en": "Supply policy", "titles_zh": "供应政策"}
        )
        policy = Policy.objects.get()
        assert answer.headers["Location"] == f"/policies/{policy.pk}"
        assert policy.titles == {"en": "Supply policy", "zh": "供应政策"}

    @pytest.mark.parametrize("given", [{"code": ""}, {"code": "two words"}, {"titles_en": ""}])
    def test_bad_input_is_named(self, shelf, given):
        answer = shelf.client("desk").post("/policies/define", {"code": "a", "titles_en": "A", **given})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(given))


class TestVersions:
    def test_one_supersedes_the_one_before(self, shelf):
        policy = defined(shelf)
        for day in ("1964-11-01", "1978-04-01"):
            brought(shelf, policy, day)
        told = PolicyVersion.objects.order_by("number").values_list("number", "in_force_from", "in_force_until")
        assert [tuple(map(str, row)) for row in told] == [
            ("1", "1964-11-01", "1978-04-01"), ("2", "1978-04-01", "None"),
        ]  # fmt: skip
        page = text_of(shelf.client("desk").get(f"/policies/{policy.pk}"))
        assert [words in page for words in ("Version 2", "Draft 2", "superseded", "Dora")] == [True] * 4

    def test_what_comes_into_force_another_day_is_not_in_force_yet(self, shelf):
        policy = defined(shelf)
        for day in ("1964-11-01", "2100-01-01"):
            brought(shelf, policy, day)
        first, second = PolicyVersion.objects.order_by("number")
        client = shelf.client("desk")
        told = [text_of(client.get(f"/policy-versions/{each.pk}")) for each in (first, second)]
        words = ("not yet in force", "superseded")
        assert [[each in page for each in words] for page in told] == [[False, False], [True, False]]
        page = text_of(client.get(f"/policies/{policy.pk}"))
        assert [each in page for each in words] == [True, False]

    def test_its_page_says_who_drafted_and_who_approved_it(self, shelf):
        page = text_of(shelf.client("auditor").get(f"/policy-versions/{shelf.policy().pk}"))
        assert "Dora, Director," in page
        assert "As decided" in page

    @pytest.mark.parametrize(
        ("day", "number"), [("1964-10-31", None), ("1964-11-01", 1), ("1978-03-31", 1), ("1978-04-01", 2), ("", 2)]
    )
    def test_what_was_in_force_on_a_day(self, shelf, day, number):
        policy = defined(shelf)
        for each in ("1964-11-01", "1978-04-01"):
            brought(shelf, policy, each)
        desk = shelf.client("desk")
        then = desk.get(f"/policies/{policy.pk}", {"on": day}).context["then"]
        listed = desk.get("/policies", {"on": day}).context["page"].object_list[0].then
        assert (then.number if then else None, [version.number for version in listed]) == (
            number, [number] if number else [],
        )  # fmt: skip

    @pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-02-30"])
    def test_a_day_that_is_none_is_today(self, shelf, day):
        assert shelf.client("desk").get("/policies", {"on": day}).context["is_today"]

    def test_the_rulebook_is_a_table(self, shelf):
        version = shelf.policy()
        page = shelf.client("desk").get(f"/policy-versions/{version.pk}")
        table = page.context["tables"][0]
        model = policies.prepared(version).model
        assert len(table.rows) == len(model.final[0].logic.rules)
        assert [row.number for row in table.rows] == list(range(1, len(table.rows) + 1))
        assert page.context["findings"] == []
        assert "Agreement 1964, article 3" in text_of(page)
        assert "Distribution" in [column.label for column in table.inputs]

    def test_the_file_is_handed_out_as_it_came(self, shelf):
        answer = shelf.client("auditor").get(f"/policy-versions/{shelf.policy().pk}/rulebook")
        assert answer.content == RULEBOOK.read_bytes()
        assert answer.headers["Content-Disposition"].startswith("attachment")


class TestPaper:
    @pytest.mark.parametrize("role", ["desk", "auditor"])
    def test_a_version_and_its_draft_are_printed(self, shelf, role):
        version = shelf.policy()
        for address in (f"/policy-versions/{version.pk}/paper", f"/policy-drafts/{version.draft_id}/paper"):
            answer = shelf.client(role).get(address, {"languages": "en,de"})
            assert (answer.headers["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

    def test_languages_that_no_paper_knows_are_refused(self, shelf):
        version = shelf.policy()
        assert shelf.client("desk").get(f"/policy-versions/{version.pk}/paper?languages=xx").status_code >= 400
        assert shelf.client("librarian").get(f"/policy-versions/{version.pk}/paper").status_code == 403


class TestUse:
    def test_it_is_used_for_a_partner_under_a_clause(self, shelf):
        policy = defined(shelf)
        brought(shelf, policy)
        shelf.client("administrator").post(
            f"/policies/{policy.pk}/use",
            {"partner": shelf.partner.pk, "agreement_clause": "Article 3", "since": "1964-11-01"},
        )
        use = PolicyUse.objects.get()
        assert (use.partner, use.agreement_clause) == (shelf.partner, "Article 3")
        assert "Article 3" in text_of(shelf.client("desk").get("/policies"))

    @pytest.mark.parametrize("field", ["partner", "agreement_clause", "since"])
    def test_what_is_missing_is_named(self, shelf, field):
        policy = defined(shelf)
        data = {"partner": shelf.partner.pk, "agreement_clause": "Article 3", "since": "1964-11-01"}
        del data[field]
        answer = shelf.client("administrator").post(f"/policies/{policy.pk}/use", data)
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])

    def test_an_earlier_start_is_refused(self, shelf):
        version = shelf.policy()
        answer = shelf.client("administrator").post(
            f"/policies/{version.policy_id}/use",
            {"partner": shelf.partner.pk, "agreement_clause": "Article 3", "since": "1964-10-01"},
        )
        assert answer.status_code == 409

    def test_without_a_version_the_button_says_why(self, shelf):
        page = text_of(shelf.client("administrator").get(f"/policies/{defined(shelf).pk}"))
        assert "It has no version yet." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_list(shelf, number, django_assert_num_queries):
    for each in range(number):
        defined(shelf, f"policy-{each}")
    desk = shelf.client("desk")
    with django_assert_num_queries(9):
        assert len(desk.get("/policies").context["page"].object_list) == number
