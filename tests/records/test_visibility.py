"""Who sees which rows: every model of the stores, row by row, and every role."""

from datetime import timedelta

import pytest
from django.apps import apps

from tests.records.rows import NOW, make, person, staff
from verbale.records import models as records
from verbale.records.person import Role
from verbale.records.record import Guarded

pytestmark = pytest.mark.django_db

SEEN = """
AcceptedFinding    any                       desk approver auditor administrator
AccessToken        own                       desk approver librarian auditor administrator none
AccessToken        somebody's                administrator
ActingBody         any                       desk approver auditor administrator
Adoption           any                       desk approver auditor administrator
Annex              any                       desk approver auditor administrator
ApprovalStep       asked of one's authority  desk approver auditor
ApprovalStep       asked of another          desk auditor
ArrivedPouch       any                       desk auditor administrator
AskedFile          any                       desk auditor administrator
Assignment         any                       desk approver auditor administrator
Authority          any                       desk approver librarian auditor administrator none
AuthorityHeld      own                       desk approver librarian auditor administrator none
AuthorityHeld      somebody's                desk auditor administrator
CalendarFeed       any                       desk approver auditor administrator
Caveat             any                       desk approver librarian auditor administrator none
Channel            any                       desk auditor administrator
Commitment         any                       desk approver auditor administrator
CommitmentChange   any                       desk approver auditor administrator
CommitmentMove     any                       desk approver auditor administrator
CommitmentPart     any                       desk approver auditor administrator
CommitmentWord     any                       desk approver auditor administrator
Complex            any                       desk approver auditor administrator
ComplexBody        any                       desk approver auditor administrator
ContactUnit        any                       desk approver librarian auditor administrator none
Correspondence     talk                      desk auditor
Correspondence     instruction asked         desk approver auditor
Correspondence     instruction given         desk approver auditor
Correspondence     oral assurance            desk auditor
Decision           asked of one's authority  desk approver auditor
Decision           asked of another          desk auditor
Delegate           any                       desk approver auditor administrator
Delegation         any                       desk approver auditor administrator
DirectRelation     any                       desk approver auditor administrator
Document           original, asked           desk approver auditor
Document           original, another's       desk auditor
Document           original, withdrawn       desk auditor
Document           marked, asked             desk auditor
Document           scan of an instrument     desk approver auditor
Document           scan of a letter          desk auditor
Document           received                  desk librarian auditor
Document           letter on a need          desk librarian auditor
Document           letter on an order        desk auditor
Edition            any                       desk auditor
Erased             any                       desk auditor administrator
Erasure            any                       desk auditor administrator
ErasureAsked       any                       desk auditor administrator
Fund               any                       desk approver auditor administrator
GovernmentApproval  any                       desk approver auditor administrator
Instrument         any                       desk approver auditor administrator
InstrumentStep     any                       desk approver auditor administrator
Job                own                       desk approver librarian auditor administrator none
Job                somebody's                auditor administrator
JoinedItem         any                       desk approver auditor administrator
JournalPayload     any                       auditor
Lookup             any                       desk auditor
MarkedSentence     any                       desk approver auditor administrator
Memorandum         any                       desk approver auditor administrator
Message            any                       desk auditor
Milestone          any                       desk approver auditor administrator
Minutes            any                       desk approver auditor administrator
MinutesDraft       any                       desk approver auditor administrator
Need               any                       desk librarian auditor
NeedLine           any                       desk librarian auditor
Offer              any                       desk auditor
Order              asked of one's authority  desk approver auditor
Order              asked of another          desk auditor
OrderLine          asked of one's authority  desk approver auditor
OrderLine          asked of another          desk auditor
Party              any                       desk approver librarian auditor administrator none
PartyKeys          any                       desk approver librarian auditor administrator none
Person             own                       desk approver librarian auditor administrator none
Person             somebody's                desk auditor administrator
Policy             any                       desk approver auditor administrator
PolicyDraft        any                       desk approver auditor administrator
PolicyUse          any                       desk approver auditor administrator
PolicyVersion      any                       desk approver auditor administrator
Pouch              any                       desk auditor administrator
Programme          any                       desk approver auditor administrator
ReceivedCatalogue  any                       desk librarian auditor
ReceivedMark       any                       desk approver librarian auditor
RefusedPaper       any                       desk approver auditor administrator
Release            any                       desk auditor
Remark             any                       desk approver auditor administrator
ReminderRule       any                       desk approver auditor administrator
ReminderSent       any                       desk approver auditor administrator
Report             any                       desk approver auditor administrator
RetentionRule      any                       desk auditor administrator
ReturnedPouch      any                       desk auditor administrator
Revision           any                       desk approver auditor administrator
SavedSearch        own                       desk librarian auditor
Session            any                       desk approver auditor administrator
SessionBeside      any                       desk approver auditor administrator
SessionMove        any                       desk approver auditor administrator
SessionWord        any                       desk approver auditor administrator
SignedPaper        any                       desk approver auditor administrator
SigningCertificate  any                       desk approver auditor administrator
Sourcing           asked of one's authority  desk approver auditor
Sourcing           asked of another          desk auditor
StoredFile         any                       desk auditor
SupplementPaper    any                       desk approver auditor administrator
SupplyChannel      any                       desk approver librarian auditor administrator none
Talk               any                       desk approver auditor administrator
TalkEntry          any                       desk approver auditor administrator
Term               any                       desk approver auditor administrator
Text               any                       desk approver auditor administrator
TextAct            any                       desk approver auditor administrator
Transfer           any                       desk auditor administrator
Visit              any                       desk approver auditor administrator
Waiting            any                       desk approver auditor administrator
Wish               any                       desk approver auditor administrator
WithdrawnItem      any                       desk librarian auditor
"""

INTERNAL = {
    "ArrivedMessage": "identifiers only; looked up when a message comes again",
    "CarrierCalls": "a counter of calls, by whoever's carrier",
    "ErasureCopy": "what must not lie on the disk again; read when it is cleared",
    "Invitation": "a secret's hash; looked up by the secret alone",
    "JournalEntry": "digests only; read when the chain is verified",
    "JournalErasure": "read with the entry it erased",
    "JournalHead": "a lock, with the last number and hash",
    "MessageFile": "read with its message",
    "Office": "one row that every page and paper names",
    "RoleHeld": "read as the roles of a person",
    "YearlyNumber": "a counter, locked by whoever numbers a paper",
}
"""The models without a guarded manager, and why nobody reads them through a page of their own."""

MODELS = {
    model.__name__: model for model in apps.get_app_config("records").get_models() if not model._meta.auto_created
}


def table():
    """The lines above as (model, row) → roles."""
    lines = (line.split("  ", 1) for line in SEEN.strip().splitlines())
    cells = ((model, *(part.strip() for part in rest.strip().rsplit("  ", 1))) for model, rest in lines)
    return {(model, row): set(roles.split()) for model, row, roles in cells}


def rows(viewer, asked, other):
    """(model, row) → the row, for one viewer; ``asked`` and ``other`` are lines that were asked of two authorities."""
    somebody, held = person(), make(records.Authority)
    instrument, letter = make(records.Instrument), make(records.Correspondence)
    own = {
        "AccessToken": lambda whose: make(records.AccessToken, person=whose),
        "AuthorityHeld": lambda whose: make(records.AuthorityHeld, person=whose, authority=held),
        "Job": lambda whose: make(records.Job, asked_by=whose),
        "Person": lambda whose: whose,
        "SavedSearch": lambda whose: make(records.SavedSearch, person=whose),
    }
    lines = {
        "ApprovalStep": lambda line: records.ApprovalStep.objects.get(thing_id=line.pk),
        "Decision": lambda line: make(records.Decision, line=line),
        "Order": lambda line: line.order,
        "OrderLine": lambda line: line,
        "Sourcing": lambda line: (
            records.Sourcing.objects.filter(line=line).first() or make(records.Sourcing, line=line)
        ),
    }
    made = {(name, "own"): of(viewer) for name, of in own.items()}
    made |= {(name, "somebody's"): of(somebody) for name, of in own.items()}
    made |= {(name, "asked of one's authority"): of(asked) for name, of in lines.items()}
    made |= {(name, "asked of another"): of(other) for name, of in lines.items()}
    made |= {
        ("Document", "original, asked"): hung(asked, "original"),
        ("Document", "original, another's"): hung(other, "original"),
        ("Document", "original, withdrawn"): hung(asked, "original", withdrawn_by=person(), withdrawn_at=NOW),
        ("Document", "marked, asked"): hung(asked, "marked"),
        ("Document", "scan of an instrument"): hung(instrument, "scan"),
        ("Document", "scan of a letter"): hung(letter, "scan"),
        ("Document", "received"): hung(asked, "received"),
        ("Document", "letter on a need"): hung(make(records.NeedLine), "letter"),
        ("Document", "letter on an order"): hung(asked, "letter"),
    }
    for what in ("talk", "instruction asked", "instruction given", "oral assurance"):
        made["Correspondence", what] = make(records.Correspondence, what=what)
    return made


def hung(thing, role, **facts):
    return make(records.Document, thing_kind=thing.kind, thing_id=thing.pk, role=role, **facts)


def line_asked_of(authority):
    line = make(records.OrderLine)
    make(records.ApprovalStep, thing_kind=line.kind, thing_id=line.pk, authority=authority)
    return line


@pytest.fixture
def people():
    return staff()


@pytest.fixture
def asked(people):
    """A line asked of the approver's authority."""
    held = make(records.AuthorityHeld, person=people["approver"], confirmed_by=person(), confirmed_at=NOW)
    return line_asked_of(held.authority)


@pytest.fixture
def other(people):
    """A line asked of an authority that the approver was proposed for, and nobody confirmed."""
    return line_asked_of(make(records.AuthorityHeld, person=people["approver"]).authority)


@pytest.fixture
def common():
    """The rows of the models of which one sees all or nothing."""
    return {(model, row): make(MODELS[model]) for model, row in table() if row == "any"}


def sees(viewer, row):
    return type(row)._default_manager.visible_to(viewer).filter(pk=row.pk).exists()


def test_every_role_sees_the_rows_of_the_table(people, asked, other, common):
    found = {key: set() for key in table()}
    for role in (*Role.values, "none"):
        for key, row in (common | rows(people[role], asked, other)).items():
            if sees(people[role], row):
                found[key].add(role)
    assert found == table()


def test_whoever_was_deactivated_sees_nothing(people, asked, other, common):
    rows(people["inactive"], asked, other)
    guarded = {model for model, _ in table()}
    counts = {model: MODELS[model]._default_manager.visible_to(people["inactive"]).count() for model in guarded}
    assert counts == dict.fromkeys(guarded, 0)


def test_roles_add_up(asked, other):
    """Who is a librarian and an approver sees what either sees."""
    both = person(Role.LIBRARIAN, Role.APPROVER)
    step = records.ApprovalStep.objects.get(thing_id=asked.pk)
    make(records.AuthorityHeld, person=both, authority=step.authority, confirmed_by=person(), confirmed_at=NOW)
    hung_there = [hung(asked, "original"), hung(asked, "received"), hung(other, "original"), hung(asked, "marked")]
    assert [sees(both, document) for document in hung_there] == [True, True, False, False]


@pytest.mark.parametrize(("opened", "seen"), [(-1, True), (0, True), (1, False), (None, False)])
def test_what_is_asked_after_one_s_last_day_is_not_for_one_s_eyes(people, asked, opened, seen):
    """``opened`` is counted in days from the last day, which lies in the past; a step may not be opened yet."""
    last = NOW - timedelta(days=3)
    records.AuthorityHeld.objects.filter(person=people["approver"]).update(since=last.date(), until=last.date())
    steps = records.ApprovalStep.objects.filter(thing_id=asked.pk)
    steps.update(opened_at=None if opened is None else last + timedelta(days=opened))
    assert sees(people["approver"], asked) is seen
    steps.update(by=people["approver"])
    assert sees(people["approver"], asked)


def test_an_order_with_many_lines_is_seen_once(people, asked):
    step = records.ApprovalStep.objects.get(thing_id=asked.pk)
    for position in (2, 3):
        line = make(records.OrderLine, order=asked.order, position=position)
        make(records.ApprovalStep, thing_kind=line.kind, thing_id=line.pk, authority=step.authority)
    assert list(records.Order.objects.visible_to(people["approver"])) == [asked.order]


def test_every_model_shows_nothing_without_a_viewer_or_says_why_it_may():
    guarded = {name for name, model in MODELS.items() if isinstance(model._default_manager.all(), Guarded)}
    assert guarded == {model for model, _ in table()}
    assert set(MODELS) - guarded == set(INTERNAL)
