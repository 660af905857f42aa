"""Both versions of minutes are held against each other; what differs is accepted with a reason, or bars an approval."""

from dataclasses import replace

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.minuting import conclusion, minuting
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_check, term
from verbale.domain.cycle.minutes_outline import Outline
from verbale.domain.spine import text
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.engines import agreement
from verbale.kernel.errors import NotFound
from verbale.records.minutes import AcceptedFinding
from verbale.records.text import TextAct

ON_THE_15TH = conclusion("2", ru="Наша сторона направит 33 каталога до 15 декабря 1957 г.")


@pytest.fixture
def room(bureau, monkeypatch):
    return minuting(bureau, monkeypatch)


@pytest.fixture
def wrong(room):
    """Minutes whose second article names another day in Russian."""
    return room.revision(conclusion(), ON_THE_15TH)


def told(found):
    return [
        (one.article, one.finding.kind.value, one.finding.language, one.finding.says, one.accepted is not None)
        for one in found
    ]


def accept(room, minutes, revision, key, **changed):
    said = {"reason": "Both days were meant", "by": room.bureau.who("desk"), "at": room.at()} | changed
    return minutes_check.accept(minutes=minutes, revision=revision.hash, key=key, **said)


def approve(room, one, revision):
    return minutes_check.approve(text_=one, revision=revision.hash, **room.head())


def test_versions_that_say_the_same_have_no_findings(room):
    assert minutes_check.check(room.revision(conclusion(), conclusion("2"))) == ()


def test_a_difference_that_is_found_from_both_sides_is_one(room, wrong):
    (found,) = minutes_check.check(wrong)
    assert told([found]) == [("2", "date", "zh", "../1957-12-14", False)]
    assert found.finding.instead.value == "../1957-12-15"


def test_each_of_two_differences_is_one(room):
    zh = "双方于一九五七年十二月十四日前交换三十三份目录。"
    ru = "Стороны до 15 декабря 1957 г. обменяются 34 каталогами."
    found = minutes_check.check(room.revision(conclusion(zh=zh, ru=ru)))
    assert sorted((one.finding.kind.value, one.finding.says, one.finding.instead.value) for one in found) == [
        ("date", "../1957-12-14", "../1957-12-15"), ("number", "33", "34"),
    ]  # fmt: skip
    assert len({one.key for one in found}) == 2


def test_the_title_is_compared_too(room):
    titles = {"zh": "一九五七年会议纪要", "ru": "Протокол заседания 1958 г."}
    said = agreement.Revision("minutes", ("zh", "ru"), titles, room.revision().articles)
    assert {(one.article, one.finding.says) for one in minutes_check.check(said)} == {("", "1957")}


def test_what_the_paper_says_of_the_session_is_compared_too(room):
    days = {"zh": "二〇二七年五月十日至十六日", "ru": "10—17 мая 2027 г."}
    found = minutes_check.check(room.revision(days=days))
    assert {(one.article, one.finding.kind.value) for one in found} == {("session", "date")}
    (article,) = room.revision(days=days).with_role("session")
    for one in found:
        text_of = minutes_check.words(article, one.finding.language)
        assert text_of[one.finding.start : one.finding.end] == one.finding.as_written


@pytest.mark.parametrize(
    ("article", "kind"),
    [
        (agreement.Article("1", {}, {"zh": "双方交换目录。"}), "empty"),
        (conclusion(ru="我方于一九五七年十二月十四日前寄送三十三份目录。"), "untranslated"),
    ],
)
def test_a_version_that_is_missing_or_in_the_wrong_language_is_found(room, article, kind):
    assert kind in {one.finding.kind.value for one in minutes_check.check(room.revision(article))}


def test_the_office_s_glossary_counts(room):
    said = room.revision(conclusion(zh="双方在水文所会面。", ru="Стороны встретятся в Институте метеорологии."))
    assert minutes_check.check(said) == ()
    forms = {"zh": ["水文所"], "ru": ["Институт гидрологии", "Институте гидрологии"]}
    row = term.add(forms=forms, by=room.bureau.who("desk"), at=room.at())
    assert [one[:3] for one in told(minutes_check.check(said))] == [("1", "name", "zh")]
    term.drop(term=row, by=room.bureau.who("desk"), at=room.at())
    assert minutes_check.check(said) == ()


def test_nothing_stops_a_proposal_and_open_findings_stop_an_approval(room, wrong):
    one = room.proposed(wrong)
    minutes = minutes_of.of(one, room.at())
    with pytest.raises(minutes_check.OpenFindings) as refusal:
        approve(room, one, wrong)
    assert refusal.value.facts == {"count": 1, "which": "2"}
    (found,) = minutes_check.check(wrong, minutes)
    row = accept(room, minutes, wrong, found.key, by=room.bureau.who("committee"), reason=" As agreed ")
    assert (row.reason, [one[-1] for one in told(minutes_check.check(wrong, minutes))]) == ("As agreed", [True])
    assert approve(room, one, wrong).act == "approve"
    assert acts(minutes) == ["minutes.difference accepted"]


def test_what_was_accepted_counts_for_that_revision_alone(room, wrong):
    one = room.proposed(wrong)
    minutes = minutes_of.of(one, room.at())
    for found in minutes_check.check(wrong, minutes):
        accept(room, minutes, wrong, found.key)
    changed = room.revision(conclusion("3"), ON_THE_15TH)
    text.propose(text=one, revision=changed, by=room.bureau.who("desk"), at=room.at())
    assert [one[-1] for one in told(minutes_check.check(changed, minutes))] == [False]
    with pytest.raises(minutes_check.OpenFindings):
        approve(room, one, changed)


def test_accepting_twice_keeps_the_first_reason(room, wrong):
    minutes = minutes_of.of(room.proposed(wrong), room.at())
    key = minutes_check.check(wrong)[0].key
    first = accept(room, minutes, wrong, key)
    assert accept(room, minutes, wrong, key, reason="Another") == first
    assert (AcceptedFinding.objects.get().reason, acts(minutes)) == (
        "Both days were meant", ["minutes.difference accepted"],
    )  # fmt: skip


def test_what_cannot_be_accepted(room, wrong):
    minutes = minutes_of.of(room.proposed(wrong), room.at())
    key = minutes_check.check(wrong)[0].key
    with pytest.raises(minutes_check.NoReason):
        accept(room, minutes, wrong, key, reason=" ")
    with pytest.raises(NeedsRole):
        accept(room, minutes, wrong, key, by=room.bureau.who("librarian"))
    with pytest.raises(NotFound):
        accept(room, minutes, wrong, "0" * 64)
    with pytest.raises(NotFound):
        accept(room, minutes, room.revision(conclusion("9")), key)
    assert not AcceptedFinding.objects.exists()


def test_minutes_that_say_the_same_and_texts_of_other_kinds_are_approved_as_ever(room):
    one, said = room.proposed(), room.revision()
    approve(room, one, said)
    article = agreement.Article("1", {}, {"zh": "三十三份。", "ru": "34 экз."})
    other = agreement.Revision("agreement", ("zh", "ru"), {"zh": "协定", "ru": "Соглашение"}, (article,))
    approve(room, room.proposed(other), other)
    assert TextAct.objects.filter(act="approve").count() == 2


def test_a_revision_that_is_not_there_is_not_approved(room):
    with pytest.raises(NotFound):
        minutes_check.approve(text_=room.proposed(), revision="0" * 64, **room.head())


def test_reasons_given_with_the_approval_accept_each_difference_or_none(room, wrong):
    one = room.proposed(wrong)
    keys = [each.key for each in minutes_check.check(wrong)]
    for reasons in ({}, {"0" * 64: "Meant so"}, dict.fromkeys(keys, " ")):
        with pytest.raises(minutes_check.OpenFindings):
            minutes_check.approve(text_=one, revision=wrong.hash, reasons=reasons, **room.head())
    reasons = dict.fromkeys(keys, "Meant so")
    with pytest.raises(NeedsSecondFactor):
        minutes_check.approve(text_=one, revision=wrong.hash, reasons=reasons, **room.head() | {"second_factor": False})
    assert not AcceptedFinding.objects.exists()
    minutes_check.approve(text_=one, revision=wrong.hash, reasons=reasons, **room.head())
    assert set(AcceptedFinding.objects.values_list("finding", "reason")) == set(reasons.items())


def test_an_outline_is_checked_by_places_whatever_is_unfinished(room, wrong):
    outline = Outline.of_revision(wrong)
    nameless = replace(outline, articles=tuple(replace(one, identifier="") for one in outline.articles))
    assert minutes_check.check_outline(nameless) == tuple(
        (2, each.finding) for each in minutes_check.check(wrong) if each.article == "2"
    )
