"""The log of what was said and written: requests and assurances (S59), talks (S71), instructions (S73), letters."""

import pytest

from tests.domain.spine.told import acts, last
from tests.records.rows import make, person
from verbale.domain.spine import correspondence
from verbale.domain.spine.person import NeedsRole
from verbale.kernel.imprecise import NoDate
from verbale.records import models as records
from verbale.records.correspondence import Correspondence, What

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(desk, now):
    def act(what="talk", **facts):
        given = {"on": "1963-12", "said_by": "Eero Virta", "subject": "Journals of physics", "by": desk, "at": now}
        return correspondence.log(what=what, **(given | facts))

    return act


ENTRIES = [
    # row, what, partner?, date, by whom, to whom, subject, source, number
    ("S59", "request", True, "1963-10", "their embassy", "our academy", "journals of physics", "file 3, 4",
     "FI-NHI-2026-IN-1"),
    ("S59", "oral assurance", True, "1963-11-02", "our attaché", "their institute", "answer soon", "file 3, 5", ""),
    ("S71", "talk", True, "1964-01/1964-02", "both institutes", "", "a contact unit", "minutes, 2", ""),
    ("S73", "instruction asked", False, "1964-03", "desk", "department", "may maps be supplied?", "", ""),
    ("S73", "instruction given", False, "../1964-12-31", "department", "desk", "no maps", "note 7", ""),
    ("", "letter in", True, "1964-05-01", "their institute", "our institute", "thanks", "", "FI-NHI-2026-IN-1"),
    ("", "letter out", True, "", "our institute", "their institute", "answer", "", "FI-NHI-2026-OUT-1"),
    ("", "note", False, "2026-11-21", "desk", "", "telephone call", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("row", "what", "theirs", "on", "by", "to", "subject", "source", "number"), ENTRIES)
def test_an_entry_is_kept(log, partner, desk, now, row, what, theirs, on, by, to, subject, source, number):
    on = on or "2026-11-21"
    told = {"said_by": by, "said_to": to, "subject": subject, "source": source, "text": "In full.", "on": on}
    made = log(what, partner=partner if theirs else None, **told)
    kept = Correspondence.objects.values(*told, "what", "partner", "number", "recorded_by", "recorded_at").get(
        pk=made.pk
    )
    by_whom = {"partner": partner.pk if theirs else None, "recorded_by": desk.pk, "recorded_at": now}
    assert kept == told | by_whom | {"what": what, "number": number}
    assert last() == {
        "act": "correspondence.logged", "by": "Liisa Koski", "thing": ("correspondence", made.pk), "basis": "",
        "facts": {"what": what, "subject": subject},
    }  # fmt: skip


def test_every_kind_of_entry_is_shown_above():
    assert {what for _, what, *_ in ENTRIES} == set(What.values)


def test_an_answer_names_what_it_answers(log):
    asked = log("instruction asked")
    given = log("instruction given", answers=asked)
    assert list(asked.answered_by.all()) == [given]


def test_an_entry_hangs_on_an_order(log, partner):
    order = make(records.Order)
    log(order=order, partner=partner)
    assert order.correspondence.count() == 1


def test_numbers_count_letters_and_requests_together(log, partner):
    kinds = ["letter in", "request", "letter out", "talk", "letter in"]
    assert [log(kind, partner=partner).number for kind in kinds] == [
        "FI-NHI-2026-IN-1", "FI-NHI-2026-IN-2", "FI-NHI-2026-OUT-1", "", "FI-NHI-2026-IN-3",
    ]  # fmt: skip


def test_a_number_that_was_given_is_kept(log, partner):
    assert log("letter in", partner=partner, number="77/64").number == "77/64"
    assert log("letter in", partner=partner).number == "FI-NHI-2026-IN-1"


@pytest.mark.parametrize(
    ("facts", "error", "told"),
    [
        ({"on": " "}, correspondence.NothingSaid, {"missing": "date"}),
        ({"said_by": ""}, correspondence.NothingSaid, {"missing": "who"}),
        ({"subject": " "}, correspondence.NothingSaid, {"missing": "subject"}),
        ({"on": "last week"}, NoDate, {"text": "last week"}),
    ],
)
def test_an_entry_says_when_who_and_what(log, facts, error, told):
    with pytest.raises(error) as caught:
        log(**facts)
    assert (caught.value.facts, Correspondence.objects.count(), acts()) == (told, 0, [])


def test_gossip_is_not_logged(log):
    with pytest.raises(correspondence.NoSuchEntry) as caught:
        log("gossip")
    assert caught.value.facts == {"what": "gossip", "kinds": ", ".join(What.values)}


@pytest.mark.parametrize("role", ["approver", "librarian", "auditor", "administrator"])
def test_only_the_desk_logs(log, role):
    with pytest.raises(NeedsRole):
        log(by=person(role))


def test_what_came_by_pouch_has_no_recorder(log, partner):
    assert log("letter in", by=None, partner=partner).recorded_by is None
