"""Texts between our node and a partner in memory: acts go sealed and signed, and come to the same state."""

from datetime import date

import pytest

from tests.carrier.channel import Channel, message, rounds
from tests.domain.cycle.minuting import revision as minutes_revision
from tests.domain.cycle.sitting import sitting
from verbale.domain.spine import authority, text
from verbale.domain.spine.text_record import acts_of, standing_of
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.engines.seal import sign_bytes, verify_bytes
from verbale.journeys import texts_arriving
from verbale.records.journal import JournalPayload
from verbale.records.minutes import Minutes
from verbale.records.text import Text, TextAct

THEIR_HEAD = agreement.Signatory("Lin Hai", "president", "Theirs Institute")


def revision(words: str = "The sides exchange catalogues.") -> agreement.Revision:
    article = agreement.Article("1", {"en": "Scope", "de": "Umfang"}, {"en": words, "de": words})
    return agreement.Revision("agreement", ("en", "de"), {"en": "Exchange", "de": "Austausch"}, (article,))


class Partner:
    """The partner's side of texts: its acts, by what it knows."""

    def __init__(self, channel: Channel) -> None:
        self.channel, self.acts, self.told = channel, [], 0

    def act(self, kind: Kind, **facts):
        act = agreement.draft(kind, self.acts, "THEIRS", by=THEIR_HEAD, at=self.channel.bureau.at(), **facts)
        self.acts.append(act)
        return act

    def first(self, proposed: agreement.Revision):
        act = agreement.draft_first(
            text="7" * 26, side="THEIRS", revision=proposed.hash, by=THEIR_HEAD, at=self.channel.bureau.at()
        )
        self.acts.append(act)
        return act

    def tell(self, act, proposed=None, key=None) -> None:
        signature = sign_bytes(act.as_bytes(), key or self.channel.keys.signing, "verbale-text").decode()
        body = {"act": act.as_json(), "signature": signature, "content": proposed.as_json() if proposed else None}
        self.told += 1
        self.channel.send(message(1000 + self.told, "text act", body))

    def hear(self, home, folder) -> list[dict]:
        """Opens what our node sealed; the bodies of its acts on texts."""
        bodies = []
        for number, path in enumerate(sorted(home.outbox.glob("*.pouch"))):
            for told in self.channel.opened(path, folder / f"{path.name}-{number}"):
                if told["what"] == "text act":
                    bodies.append(told["body"])
        known = {one.hash for one in self.acts}
        heard = [agreement.Act.of_json(body["act"]) for body in bodies]
        self.acts += [act for act in heard if act.hash not in known]
        return bodies


@pytest.fixture
def partner(channel):
    return Partner(channel)


@pytest.fixture
def head(bureau):
    """Somebody who approves texts for our side."""
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=bureau.who("admin"), at=bureau.at())
    held = authority.propose(
        person=bureau.who("committee"), authority=defined, since=date(2026, 1, 1), until=None, by=bureau.who("admin"),
        at=bureau.at(),
    )  # fmt: skip
    authority.confirm(held=held, by=bureau.who("admin2"), at=bureau.at())
    return bureau.who("committee")


def opened(bureau, proposed=None) -> Text:
    return text.open_text(
        partner=bureau.partner, revision=proposed or revision(), by=bureau.who("desk"), at=bureau.at()
    )


def approve(bureau, head, one, proposed) -> None:
    text.approve(text=one, revision=proposed.hash, by=head, at=bureau.at(), second_factor=True)


def test_a_text_is_concluded_once_both_signed_the_same_revision(bureau, partner, head, tmp_path):
    one = opened(bureau)
    approve(bureau, head, one, revision())
    assert Text.objects.get().state == "approved by one"
    rounds(bureau)
    bodies = partner.hear(bureau.home, tmp_path)
    ours = bureau.keys["OURS"].public.signing
    for body in bodies:
        act = agreement.Act.of_json(body["act"])
        assert verify_bytes(act.as_bytes(), body["signature"].encode(), "verbale-text") == ours
    partner.tell(partner.act(Kind.APPROVE, revision=revision().hash))
    rounds(bureau)
    kept = Text.objects.get()
    assert (kept.state, kept.in_force, kept.change) == ("concluded", revision().hash, "")
    partner.hear(bureau.home, tmp_path / "again")
    theirs = agreement.fold(partner.acts, date(2026, 12, 31))
    assert theirs == standing_of(one, date(2026, 12, 31))
    acts = JournalPayload.objects.filter(act__startswith="text.", thing_id=one.pk).order_by("entry")
    assert [row.act for row in acts] == [
        "text.propose", "text.answer awaited", "text.approve", "text.approve", "text.conclude",
    ]  # fmt: skip


def test_what_the_partner_proposes_first_is_its_to_conclude(bureau, partner, head):
    proposed = revision()
    partner.tell(partner.first(proposed), proposed)
    rounds(bureau)
    one = Text.objects.get()
    assert (one.depositary, one.state, one.titles["de"]) == ("THEIRS", "proposed", "Austausch")
    approve(bureau, head, one, proposed)
    rounds(bureau)
    partner.acts = acts_of(one)
    partner.tell(partner.act(Kind.APPROVE, revision=proposed.hash))
    rounds(bureau)
    assert Text.objects.get().state == "approved by both"
    partner.acts = acts_of(one)
    act = agreement.draft(Kind.CONCLUDE, partner.acts, "THEIRS", by=None, at=bureau.at())
    partner.acts.append(act)
    partner.tell(act)
    rounds(bureau)
    assert Text.objects.get().in_force == proposed.hash


def test_minutes_that_the_partner_proposes_are_tied_to_their_session(bureau, partner):
    planned = sitting(bureau)
    said = minutes_revision(commission=planned.commission.pk)
    partner.tell(partner.first(said), said)
    rounds(bureau)
    assert Minutes.objects.get(text="7" * 26).session == planned.session


def test_an_act_without_the_partners_signature_is_not_counted(bureau, partner, channel):
    proposed = revision()
    partner.tell(partner.first(proposed), proposed, key=bureau.keys["FURTHER"].signing)
    rounds(bureau)
    assert (Text.objects.count(), TextAct.objects.count()) == (0, 0)
    (row,) = JournalPayload.objects.filter(act="message.refused")
    assert row.facts["what"] == "text act"


def test_a_proposal_without_its_revision_is_not_counted(bureau, partner):
    partner.tell(partner.first(revision()), revision("Another."))
    rounds(bureau)
    assert TextAct.objects.count() == 0


def test_more_acts_than_a_text_may_have_are_refused(bureau, partner, monkeypatch):
    """Else a partner could make each further act cost more than the one before, without end."""
    monkeypatch.setattr(texts_arriving, "MOST_ACTS", 2)
    words = [revision(f"Version {number}.") for number in range(3)]
    partner.tell(partner.first(words[0]), words[0])
    for proposed in words[1:]:
        partner.tell(partner.act(Kind.PROPOSE, revision=proposed.hash), proposed)
    rounds(bureau)
    assert (TextAct.objects.count(), JournalPayload.objects.filter(act="message.refused").count()) == (2, 1)
