"""Counting acts one after another (PROTOCOL.md, 12.4 to 12.9). ``fold`` alone uses it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from verbale.engines.agreement.act import Act, Kind
from verbale.engines.agreement.standing import Approval, Conclusion, Effect, Event, Fallen, Proposal, Reason, State

_GONE = {State.WITHDRAWN, State.CORRECTED}


class Counting:
    """What stands after the acts counted so far. Each act is met in the depositary's order and changes this."""

    def __init__(self, depositary: str) -> None:
        self.depositary = depositary
        self.proposals: dict[str, Proposal] = {}
        self.proposed: dict[str, str] = {}  # by side: the act of its proposal that stands
        self.approvals: dict[str, Approval] = {}  # by side
        self.approved: set[str] = set()  # every approval that once stood
        self.used: set[str] = set()  # approvals that ended with a conclusion
        self.concluded: list[Conclusion] = []
        self.voided: dict[str, Reason] = {}
        self.notices: list[Act] = []
        self.disputes: list[str] = []
        self.fallen: list[Fallen] = []
        self.events: list[Event] = []
        self._ended: list[str] = []

    @property
    def in_force(self) -> str | None:
        """The revision last concluded, whether its notice has run out or not."""
        return self.concluded[-1].revision if self.concluded else None

    @property
    def last_day(self) -> date | None:
        """12.8: the earlier last day counts."""
        return min((act.last_day for act in self.notices if act.last_day), default=None)

    def count(self, act: Act) -> None:
        """Counts one act."""
        self._ended = []
        reason = self._why_void(act)
        if reason is None:
            effect = self._effect(act)
        elif act.kind is Kind.CONCLUDE:
            effect = Effect.DISPUTED
            self.disputes.append(act.hash)
        else:
            effect = Effect.VOID
            self.voided[act.hash] = reason
            self._fell(act, effect, reason, None)
        self.events.append(Event(act, effect, reason, tuple(self._ended)))

    # why an act has no effect

    def _why_void(self, act: Act) -> Reason | None:
        if self.last_day is not None and act.day > self.last_day:
            return Reason.ENDED
        if act.kind is Kind.CONCLUDE:
            return self._why_disputed(act)
        if act.kind is Kind.PROPOSE:
            return self._why_not_proposed(act)
        if act.kind is Kind.GIVE_NOTICE:
            if act.revision == self.in_force:
                return None
            was = {one.replaced for one in self.concluded}
            return Reason.CROSSED if act.revision in was else Reason.NOT_IN_FORCE
        return self._why_not_answered(act)

    def _why_not_proposed(self, act: Act) -> Reason | None:
        if act.replaces != self.in_force:
            return Reason.CROSSED
        return Reason.ALREADY if act.revision == self.in_force else None

    def _why_not_answered(self, act: Act) -> Reason | None:
        answered = act.answers or ""
        if answered in self.voided:
            return self.voided[answered]
        if act.kind is Kind.TAKE_BACK:
            own = self.approvals.get(act.side)
            if own and (own.act, own.revision) == (answered, act.revision):
                return None
            if answered in self.used:
                return Reason.CROSSED
            return Reason.APPROVAL_GONE if answered in self.approved else Reason.NO_OBJECT
        proposal = self.proposals.get(answered)
        if proposal is None or proposal.revision != act.revision:
            return Reason.NO_OBJECT
        if act.kind is Kind.WITHDRAW and proposal.side != act.side:
            return Reason.NO_OBJECT
        if answered in self.proposed.values():
            return None
        return Reason.PROPOSAL_GONE if proposal.state in _GONE else Reason.CROSSED

    def _why_disputed(self, act: Act) -> Reason | None:
        if act.side != self.depositary:
            return Reason.NOT_DEPOSITARY
        own = self.approvals.get(act.side)
        other = next((one for side, one in self.approvals.items() if side != act.side), None)
        if not own or not other or act.approvals != (own.act, other.act):
            return Reason.NO_APPROVALS
        if not own.revision == other.revision == act.revision or act.replaces != self.in_force:
            return Reason.NO_APPROVALS
        return None

    # what an act does

    def _effect(self, act: Act) -> Effect:
        match act.kind:
            case Kind.PROPOSE:
                return self._propose(act)
            case Kind.WITHDRAW:
                return self._withdraw(act)
            case Kind.APPROVE:
                return self._approve(act)
            case Kind.TAKE_BACK:
                return self._take_back(act)
            case Kind.CONCLUDE:
                return self._conclude(act)
            case Kind.GIVE_NOTICE:
                return self._give_notice(act)

    def _propose(self, act: Act) -> Effect:
        answered = self.proposals.get(act.answers or "")
        effect = Effect.PROPOSED
        if answered is not None:
            effect = Effect.CORRECTED if answered.side == act.side else Effect.COUNTERED
        if earlier := self.proposed.get(act.side):
            self._end_proposal(earlier, State.CORRECTED, Reason.PROPOSAL_GONE, act)
        self._end_approval(act.side, Reason.OWN_PROPOSAL, act)
        self.proposals[act.hash] = Proposal(
            act.hash, act.side, act.revision, act.replaces, act.answers, effect, State.PROPOSED, ()
        )
        self.proposed[act.side] = act.hash
        return effect

    def _withdraw(self, act: Act) -> Effect:
        self._end_proposal(act.answers or "", State.WITHDRAWN, Reason.PROPOSAL_GONE, act)
        return Effect.WITHDRAWN

    def _approve(self, act: Act) -> Effect:
        self._end_approval(act.side, Reason.OWN_APPROVAL, act)
        self.approvals[act.side] = Approval(act.hash, act.side, act.revision, act.answers or "")
        self.approved.add(act.hash)
        return Effect.APPROVED

    def _take_back(self, act: Act) -> Effect:
        self._end_approval(act.side, Reason.TAKEN_BACK, act)
        return Effect.TAKEN_BACK

    def _give_notice(self, act: Act) -> Effect:
        self._end_approval(act.side, Reason.OWN_NOTICE, act)
        self.notices.append(act)
        return Effect.NOTICE_GIVEN

    def _conclude(self, act: Act) -> Effect:
        assert act.approvals is not None
        self.concluded.append(Conclusion(act.revision, act.hash, act.approvals, act.at, self.in_force))
        self.move(State.CONCLUDED, State.SUPERSEDED)
        self.used |= {one.act for one in self.approvals.values()}
        self.approvals.clear()
        for proposal in self.proposed.values():
            agreed = self.proposals[proposal].revision == act.revision
            self._set(proposal, State.CONCLUDED if agreed else State.LAPSED)
            self._ended.append(proposal)
            if not agreed:
                self._fell_proposal(proposal, Reason.CONCLUDED, act.hash)
        self.proposed.clear()
        self.notices.clear()
        self.disputes.clear()
        return Effect.CONCLUDED

    # what stands no longer

    def _end_proposal(self, proposal: str, state: State, reason: Reason, through: Act) -> None:
        self._set(proposal, state)
        del self.proposed[self.proposals[proposal].side]
        self._ended.append(proposal)
        for side in [side for side, one in self.approvals.items() if one.proposal == proposal]:
            self._end_approval(side, reason, through)

    def _end_approval(self, side: str, reason: Reason, through: Act) -> None:
        if approval := self.approvals.pop(side, None):
            self._ended.append(approval.act)
            if reason is not Reason.TAKEN_BACK:
                self._fell_approval(approval, reason, through.hash)

    def lapse_with_the_text(self) -> None:
        """12.8: when the last day is over, what was under way has lapsed."""
        for approval in self.approvals.values():
            self._fell_approval(approval, Reason.ENDED, None)
        for proposal in self.proposed.values():
            self._set(proposal, State.LAPSED)
            self._fell_proposal(proposal, Reason.ENDED, None)
        self.approvals.clear()
        self.proposed.clear()

    def move(self, state: State, to: State) -> None:
        """Gives every proposal of one state another."""
        for name in [name for name, one in self.proposals.items() if one.state is state]:
            self._set(name, to)

    def _set(self, proposal: str, state: State) -> None:
        self.proposals[proposal] = replace(self.proposals[proposal], state=state)

    def _fell(self, act: Act, effect: Effect, reason: Reason, through: str | None) -> None:
        self.fallen.append(Fallen(act.hash, act.side, act.kind, act.revision, effect, reason, through))

    def _fell_proposal(self, name: str, reason: Reason, through: str | None) -> None:
        one = self.proposals[name]
        self.fallen.append(Fallen(name, one.side, Kind.PROPOSE, one.revision, one.effect, reason, through))

    def _fell_approval(self, one: Approval, reason: Reason, through: str | None) -> None:
        self.fallen.append(Fallen(one.act, one.side, Kind.APPROVE, one.revision, Effect.APPROVED, reason, through))
