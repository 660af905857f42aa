"""Texts on which two sides agree: revisions named by their hash, acts in two chains, and where a text stands.

Pure: no keys, no files, no clock. The caller signs ``act.as_bytes()``, verifies what comes, and keeps both. As a
library::

    from verbale.engines.agreement import Kind, Revision, check_received, conclusion_due, day_of, draft
    from verbale.engines.agreement import draft_first, fold

    revision = Revision.of_json({"version": 1, "kind": "programme", "languages": ["en"], "title": {"en": "1957"}, …})
    acts = [draft_first(text=new_identifier(), side="A", revision=revision.hash, by=signatory, at=now)]
    acts.append(draft(Kind.APPROVE, acts, "A", revision=revision.hash, by=signatory, at=now))
    check_received(theirs, acts, side="B", sides=("A", "B"))        # what came, its signature verified
    acts.append(theirs)
    if conclusion_due(fold(acts, day_of(now)), "A"):                 # the depositary's node, in the same transaction
        acts.append(draft(Kind.CONCLUDE, acts, "A", by=None, at=now))
    standing = fold(acts, day_of(now))
    print(standing.state, standing.revision_in_force, *standing.timeline, sep="\\n")

The rules are PROTOCOL.md, 12: one side, the depositary, concludes; its chain is the order in which both sides' acts
count; so both see the same state once they hold the same acts, in whatever order these came.
"""

from verbale.engines.agreement.act import Act, Kind, Signatory, day_of, read_act
from verbale.engines.agreement.article import BASIS, Article, Fact
from verbale.engines.agreement.difference import (
    ArticleChange,
    Change,
    Clash,
    Difference,
    Passage,
    clashes,
    difference,
)
from verbale.engines.agreement.drafting import draft, draft_first
from verbale.engines.agreement.errors import (
    ActsAwaited,
    AlreadyApproved,
    AlreadyInForce,
    AlreadyProposed,
    BadAct,
    BadRevision,
    BrokenLink,
    DayPast,
    ForkedActs,
    MixedActs,
    NoAct,
    NoRevision,
    NotASide,
    NotDepositary,
    NothingToAnswer,
    NothingToConclude,
    NothingToTakeBack,
    NothingToWithdraw,
    NoticeStands,
    NotInForce,
    NotProposed,
    OtherText,
    StaleRevision,
    TextEnded,
)
from verbale.engines.agreement.fold import fold
from verbale.engines.agreement.order import History, history
from verbale.engines.agreement.plain import as_plain, empty_form, read_plain
from verbale.engines.agreement.receiving import Receipt, check_received
from verbale.engines.agreement.revision import KINDS, Revision, read_revision
from verbale.engines.agreement.rules import Aim, check_may, conclusion_due
from verbale.engines.agreement.runs import Fate, Run, runs
from verbale.engines.agreement.standing import (
    Approval,
    Conclusion,
    Effect,
    Event,
    Fallen,
    Notice,
    Proposal,
    Reason,
    Standing,
    State,
)

__all__ = [
    "BASIS",
    "KINDS",
    "Act",
    "ActsAwaited",
    "Aim",
    "AlreadyApproved",
    "AlreadyInForce",
    "AlreadyProposed",
    "Approval",
    "Article",
    "ArticleChange",
    "BadAct",
    "BadRevision",
    "BrokenLink",
    "Change",
    "Clash",
    "Conclusion",
    "DayPast",
    "Difference",
    "Effect",
    "Event",
    "Fact",
    "Fallen",
    "Fate",
    "ForkedActs",
    "History",
    "Kind",
    "MixedActs",
    "NoAct",
    "NoRevision",
    "NotASide",
    "NotDepositary",
    "NotInForce",
    "NotProposed",
    "NothingToAnswer",
    "NothingToConclude",
    "NothingToTakeBack",
    "NothingToWithdraw",
    "Notice",
    "NoticeStands",
    "OtherText",
    "Passage",
    "Proposal",
    "Reason",
    "Receipt",
    "Revision",
    "Run",
    "Signatory",
    "StaleRevision",
    "Standing",
    "State",
    "TextEnded",
    "as_plain",
    "check_may",
    "check_received",
    "clashes",
    "conclusion_due",
    "day_of",
    "difference",
    "draft",
    "draft_first",
    "empty_form",
    "fold",
    "history",
    "read_act",
    "read_plain",
    "read_revision",
    "runs",
]
