"""Facts that belong together are held together by the database, whatever program writes them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from tests.records.rows import DAY, HASH, NOW, make, person
from verbale.records import models as records

pytestmark = pytest.mark.django_db

BEFORE = DAY - timedelta(days=1)


def twice(model, *names, **facts):
    """Makes a row, then another that is like it in the named facts."""

    def act():
        first = make(model, **facts)
        make(model, **facts, **{name: getattr(first, name) for name in names})

    return act


def row(model, **facts):
    return lambda: make(model, **facts)


def confirmed_by_its_proposer():
    somebody = person()
    make(records.AuthorityHeld, proposed_by=somebody, confirmed_by=somebody, confirmed_at=NOW)


def confirmed_by_nobody():
    make(records.AuthorityHeld, confirmed_at=NOW)


def confirmed_at_no_time():
    make(records.AuthorityHeld, confirmed_by=person())


def confirmed_by_who_proposed_it():
    somebody = person()
    make(records.Erasure, proposed_by=somebody, confirmed_by=somebody, confirmed_at=NOW)


def queued_in_a_pouch():
    make(records.Message, state="queued", pouch=make(records.Pouch))


def joined_with(**other):
    first = make(records.JoinedItem)
    make(records.JoinedItem, session=first.session, **other)


def following(*ways):
    first = make(records.Edition)
    for way in ways:
        make(records.Edition, follows=first, following=way)


def two_of_a_visit():
    visit = make(records.Visit)
    for _ in range(2):
        make(records.Delegation, session=None, visit=visit)


def two_heads():
    first = make(records.Delegate, part="head")
    make(records.Delegate, part="head", delegation=first.delegation, place=2)


def checked_draft(**facts):
    return make(records.PolicyDraft, **{"state": "checked", "looked_at": NOW, "checked_rulebook": HASH, **facts})


def approved_draft(**facts):
    given = {"state": "approved", "authority": make(records.Authority), "approved_by": person(), "approved_at": NOW}
    return checked_draft(**{**given, "reason": "As decided", **facts})


FORBIDDEN = {
    "one_office": row(records.Office, id=2),
    "one_party_is_us": lambda: [make(records.Party, is_us=True) for _ in range(2)],
    "keys_once_a_party": twice(records.PartyKeys, "fingerprint"),
    "keys_confirmed_whole": row(records.PartyKeys, confirmed_at=NOW),
    "keys_confirmed_whole ": lambda: make(records.PartyKeys, confirmed_by=person()),
    "keys_retired_whole": row(records.PartyKeys, retired_epoch=1),
    "keys_retired_whole ": row(records.PartyKeys, retired_number=1),
    "channel_stopped_whole": row(records.Channel, stopped_at=NOW),
    "channel_stopped_whole ": row(records.Channel, stopped_why="Two contents."),
    "returned_once": twice(records.ReturnedPouch),
    "returned_noted_whole": row(records.ReturnedPouch, noted_at=NOW),
    "returned_noted_whole ": lambda: make(records.ReturnedPouch, noted_by=person()),
    "transfer_once": twice(records.Transfer),
    "transfer_way_known": row(records.Transfer, way="up"),
    "calls_once_a_minute": twice(records.CarrierCalls),
    "text_kind_known": row(records.Text, text_kind="poem"),
    "revision_once_a_text": twice(records.Revision, "text"),
    "text_act_number_once": twice(records.TextAct, "text"),
    "text_act_signer_signed": row(records.TextAct, signer="SHA256:x"),
    "role_held_once": twice(records.RoleHeld),
    "role_held_known": row(records.RoleHeld, role="king"),
    "authority_two_people": confirmed_by_its_proposer,
    "authority_confirmed_whole": confirmed_by_nobody,
    "authority_confirmed_whole ": confirmed_at_no_time,
    "authority_ends_after_start": row(records.AuthorityHeld, until=BEFORE),
    "one_journal_head": row(records.JournalHead, id=2),
    "policy_draft_once": twice(records.PolicyDraft, "policy"),
    "policy_draft_state_known": row(records.PolicyDraft, state="sung"),
    "policy_draft_proved": lambda: checked_draft(unproved=1),
    "policy_draft_two_people": lambda: make(records.PolicyDraft, drafted_by=(who := person()), approved_by=who),
    "policy_draft_checked_as_it_is": lambda: checked_draft(checked_rulebook="0" * 64),
    "policy_draft_checked_as_it_is ": lambda: checked_draft(looked_at=None),
    "policy_draft_checked_as_it_is  ": lambda: checked_draft(cases_sha256=HASH),
    "policy_draft_approved_whole": lambda: checked_draft(state="approved"),
    "policy_draft_approved_whole ": lambda: approved_draft(reason=""),
    "policy_draft_approved_whole  ": lambda: approved_draft(authority=None, state="in force"),
    "policy_version_once": twice(records.PolicyVersion, "policy"),
    "policy_ends_after_start": row(records.PolicyVersion, in_force_until=BEFORE),
    "one_policy_a_partner": twice(records.PolicyUse),
    "policy_use_article_of_text": row(records.PolicyUse, article="4"),
    "policy_use_article_of_text ": lambda: make(records.PolicyUse, text=make(records.Text)),
    "instrument_step_once": twice(records.InstrumentStep, "instrument"),
    "instrument_step_known": row(records.InstrumentStep, what="sung"),
    "approval_step_once": twice(records.ApprovalStep),
    "approval_state_known": row(records.ApprovalStep, state="perhaps"),
    "approval_has_person": row(records.ApprovalStep, state="granted", at=NOW),
    "approval_has_person ": lambda: make(records.ApprovalStep, state="refused", by=person()),
    "pouch_number_once": twice(records.Pouch),
    "pouch_state_known": row(records.Pouch, state="lost"),
    "message_state_known": row(records.Message, state="lost"),
    "sealed_message_has_pouch": row(records.Message, state="sealed"),
    "sealed_message_has_pouch ": queued_in_a_pouch,
    "message_file_name_once": twice(records.MessageFile, "message"),
    "release_has_basis": row(records.Release, basis=""),
    "release_recalled_whole": lambda: make(records.Release, recalled_by=person()),
    "arrived_number_opened_once": twice(records.ArrivedPouch),
    "message_acts_once": twice(records.ArrivedMessage),
    "arrival_state_known": row(records.ArrivedPouch, state="lost"),
    "yearly_number_once": twice(records.YearlyNumber),
    "yearly_number_direction": row(records.YearlyNumber, direction="up"),
    "retention_event_known": row(records.RetentionRule, event="full moon"),
    "retention_has_basis": row(records.RetentionRule, basis=""),
    "retention_ends_after_start": row(records.RetentionRule, in_force_until=BEFORE),
    "erasure_state_known": row(records.Erasure, state="perhaps"),
    "erasure_has_ground": row(records.Erasure, order=""),
    "erasure_has_reason": row(records.Erasure, reason=""),
    "erasure_done_confirmed": row(records.Erasure, state="done"),
    "erasure_by_two_people": confirmed_by_who_proposed_it,
    "erasure_proposed_by_somebody": row(records.Erasure, proposed_by=None),
    "erased_once_an_erasure": twice(records.Erased, "erasure"),
    "erasure_copy_once": twice(records.ErasureCopy, "erased"),
    "erasure_asked_side_known": row(records.ErasureAsked, side="nobody's"),
    "erasure_asked_once": twice(records.ErasureAsked, "asked"),
    "erasure_asked_with_reason": row(records.ErasureAsked, reason=""),
    "erasure_asked_with_reason ": row(records.ErasureAsked, rule=""),
    "asked_file_once": twice(records.AskedFile, "asked"),
    "asked_file_answer_known": row(records.AskedFile, answer="maybe"),
    "file_state_known": row(records.StoredFile, state="fine"),
    "document_role_known": row(records.Document, role="toy"),
    "document_withdrawn_whole": row(records.Document, withdrawn_at=NOW),
    "document_withdrawn_whole ": lambda: make(records.Document, withdrawn_by=person()),
    "document_withdrawn_whole  ": lambda: make(
        records.Document, role="marked", withdrawn_at=NOW, withdrawn_by=person()
    ),
    "received_mark_once": twice(records.ReceivedMark, "file"),
    "decision_outcome_known": row(records.Decision, outcome="maybe"),
    "supply_has_basis": row(records.Decision, outcome="supply", basis=""),
    "need_route_known": row(records.Need, route="air"),
    "need_line_position_once": twice(records.NeedLine, "need"),
    "need_state_known": row(records.NeedLine, state="lost"),
    "need_form_known": row(records.NeedLine, form="spoken"),
    "need_line_copies": row(records.NeedLine, copies=0),
    "edition_followed_once": lambda: following("corrections", "corrections"),
    "edition_follows_another": lambda: make(records.Edition, id="a", follows_id="a", following="corrections"),
    "edition_following_known": row(records.Edition, following="a guess"),
    "edition_following_whole": row(records.Edition, added=1),
    "edition_following_whole ": row(records.Edition, following="corrections"),
    "edition_following_whole  ": lambda: following(""),
    "item_withdrawn_once": twice(records.WithdrawnItem, "partner", "item"),
    "lookup_key_once": twice(records.Lookup, "key"),
    "lookup_table_known": row(records.Lookup, table="weather"),
    "catalogue_received_once": twice(records.ReceivedCatalogue),
    "saved_search_name_once": twice(records.SavedSearch),
    "saved_search_has_name": row(records.SavedSearch, name=""),
    "order_source_known": row(records.Order, source="dream"),
    "order_route_known": row(records.Order, route="air"),
    "partner_order_once": twice(records.Order, partner_order="1"),
    "order_line_position_once": twice(records.OrderLine, "order"),
    "order_line_state_known": row(records.OrderLine, state="lost"),
    "order_line_form_known": row(records.OrderLine, form="spoken"),
    "order_line_copies": row(records.OrderLine, copies=0),
    "correspondence_what_known": row(records.Correspondence, what="gossip"),
    "session_number_once": twice(records.Session, "commission"),
    "session_state_known": row(records.Session, state="lost"),
    "calendar_feed_one_each": twice(records.CalendarFeed, "person"),
    "memorandum_version_once": twice(records.Memorandum, "session"),
    "memorandum_state_known": row(records.Memorandum, state="lost"),
    "supplement_paper_once": twice(records.SupplementPaper, "memorandum"),
    "joined_ours_once": lambda: joined_with(theirs="3"),
    "joined_theirs_once": lambda: joined_with(ours="3"),
    "visit_state_known": row(records.Visit, state="lost"),
    "assignment_number_once": twice(records.Assignment, "visit"),
    "assignment_fulfilled_known": row(records.Assignment, fulfilled="maybe"),
    "wish_number_once": twice(records.Wish, "visit"),
    "wish_met_known": row(records.Wish, met="maybe"),
    "delegation_to_one_thing": row(records.Delegation, session=None),
    "delegation_to_one_thing ": lambda: make(records.Delegation, visit=make(records.Visit)),
    "delegation_once_a_session": twice(records.Delegation, "session"),
    "delegation_once_a_visit": two_of_a_visit,
    "delegate_place_once": twice(records.Delegate, "delegation"),
    "delegation_one_head": two_heads,
    "delegate_part_known": row(records.Delegate, part="clown"),
    "talk_entry_place_once": twice(records.TalkEntry, "talk"),
    "talk_said_known": row(records.TalkEntry, said="sung"),
    "remark_number_once": twice(records.Remark, "report"),
    "annex_number_once": twice(records.Annex, "report"),
    "sentence_marked_once": twice(records.MarkedSentence, "report"),
    "sentence_not_empty": row(records.MarkedSentence, end=0),
    "sentence_mark_known": row(records.MarkedSentence, mark="joke"),
    "waiting_kind_known": row(records.Waiting, what="bus"),
    "minutes_draft_of_one": row(records.MinutesDraft, session=None),
    "minutes_draft_of_one ": lambda: make(records.MinutesDraft, text=make(records.Text)),
    "finding_accepted_once": twice(records.AcceptedFinding, "minutes"),
    "refused_paper_once": twice(records.RefusedPaper, "minutes"),
    "signed_paper_once": twice(records.SignedPaper, "minutes", "file"),
    "government_approval_once_a_side": twice(records.GovernmentApproval, "minutes"),
    "adoption_once_a_side": twice(records.Adoption, "text"),
    "commitment_bound_known": row(records.Commitment, bound="nobody"),
    "commitment_state_known": row(records.Commitment, state="lost"),
    "commitment_one_source": lambda: make(records.Commitment, agreed=make(records.Text), report=make(records.Report)),
    "commitment_part_place_once": twice(records.CommitmentPart, "commitment"),
    "commitment_part_known": row(records.CommitmentPart, part="watcher"),
    "milestone_place_once": twice(records.Milestone, "commitment"),
    "reminder_bound_known": row(records.ReminderRule, bound="nobody"),
    "reminder_once_a_day": twice(records.ReminderSent, "commitment"),
    "complex_number_once": twice(records.Complex, "programme"),
    "acting_body_name_once": twice(records.ActingBody, "name"),
    "acting_body_kind_known": row(records.ActingBody, what="club"),
    "acting_body_named": row(records.ActingBody, name=""),
    "complex_body_once": twice(records.ComplexBody, "complex", "body"),
    "direct_relation_once_a_complex": twice(records.DirectRelation, "complex", "ours", "theirs"),
    "price_has_currency": row(records.Sourcing, price="12.50"),
    "price_has_currency ": row(records.Sourcing, currency="EUR"),
}
"""What each constraint forbids; a name with a blank at its end is a second way of breaking that constraint."""

ALLOWED = {
    "two partners": lambda: [make(records.Party) for _ in range(2)],
    "an authority confirmed by a second person": lambda: make(
        records.AuthorityHeld, confirmed_by=person(), confirmed_at=NOW, until=DAY
    ),
    "an authority of one day": lambda: make(records.AuthorityHeld, until=DAY),
    "a policy under an article of a text": lambda: make(records.PolicyUse, text=make(records.Text), article="4"),
    "a draft that was checked and approved": lambda: approved_draft(),
    "a draft with a property that does not hold": row(records.PolicyDraft, looked_at=NOW, unproved=1),
    "a draft that was looked at and must change": row(records.PolicyDraft, looked_at=NOW, checked_rulebook=HASH),
    "a policy after another": lambda: [make(records.PolicyUse, until=DAY), make(records.PolicyUse)],
    "a sealed message in its pouch": lambda: make(records.Message, state="sealed", pouch=make(records.Pouch)),
    "a pouch refused twice": lambda: [make(records.ArrivedPouch, state="refused") for _ in range(2)],
    "keys that were replaced at a place": row(records.PartyKeys, retired_epoch=1, retired_number=7),
    "a channel that was stopped for a reason": row(records.Channel, stopped_at=NOW, stopped_why="Two contents."),
    "a returned pouch that was seen to": lambda: make(records.ReturnedPouch, noted_by=person(), noted_at=NOW),
    "a pouch of the same number in another epoch": lambda: [make(records.Pouch, epoch=epoch) for epoch in (1, 2)],
    "the same number opened in another epoch": lambda: [make(records.ArrivedPouch, epoch=epoch) for epoch in (1, 2)],
    "the same pouch on its way out and in": lambda: [make(records.Transfer, way=way) for way in ("out", "in")],
    "an act that was signed": row(records.TextAct, signature="s", signer="SHA256:x"),
    "an act that waits for the carrier": row(records.TextAct),
    "keys confirmed by somebody": lambda: make(records.PartyKeys, confirmed_by=person(), confirmed_at=NOW),
    "a release that somebody recalled": lambda: make(records.Release, recalled_by=person(), recalled_at=NOW),
    "a release that the node held back": row(records.Release, recalled_at=NOW),
    "an original that was withdrawn": lambda: make(records.Document, withdrawn_by=person(), withdrawn_at=NOW),
    "orders that came on paper": lambda: [make(records.Order) for _ in range(2)],
    "needs without a number yet": lambda: [make(records.Need, number=None) for _ in range(2)],
    "a price in its currency": lambda: make(records.Sourcing, price="12.50", currency="EUR"),
    "no price yet": lambda: make(records.Sourcing),
    "a refusal without a basis": lambda: make(records.Decision, outcome="refuse", basis=""),
    "a step granted by somebody": lambda: make(records.ApprovalStep, state="granted", by=person(), at=NOW),
}


def immediately(act):
    with transaction.atomic():
        act()
        connection.check_constraints()


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_database_refuses(name):
    """SQLite names the columns where a value is not unique, and PostgreSQL the constraint."""
    with pytest.raises(IntegrityError) as caught:
        immediately(FORBIDDEN[name])
    assert name.strip() in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


@pytest.mark.parametrize("name", ALLOWED)
def test_the_database_takes(name):
    immediately(ALLOWED[name])


def test_every_constraint_is_tried():
    named = {one.name for model in apps.get_app_config("records").get_models() for one in model._meta.constraints}
    assert named == {name.strip() for name in FORBIDDEN}


@pytest.mark.parametrize(
    ("model", "of"),
    [
        (records.Order, "partner"),
        (records.Document, "file"),
        (records.Decision, "version"),
        (records.Message, "partner"),
        (records.PolicyVersion, "policy"),
        (records.AccessToken, "person"),
    ],
)
def test_what_is_named_elsewhere_cannot_be_deleted(model, of):
    made = make(model)
    with pytest.raises(ProtectedError):
        getattr(made, of).delete()


@pytest.mark.parametrize("model", list(apps.get_app_config("records").get_models()))
def test_every_model_has_a_row(model):
    made = make(model)
    assert model._default_manager.get(pk=made.pk) == made
