"""Why a text, a revision or an act is refused: one class a reason, each docstring the sentence its reader sees."""

from __future__ import annotations

from verbale.kernel.errors import NotAllowed, Refused, Unreadable, WrongUse


class BadRevision(WrongUse):
    """This revision cannot stand: {where}: {why}."""


class NoRevision(Unreadable):
    """This is no revision of a text: {why}. Ask for it again, as it was approved."""


class BadAct(WrongUse):
    """This act on a text cannot stand: {why}."""


class NoAct(Unreadable):
    """This is no act on a text: {why}. Ask for it again, as it was signed."""


class MixedActs(WrongUse):
    """These acts do not belong together: {why}. Judge the acts of one text, by its two sides, at once."""


class OtherText(Refused):
    """This act does not belong to the text “{text}”: {why}. Nothing was done with it."""


class ForkedActs(Refused):
    """Act {number} of “{side}” on the text “{text}” exists in two wordings. Keep both and speak to each
    other: one of the two nodes was put back to an earlier state, or somebody else signs."""


class BrokenLink(Refused):
    """Act {number} of “{side}” on the text “{text}” does not fit the acts before it: {why}. Nothing was done with
    it."""


class ActsAwaited(Refused):
    """Acts on the text “{text}” are still missing, and it is not known what they say. Wait until the partner has
    returned them."""


class NotASide(NotAllowed):
    """“{side}” is no side of the text “{text}” and cannot act on it."""


class NotDepositary(NotAllowed):
    """“{side}” does not conclude the text “{text}”: its depositary is “{depositary}”."""


class AlreadyInForce(Refused):
    """This very revision is in force. To get back to it, withdraw the proposal that would change it."""


class AlreadyProposed(Refused):
    """This very revision is proposed by “{side}” already. Approve it, or wait for the answer."""


class NotProposed(Refused):
    """The revision {revision} is not proposed by anybody. Approve one that stands, or propose it."""


class StaleRevision(Refused):
    """The revision {revision} was proposed, and stands no longer: {state}. Read what is proposed now, and approve
    that."""


class AlreadyApproved(Refused):
    """“{side}” has approved the revision {revision} already, and its approval stands."""


class NothingToAnswer(Refused):
    """What is to be answered is no proposal that stands. Read what is proposed now."""


class NothingToWithdraw(Refused):
    """“{side}” has no proposal that stands, so there is none to withdraw."""


class NothingToTakeBack(Refused):
    """“{side}” has no approval that stands, so there is none to take back."""


class NothingToConclude(Refused):
    """There is no revision that both sides have approved, so nothing can be concluded."""


class NotInForce(Refused):
    """Nothing is in force of which notice could be given. Withdraw the proposal instead."""


class NoticeStands(Refused):
    """“{side}” has given notice to the {last_day}. An earlier day can be named, a later one only agreed on."""


class DayPast(Refused):
    """The last day, {last_day}, is before today, {today}. Name today or a later day."""


class TextEnded(Refused):
    """The text “{text}” ended with the {last_day}. Propose a new text."""
