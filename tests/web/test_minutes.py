"""Minutes in the pages: their list, writing them side by side, checking, approving with reasons, what is downloaded."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.minuting import conclusion
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.records.rows import make
from tests.web.shelf import text_of
from tests.web.sitting_room import SAME, SIDES, WRONG, agreed, filled, form_of, proposed, revision, room
from verbale.domain.spine import text
from verbale.engines import agreement, paper
from verbale.engines.paper.errors import MissingFont
from verbale.records import models as records
from verbale.records.minutes import AcceptedFinding, Minutes, MinutesDraft
from verbale.records.text import Text

__all__ = ["room"]


OTHER_DAY = (SAME[0], "Наша сторона направит 33 каталога до 15 декабря 1957 г.")


def begun(room: Any) -> tuple[Any, str, Any]:
    """The desk's browser, the address where minutes of the session are written, the form in Chinese and Russian."""
    client, address = room.client("desk"), f"/sessions/{room.session.pk}/minutes"
    first = client.get(address)
    page = client.post(address, form_of(first) | {"languages": "zh, ru", "do": "languages"})
    return client, address, page


# Reading


def test_readers_and_writers(room):
    one, said = agreed(room)
    read = ["/minutes", f"/minutes/{one.pk}", f"/minutes/{one.pk}/check/{said.hash}",
            f"/minutes/{one.pk}/revisions/{said.hash}.xml"]  # fmt: skip
    write = [f"/sessions/{room.session.pk}/minutes", f"/minutes/{one.pk}/write"]
    may = {"desk": (200, 200), "approver": (200, 403), "auditor": (200, 403), "administrator": (200, 403),
           "librarian": (403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.client(role)
        for addresses, status in zip((read, write), expected, strict=True):
            got = {address: client.get(address).status_code for address in addresses}
            assert got == dict.fromkeys(addresses, status)
    for address in ("/minutes/x", f"/minutes/{room.commission.pk}", "/sessions/x/minutes", "/minutes/x/write"):
        assert room.client("desk").get(address).status_code == 404
    assert room.client("auditor").post(read[2], {"key": "x", "reason": "y"}).status_code == 403


def test_minutes_are_found_by_their_own_identity_too(room):
    one, _said = proposed(room)
    kept = Minutes.objects.get(text=one)
    assert room.client("desk").get(f"/minutes/{kept.pk}").headers["Location"] == f"/minutes/{one.pk}"


def test_the_list_says_where_each_stands_and_what_it_waits_for(room):
    one, _said = proposed(room)
    other, _said = agreed(room, conclusion("2"))
    page = room.client("auditor").get("/minutes")
    assert [(row["standing"].text.pk, row["state"]["label"], row["waits"]) for row in page.context["rows"]] == [
        (other.pk, "Wording agreed, not signed", ["The signature of OURS, which signs first as the depositary"]),
        (one.pk, "Under negotiation", ["That both sides approve the same revision"]),
    ]
    assert "to_write" not in page.context
    for query, expected in {
        "state=negotiated": [one.pk], "state=in force": [], "state=nonsense": [other.pk, one.pk],
        f"partner={room.office.partner.pk}": [other.pk, one.pk],
    }.items():  # fmt: skip
        found = room.client("desk").get(f"/minutes?{query}").context["rows"]
        assert [row["standing"].text.pk for row in found] == expected


def test_a_longer_list_costs_no_more(room):
    client, costs = room.client("auditor"), []
    for _each in range(2):
        for number in range(2):
            agreed(room, conclusion(str(number + 1)))
        client.get("/minutes")
        with CaptureQueriesContext(connection) as asked:
            client.get("/minutes")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_sessions_without_minutes_are_offered_to_the_desk(room):
    page = room.client("desk").get("/minutes")
    assert [each.pk for each in page.context["to_write"]] == [room.session.pk]
    assert f'href="/sessions/{room.session.pk}/minutes"' in page.content.decode()
    one, _said = proposed(room)
    assert room.client("desk").get(f"/minutes/{one.pk}").status_code == 200
    assert room.client("desk").get("/minutes").context["to_write"] == []


def test_one_shows_its_way_its_session_and_what_can_be_done(room):
    one, _said = agreed(room)
    page = room.client("desk").get(f"/minutes/{one.pk}")
    assert [step.standing for step in page.context["way"]] == ["reached", "current", "", "", "", ""]
    shown = text_of(page)
    for words in ("Wording agreed, not signed", "The signature of OURS", "Hydrology commission"):
        assert words in shown
    assert f'href="/sessions/{room.session.pk}"' in page.content.decode()
    assert f'href="/minutes/{one.pk}/write"' in page.content.decode()
    assert f'href="/minutes/{one.pk}/write"' not in room.client("auditor").get(f"/minutes/{one.pk}").content.decode()
    assert f'href="/minutes/{one.pk}"' in room.client("desk").get(f"/texts/{one.pk}").content.decode()


def test_minutes_that_name_no_session_say_so(room):
    said = agreement.Revision("minutes", ("zh", "ru"), {"zh": "纪要", "ru": "Протокол"}, (conclusion(),))
    one = room.theirs.opens(said)
    assert "No article says of which session they are." in text_of(room.client("desk").get(f"/minutes/{one.pk}"))
    refused = room.client("desk").get(f"/minutes/{one.pk}/revisions/{said.hash}.pdf")
    assert (refused.status_code, "0 articles have the role “session”" in text_of(refused)) == (409, True)


def test_a_counter_proposal_shows_its_difference_in_each_language(room):
    one = room.theirs.opens(revision(room))
    corrected = conclusion("1", zh="我方寄送三十四份目录。", ru="Наша сторона направит 34 каталога.")
    text.propose(text=one, revision=revision(room, corrected), by=room.office.desk, at=room.now())
    html = room.client("desk").get(f"/minutes/{one.pk}").content.decode()
    assert "What it changes against the proposal before" in html
    assert {'lang="zh"', 'lang="ru"'} <= {part.split(">")[0] for part in html.split('<span class="wrap" ')[1:]}
    assert html.count("[inserted:") >= 2


# Writing


def test_it_begins_with_session_agenda_and_what_is_still_open(room):
    past, _said = agreed(room)
    earlier = make(records.Session, commission=room.commission, number=99)
    Minutes.objects.filter(text=past).update(session=earlier)
    records.Session.objects.filter(pk=room.session.pk).update(number=100)
    partner = room.office.partner
    for number, state in (("1", "open"), ("2", "done"), ("3", "under way")):
        make(records.Commitment, partner=partner, agreed=past, article=number, number=number, state=state,
             text=f"Send {number}", own_due="2027-01-01")  # fmt: skip
    page = room.client("desk").get(f"/sessions/{room.session.pk}/minutes")
    rows = [row for row, _found in page.context["articles"]]
    assert [(row["identifier"].value(), row["role"].value()) for row in rows] == [
        ("session", "session"), ("agenda", "agenda"), ("1", "conclusion"),
    ]  # fmt: skip
    assert rows[1]["text_en"].value() == "1. Open commitments of earlier sessions\n– 1 Send 1\n– 3 Send 3"
    assert rows[0]["fact_place-en"].value() == "Bern"
    assert "2027-01-01" not in page.content.decode()


def test_ten_articles_are_written_reviewed_and_proposed(room):
    client, address, page = begun(room)
    assert [field.name for field in page.context["form"].titles()] == ["title_zh", "title_ru"]
    sent = filled(page, *[SAME] * 10)
    review = client.post(address, sent | {"do": "review", "note": "As we spoke"})
    assert (review.status_code, Text.objects.filter(text_kind="minutes").count()) == (200, 0)
    content = review.context["content"]
    done = client.post(address, {"content": content, "do": "propose", "note": "As we spoke", "respond_by": ""})
    one = Text.objects.get(text_kind="minutes")
    assert done.headers["Location"] == f"/minutes/{one.pk}"
    said = agreement.Revision.of_json(one.revisions.get().content)
    assert [each.identifier for each in said.articles] == ["session", *map(str, range(1, 11))]
    assert said.articles[0].facts["session"] == 1
    assert said.articles[0].facts["days-ru"] == "10—16 мая 2027 г."
    assert "days-en" not in said.articles[0].facts
    assert {each.roles for each in said.articles[1:]} == {("conclusion",)}
    assert one.acts.get().body["note"] == "As we spoke"
    assert Minutes.objects.get(text=one).session == room.session


def test_rows_are_added_inserted_moved_ordered_and_removed_without_losing_what_was_typed(room):
    client, address, page = begun(room)
    sent = filled(page, ("一", "один"), ("二", "два")) | {"note": "kept", "title_ru": "Так"}

    def after(do, **changed):
        answer = client.post(address, {**sent, **changed, "do": do})
        assert answer.status_code == 200
        form = answer.context["form"]
        assert (form["note"].value(), form["title_ru"].value()) == ("kept", "Так")
        rows = [row for row, _found in answer.context["articles"]]
        assert [row["place"].value() for row in rows] == list(range(1, len(rows) + 1))
        return [(row["identifier"].value(), row["text_ru"].value()) for row in rows if row["role"].value() != "session"]

    assert after("add") == [("1", "один"), ("2", "два"), ("3", None)]
    assert after("insert-2") == [("1", "один"), ("3", None), ("2", "два")]
    assert after("up-2") == [("2", "два"), ("1", "один")]
    assert after("down-1") == [("2", "два"), ("1", "один")]
    assert after("remove-1") == [("2", "два")]
    assert after("order", **{"a1-place": "9", "a2-place": "3"}) == [("2", "два"), ("1", "один")]
    assert after("order", **{"a1-place": "soon"}) == [("1", "один"), ("2", "два")]
    assert after("number", **{"a1-identifier": "5b"}) == [("1", "один"), ("2", "два")]
    for nonsense in ("remove-99", "up-x", "insert-", "remove-1" + "9" * 9):
        assert after(nonsense) == [("1", "один"), ("2", "два")]


def test_words_in_a_language_that_is_not_shown_are_carried_along(room):
    client, address, page = begun(room)
    sent = filled(page, ("一", "один"))
    fewer = client.post(address, {**sent, "languages": "zh", "do": "languages"})
    assert [code for code, _, _ in fewer.context["articles"][1][0].columns()] == ["zh"]
    again = client.post(address, {**form_of(fewer), "languages": "zh, ru", "do": "languages"})
    row = again.context["articles"][1][0]
    assert (row["text_zh"].value(), row["text_ru"].value()) == ("一", "один")
    assert again.context["form"]["title_ru"].value() == "Протокол 1-го заседания"
    assert again.context["articles"][0][0]["fact_days-ru"].value() == "10—16 мая 2027 г."


@pytest.mark.parametrize(
    ("changed", "status", "said"),
    [
        ({"a1-identifier": ""}, 422, "Some articles cannot be taken"),
        ({"a1-identifier": "session"}, 400, "another has the same identifier"),
        ({"a1-text_zh": "", "a1-text_ru": ""}, 400, "it has no text in any language"),
        ({"a1-text_zh": "…"}, 400, "still says “…”"),
        ({"a0-fact_head-1-ru": "…"}, 400, "Article session still says “…”"),
        ({"a0-fact_head-1-ru": ""}, 409, "its fact “head-1-ru” is missing"),
        ({"a0-fact_session": "one"}, 409, "its fact “session” is no number"),
        ({"a0-fact_side-1": "XY"}, 409, "are signed by XY / "),
        ({"a0-role": "conclusion"}, 409, "0 articles have the role “session”"),
        ({"a1-role": "session"}, 409, "2 articles have the role “session”"),
        ({"a1-role": "choir"}, 422, "Some articles cannot be taken"),
        ({"respond_by": "soon"}, 422, "Answer awaited by"),
        ({"title_zh": "", "title_ru": ""}, 400, "it has no words in any language"),
    ],
)
def test_what_cannot_stand_is_refused_and_kept(room, changed, status, said):
    client, address, page = begun(room)
    sent = filled(page, ("打了的字", "набранные слова")) | {"note": "typed note"} | changed
    refused = client.post(address, {**sent, "do": "review"})
    assert (refused.status_code, said in text_of(refused)) == (status, True)
    shown = form_of(refused)
    assert {name: shown[name] for name in sent if name in shown} == {n: v for n, v in sent.items() if n in shown}
    assert {name for name, value in sent.items() if value} <= set(shown)
    assert not Text.objects.filter(text_kind="minutes").exists()


def test_what_was_reviewed_can_be_changed_once_more(room):
    client, address, page = begun(room)
    review = client.post(address, filled(page, SAME) | {"do": "review", "note": "n", "respond_by": "2027-01-02"})
    told = {"content": review.context["content"], "note": "n", "respond_by": "2027-01-02", "seen": ""}
    form = form_of(client.post(address, {**told, "do": "edit"}))
    assert (form["a1-text_ru"], form["note"], form["respond_by"]) == (SAME[1], "n", "2027-01-02")
    assert form["a0-fact_head-1-zh"] == "Bern 10–16"


def test_nothing_is_proposed_past_the_rules(room):
    client, address, _page = begun(room)
    said = minutes_revision(commission="7" * 26, sides=SIDES)
    refused = client.post(address, {"content": said.as_bytes().decode(), "do": "propose", "note": "", "respond_by": ""})
    assert (refused.status_code, "which is none with FI-NHI" in text_of(refused)) == (409, True)
    broken = client.post(address, {"content": "{", "do": "propose"})
    assert broken.status_code in (400, 422)
    assert not Text.objects.filter(text_kind="minutes").exists()


# Drafts


def test_a_draft_is_kept_written_on_and_dropped_by_proposing(room):
    client, address, page = begun(room)
    unfinished = filled(page, ("一", "")) | {"a1-identifier": "", "note": "half", "respond_by": "2027-01-02"}
    assert client.post(address, {**unfinished, "do": "keep"}).headers["Location"] == address
    draft = MinutesDraft.objects.get()
    assert (draft.session, draft.kept_by, draft.note) == (room.session, room.office.desk, "half")
    again = client.get(address)
    assert "Draft kept by Desk Person" in text_of(again)
    kept = form_of(again)
    assert {name: kept[name] for name in ("a1-text_zh", "note", "respond_by", "languages")} == {
        "a1-text_zh": "一", "note": "half", "respond_by": "2027-01-02", "languages": "zh, ru",
    }  # fmt: skip
    assert "kept by Desk Person" in text_of(client.get("/minutes"))
    review = client.post(address, filled(again, SAME) | {"do": "review"})
    client.post(address, {"content": review.context["content"], "do": "propose", "note": "", "respond_by": ""})
    assert not MinutesDraft.objects.exists()


def test_a_draft_is_dropped(room):
    client, address, page = begun(room)
    client.post(address, filled(page, SAME) | {"do": "keep"})
    assert client.post(address, filled(page, SAME) | {"do": "drop"}).status_code == 302
    assert not MinutesDraft.objects.exists()
    assert room.client("auditor").post(address, {"do": "keep"}).status_code == 403


def test_a_draft_that_another_kept_meanwhile_is_not_overwritten_unasked(room, add_person, enter):
    client, address, page = begun(room)
    other = enter(add_person("desk", handle="other"))
    other.post(address, filled(page, ("他", "его")) | {"do": "keep"})
    mine = filled(page, ("我", "мой"))
    refused = client.post(address, {**mine, "do": "keep"})
    assert (refused.status_code, "Other Person kept another version" in text_of(refused)) == (409, True)
    assert form_of(refused)["a1-text_ru"] == "мой"
    assert MinutesDraft.objects.get().kept_by.handle == "other"
    assert client.post(address, {**form_of(refused), "do": "keep-over"}).status_code == 302
    assert MinutesDraft.objects.get().kept_by == room.office.desk


def test_a_change_has_a_draft_of_its_own(room):
    one = room.theirs.opens(revision(room))
    client, address = room.client("desk"), f"/minutes/{one.pk}/write"
    sent = form_of(client.get(address)) | {"a1-text_ru": "Иначе."}
    assert client.post(address, {**sent, "do": "keep"}).status_code == 302
    draft = MinutesDraft.objects.get()
    assert (draft.text, draft.session) == (one, None)
    assert form_of(client.get(address))["a1-text_ru"] == "Иначе."


# Comparing and approving


def test_the_languages_are_compared_while_they_are_written(room):
    client, address, page = begun(room)
    sent = filled(page, SAME, OTHER_DAY)
    answer = client.post(address, {**sent, "do": "check"})
    found = [[each.number for each in seen.found] for _row, seen in answer.context["articles"]]
    assert found[1:] == [[], found[2]]
    assert len(found[2]) == 1
    html = answer.content.decode()
    assert "15 декабря 1957 г.<span" in html
    assert "一九五七年十二月十四日<span" in html
    assert form_of(answer)["a2-text_ru"] == OTHER_DAY[1]
    unfinished = client.post(address, {**sent, "a2-identifier": "", "a1-identifier": "", "do": "check"})
    assert (unfinished.status_code, unfinished.context["differences"]) == (200, answer.context["differences"])


def test_differences_stand_beside_the_words_and_are_accepted_with_a_reason(room):
    one, said = proposed(room, conclusion(), WRONG)
    client, address = room.client("desk"), f"/minutes/{one.pk}/check/{said.hash}"
    page = client.get(address)
    assert "1 difference is open" in text_of(page)
    assert [(each.identifier, each.open) for each in page.context["articles"]] == [
        ("", 0), ("session", 0), ("1", 0), ("2", 1),
    ]  # fmt: skip
    keys = [each.checked.key for each in page.context["articles"][3].found]
    silent = client.post(address, {"key": keys[0], "reason": " "})
    assert (silent.status_code, AcceptedFinding.objects.count()) == (422, 0)
    unknown = client.post(address, {"key": "0" * 64, "reason": "kept words"})
    assert (unknown.status_code, "kept words" in unknown.content.decode()) == (404, False)
    assert client.post(address, {"key": keys[0], "reason": "Meant so"}).headers["Location"] == address
    page = text_of(client.get(address))
    assert "Every difference was accepted with a reason" in page
    assert "Desk Person" in page
    assert "Meant so" in page
    assert "Accept it with a reason" not in text_of(room.client("auditor").get(address))


def test_approving_with_open_differences_asks_for_each_reason(room):
    more = conclusion("3", zh="我方寄送三十四份目录。", ru="Наша сторона направит 35 каталогов.")
    one, said = proposed(room, conclusion(), WRONG, more)
    client, address = room.client("approver"), f"/texts/{one.pk}/approve/{said.hash}"
    form = client.get(address).context["form"]
    names = list(form.keys)
    assert len(names) == 2
    half = client.post(address, {"note": "Read", names[0]: "Both days were meant"})
    assert (half.status_code, AcceptedFinding.objects.count()) == (422, 0)
    assert "Both days were meant" in half.content.decode()
    assert Text.objects.get(pk=one.pk).change == "proposed"
    done = client.post(address, {"note": "Read", **dict.fromkeys(names, "Both days were meant")})
    assert done.headers["Location"] == f"/minutes/{one.pk}"
    assert Text.objects.get(pk=one.pk).change == "approved by one"
    assert set(AcceptedFinding.objects.values_list("reason", "by__handle")) == {("Both days were meant", "approver")}
    other = make(records.Person, handle="no authority")
    assert AcceptedFinding.objects.filter(by=other).count() == 0


def test_without_the_authority_no_reason_is_kept_either(room, add_person, enter):
    one, said = proposed(room, conclusion(), WRONG)
    client, address = enter(add_person("approver", handle="other")), f"/texts/{one.pk}/approve/{said.hash}"
    names = list(client.get(address).context["form"].keys)
    assert client.post(address, {"note": "", **dict.fromkeys(names, "No")}).status_code == 403
    assert AcceptedFinding.objects.count() == 0


def test_reading_keeps_nothing(room):
    one, said = proposed(room, conclusion(), WRONG)
    Minutes.objects.filter(text=one).delete()
    pages = ("", "/sign", "/verify", "/approved", f"/check/{said.hash}", "/write", f"/revisions/{said.hash}.pdf")
    for handle in ("desk", "approver"):
        client = room.client(handle)
        answers = {client.get(f"/minutes/{one.pk}{page}").status_code for page in pages}
        assert answers <= {200, 403}
    assert "Session 1" in text_of(room.client("desk").get(f"/minutes/{one.pk}"))
    assert not Minutes.objects.exists()


# Papers


def test_the_paper_is_downloaded_in_every_layout_and_as_xml(room):
    one, said = proposed(room)
    client, address = room.client("auditor"), f"/minutes/{one.pk}/revisions/{said.hash}"
    made = {name: client.get(f"{address}.pdf?layout={name}") for name in ("side-by-side", "stacked", "each-by-itself")}
    assert {name: (each.status_code, each.content[:5]) for name, each in made.items()} == dict.fromkeys(
        made, (200, b"%PDF-")
    )
    assert len({each.content for each in made.values()}) == 3
    assert client.get(f"{address}.pdf").content == made["side-by-side"].content
    for language in ("", "?language=zh", "?language=ru"):
        xml = client.get(f"{address}.xml{language}")
        assert (xml.status_code, b"akomaNtoso" in xml.content) == (200, True)
    assert client.get(f"{address}.pdf?layout=round").status_code == 404
    missing = client.get(f"{address}.xml?language=ko")
    assert (missing.status_code, "not written in the language “ko”" in text_of(missing)) == (400, True)


def test_a_missing_font_is_told_with_its_cure(room, monkeypatch):
    one, said = proposed(room)

    def no_font(*_given: Any, **_more: Any) -> Any:
        raise MissingFont(script="Chinese", package="fonts-noto-cjk")

    monkeypatch.setattr(paper, "minutes", no_font)
    refused = room.client("desk").get(f"/minutes/{one.pk}/revisions/{said.hash}.pdf")
    assert refused.status_code == 409
    assert "Install the Debian package fonts-noto-cjk with: apt-get install fonts-noto-cjk" in text_of(refused)
