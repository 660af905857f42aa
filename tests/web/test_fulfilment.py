"""Getting an item, marking it, letting it leave, calling it back, and what the partner says of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.answer import status, table
from tests.web.desk import ABROAD, INTERNAL, desk, pdf
from verbale.domain.cycle import fulfilment
from verbale.records.dispatch import Message, MessageState, Pouch, Release
from verbale.records.document import Document
from verbale.records.fulfilment import Sourcing
from verbale.records.request import OrderLine, Route

__all__ = ["desk", "pdf"]

SOURCE = {
    "supplier": "Northern Books", "price": "48.50", "currency": "EUR", "form": "original",
    "copyright_basis": "licence of the publisher", "expected": "2027-03",
}  # fmt: skip


def state(line):
    return OrderLine.objects.get(pk=line.pk).state


def faults(answer):
    return answer.context["form"].non_field_errors()


@pytest.fixture
def line(desk):
    """A line whose item is being got."""
    line = desk.line()
    desk.act(line, "decide")
    return line


@pytest.fixture
def ready(desk, line, pdf):
    """A line whose document is marked."""
    desk.act(line, "upload", file=SimpleUploadedFile("soils.pdf", pdf), title="Soils")
    assert desk.act(line, "prepare").status_code == 302
    return line


def seal(line, at):
    """Seals what waits, as the carrier would."""
    message = Message.objects.get(what="delivery", state=MessageState.QUEUED)
    pouch = Pouch.objects.create(
        partner=message.partner, number=1, envelope_hash="0" * 64, sha256="0" * 64, size=1, file_name="1", sealed_at=at
    )
    Message.objects.filter(pk=message.pk).update(state=MessageState.SEALED, pouch=pouch)
    fulfilment.shipped(line=line, pouch=1, at=at)


def test_a_source_is_recorded_with_its_price_as_quoted(desk, line):
    assert desk.act(line, "source", **SOURCE).status_code == 302
    assert Sourcing.objects.values_list("supplier", "price", "currency", "expected").get() == (
        "Northern Books", Decimal("48.50"), "EUR", "2027-03",
    )  # fmt: skip
    page = desk.client("otto").get(f"/lines/{line.pk}").content.decode()
    assert "48.50 EUR" in page
    form = desk.client("ada").get(f"/lines/{line.pk}").context["acts"]["source"].form
    assert (form["supplier"].value(), form["price"].value()) == ("Northern Books", "48.50")


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"price": "cheap"}, "“cheap” is not a decimal number."),
        ({"currency": ""}, "The amount 48.50 has no unit."),
        ({"expected": "soon"}, "“soon” is no date that can be kept."),
    ],
)
def test_a_source_that_cannot_be_kept_is_refused(desk, line, wrong, fault):
    answer = desk.act(line, "source", **(SOURCE | wrong))
    assert faults(answer)[0].startswith(fault)
    assert not Sourcing.objects.exists()


def test_an_item_of_a_third_country_is_sourced_before_it_is_marked(desk, pdf):
    line = desk.line(ABROAD)
    desk.act(line, "decide")
    desk.act(line, "upload", file=SimpleUploadedFile("soils.pdf", pdf), title="Soils")
    reason = f"Line {line} is of a third country. Record its supplier, price, form and basis in copyright first."
    assert desk.client("ada").get(f"/lines/{line.pk}").context["acts"]["prepare"].reason == reason
    assert (faults(desk.act(line, "prepare")), state(line)) == ([reason], "sourcing")
    desk.act(line, "source", **SOURCE)
    desk.act(line, "prepare")
    assert state(line) == "ready"


def test_nothing_is_marked_without_a_document(desk, line):
    reason = f"Line {line} has no document yet. Attach what is to be supplied first."
    assert desk.client("ada").get(f"/lines/{line.pk}").context["acts"]["prepare"].reason == reason
    assert faults(desk.act(line, "prepare")) == [reason]


def test_a_wrongly_attached_document_is_withdrawn_and_shown_struck(desk, line, pdf):
    acts = desk.client("ada").get(f"/lines/{line.pk}").context["acts"]
    assert acts["withdraw"].reason == f"Line {line} has no document yet. Attach what is to be supplied first."
    desk.act(line, "upload", file=SimpleUploadedFile("clay.pdf", pdf), title="Clay")
    wrong = Document.objects.get()
    desk.act(line, "upload", file=SimpleUploadedFile("soils.pdf", pdf), title="Soils")
    assert desk.act(line, "withdraw", document=wrong.pk).context["form"].errors == {
        "reason": ["This field is required."]
    }
    assert desk.act(line, "withdraw", document=wrong.pk, reason="It is of line 2").status_code == 302
    for viewer in ("ada", "otto"):
        page = desk.client(viewer).get(f"/lines/{line.pk}").content.decode()
        assert ("<s>Clay</s>" in page, "<s>Soils</s>" in page) == (True, False)
        assert page.index("Document withdrawn") < page.index("It is of line 2")
    assert "Withdrawn" in desk.client("ada").get(f"/documents/{wrong.pk}").content.decode()
    again = desk.act(line, "withdraw", document=wrong.pk, reason="again")
    assert list(again.context["form"].errors) == ["document"]
    desk.act(line, "prepare")
    assert {one.made_from.title for one in Document.objects.filter(role="marked")} == {"Soils"}


def test_only_the_desk_withdraws_and_only_from_a_line_that_is_sourced(desk, ready):
    original = Document.objects.get(role="original")
    answer = desk.act(ready, "withdraw", document=original.pk, reason="x")
    assert (answer.status_code, faults(answer)) == (
        409, [f"Line {ready} is “ready”; this can be done only while it is “sourcing”."],
    )  # fmt: skip
    for handle in ("ann", "lena", "otto"):
        posted = desk.client(handle).post(f"/lines/{ready.pk}/withdraw", {"document": original.pk, "reason": "x"})
        assert posted.status_code in (403, 404)
    assert Document.objects.get(role="original").withdrawn_at is None


def test_nothing_is_marked_before_it_is_approved(desk):
    line = desk.line(INTERNAL, Route.DEPARTMENT)
    desk.act(line, "decide")
    answer = desk.act(line, "prepare")
    assert (answer.status_code, state(line)) == (409, "waiting for approval")


def test_a_ready_line_has_its_marked_copy_cover_sheet_and_label(desk, ready):
    page = desk.client("ada").get(f"/lines/{ready.pk}")
    assert [document.role for document in page.context["documents"]] == ["original", "marked", "cover", "label"]
    assert [document.role for document in page.context["leaving"]] == ["marked", "cover", "label"]
    for document in page.context["documents"]:
        assert status(desk.client("ada").get(f"/documents/{document.pk}/file")) == 200
        assert desk.client("ada").get(f"/documents/{document.pk}").status_code == 200


def test_a_release_waits_for_the_carrier_and_can_be_taken_back(desk, ready):
    assert desk.act(ready, "release").status_code == 302
    page = desk.client("ada").get(f"/lines/{ready.pk}")
    assert "Waits for the carrier." in page.content.decode()
    assert page.context["acts"]["release"].reason.startswith("It was released and leaves with the next pouch.")
    assert desk.act(ready, "release").status_code == 409
    assert Release.objects.count() == 1
    assert desk.act(ready, "take_back", text="one page is missing").status_code == 302
    ((_at, partner, documents, *_rest, by, pouch, _recalled, caller),) = table(
        desk.client("otto").get("/releases/export.csv")
    )[1:]
    titles = Release.objects.get().documents.values_list("title", flat=True)
    assert (partner, sorted(documents.split("; ")), pouch) == ("FI-NHI", sorted(titles), "")
    assert by == caller == desk.people["ada"].name
    assert (state(ready), Message.objects.get(what="delivery").state) == ("sourcing", "recalled")
    assert not Message.objects.filter(what="recall").exists()


def test_what_is_ready_goes_back_for_another_file(desk, ready):
    assert desk.act(ready, "take_back", text="the wrong file").status_code == 302
    assert (state(ready), Release.objects.count(), Message.objects.count()) == ("sourcing", 0, 0)


def test_a_release_on_an_old_page_is_refused(desk, ready):
    client = desk.client("ada")
    read = client.get(f"/lines/{ready.pk}").context["read"]
    desk.act(ready, "cancel", by="ben", text="they no longer need it")
    answer = client.post(f"/lines/{ready.pk}/release", {"read": read})
    assert (answer.status_code, answer.context["line"].state) == (409, "cancelled")
    assert not Release.objects.exists()


def test_after_the_pouch_is_sealed_only_a_notice_calls_back(desk, ready):
    desk.act(ready, "release")
    seal(ready, desk.tick())
    page = desk.client("ada").get(f"/lines/{ready.pk}")
    assert "Sealed in pouch 1" in page.content.decode()
    assert faults(desk.act(ready, "take_back")) == [
        "This left in pouch 1 and cannot be called back unseen. Send a recall notice instead."
    ]
    assert desk.act(ready, "recall", text="").status_code == 422
    assert desk.act(ready, "recall", text="Please return it: page 2 is wrong.").status_code == 302
    assert Message.objects.get(what="recall").body["notice"] == "Please return it: page 2 is wrong."


def test_receipt_and_return_are_recorded_from_a_letter(desk, ready):
    assert desk.act(ready, "delivered", text="K-9 of 3 March").status_code == 409
    desk.act(ready, "release")
    seal(ready, desk.tick())
    assert desk.act(ready, "delivered", text="K-9 of 3 March").status_code == 302
    assert OrderLine.objects.get().get_state_display() == "Received by the partner"
    assert desk.act(ready, "returned").status_code == 302
    assert state(ready) == "returned"


def test_the_cover_note_lists_what_goes(desk, line, ready):
    assert desk.act(ready, "cover_note").status_code == 302
    assert Document.objects.get(role="letter").file_name == "FI-NHI-2026-OUT-1.pdf"


def test_a_cover_note_needs_a_marked_copy(desk, line):
    assert faults(desk.act(line, "cover_note")) == [
        f"Line {line} has no marked copy yet, so there is nothing for a cover note to list."
    ]
