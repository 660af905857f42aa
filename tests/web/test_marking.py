"""Caveats, and the marks that bind us."""

import pytest

from tests.web.shelf import text_of
from verbale.domain.spine import marking
from verbale.records.marking import Caveat


def defined(shelf, code="for reference only"):
    return marking.define(
        code=code, texts={"en": "FOR REFERENCE ONLY", "ru": "ТОЛЬКО ДЛЯ СПРАВОК"}, bars_onward_release=True,
        by=shelf.office.administrator, at=shelf.clock.now(),
    )  # fmt: skip


def marked(shelf, number):
    marking.receive(
        file=shelf.stored(f"file {number}".encode(), "item.pdf"), party=shelf.partner, caveat="for reference only",
        text="FOR REFERENCE ONLY", bars_onward_release=True, at=shelf.clock.forward(minutes=1),
    )  # fmt: skip


def test_everybody_reads_caveats_and_administrators_define_them(shelf):
    for role in ("desk", "librarian", "approver", "auditor", "administrator"):
        client = shelf.client(role)
        status = 200 if role == "administrator" else 403
        assert [client.get("/caveats").status_code, client.get("/caveats/define").status_code] == [200, status]


def test_one_is_defined_in_the_office_s_languages(shelf):
    administrator = shelf.client("administrator")
    assert "None yet" in text_of(administrator.get("/caveats"))
    data = {"code": "for reference only", "texts_en": "FOR REFERENCE ONLY", "texts_zh": "仅供参考",
            "bars_onward_release": "on"}  # fmt: skip
    assert administrator.post("/caveats/define", data).headers["Location"] == "/caveats"
    kept = Caveat.objects.get()
    assert (kept.texts, kept.bars_onward_release) == ({"en": "FOR REFERENCE ONLY", "zh": "仅供参考"}, True)
    assert "仅供参考" in text_of(shelf.client("desk").get("/caveats"))


def test_a_change_keeps_the_languages_that_the_form_does_not_show(shelf):
    defined(shelf)
    administrator = shelf.client("administrator")
    address = "/caveats/define?code=for+reference+only"
    assert 'value="FOR REFERENCE ONLY"' in text_of(administrator.get(address))
    administrator.post(address, {"code": "for reference only", "texts_en": "REFERENCE ONLY"})
    kept = Caveat.objects.get()
    assert (kept.texts, kept.bars_onward_release) == ({"en": "REFERENCE ONLY", "ru": "ТОЛЬКО ДЛЯ СПРАВОК"}, False)


@pytest.mark.parametrize("given", [{"code": ""}, {"texts_en": ""}])
def test_bad_input_is_named(shelf, given):
    answer = shelf.client("administrator").post("/caveats/define", {"code": "a", "texts_en": "A", **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(given))


def test_who_reads_received_marks(shelf):
    roles = ("desk", "librarian", "auditor", "approver", "administrator")
    assert [shelf.client(role).get("/marks").status_code for role in roles] == [200, 200, 200, 200, 403]


@pytest.mark.parametrize("number", [1, 3])
def test_received_marks(shelf, number, django_assert_num_queries):
    desk = shelf.client("desk")
    assert "Nothing that we received" in text_of(desk.get("/marks"))
    for each in range(number):
        marked(shelf, each)
    with django_assert_num_queries(7):
        page = desk.get("/marks")
    assert len(page.context["rows"]) == number
    assert "May not be passed on to anybody else." in text_of(page)
