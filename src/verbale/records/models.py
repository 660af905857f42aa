"""All models, so that Django finds them."""

from verbale.records.approval import ApprovalStep
from verbale.records.channel import CarrierCalls, Channel, ReturnedPouch, Transfer
from verbale.records.commitment import (
    Commitment,
    CommitmentChange,
    CommitmentMove,
    CommitmentPart,
    CommitmentWord,
    Fund,
    Milestone,
    ReminderRule,
    ReminderSent,
)
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.delegation import Delegate, Delegation
from verbale.records.dispatch import ArrivedMessage, ArrivedPouch, Message, MessageFile, Pouch, Release
from verbale.records.document import Document, StoredFile
from verbale.records.erasure import AskedFile, Erased, Erasure, ErasureAsked, ErasureCopy, RetentionRule
from verbale.records.fulfilment import Sourcing
from verbale.records.holding import Edition, Lookup, Offer, ReceivedCatalogue, WithdrawnItem
from verbale.records.instrument import Instrument, InstrumentStep
from verbale.records.job import Job
from verbale.records.journal import JournalEntry, JournalErasure, JournalHead, JournalPayload
from verbale.records.marking import Caveat, ReceivedMark
from verbale.records.memorandum import JoinedItem, Memorandum, SupplementPaper
from verbale.records.minutes import (
    AcceptedFinding,
    Adoption,
    GovernmentApproval,
    Minutes,
    MinutesDraft,
    RefusedPaper,
    SignedPaper,
    SigningCertificate,
)
from verbale.records.need import Need, NeedLine
from verbale.records.number import YearlyNumber
from verbale.records.office import Office
from verbale.records.party import ContactUnit, Party, PartyKeys, SupplyChannel
from verbale.records.person import AccessToken, Authority, AuthorityHeld, Invitation, Person, RoleHeld
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.records.programme import ActingBody, Complex, ComplexBody, DirectRelation, Programme
from verbale.records.report import Annex, MarkedSentence, Remark, Report, Waiting
from verbale.records.request import Order, OrderLine
from verbale.records.saved_search import SavedSearch
from verbale.records.session import CalendarFeed, Session, SessionBeside, SessionMove, SessionWord
from verbale.records.talk import Talk, TalkEntry
from verbale.records.term import Term
from verbale.records.text import Revision, Text, TextAct
from verbale.records.visit import Assignment, Visit, Wish

__all__ = [
    "AcceptedFinding",
    "AccessToken",
    "ActingBody",
    "Adoption",
    "Annex",
    "ApprovalStep",
    "ArrivedMessage",
    "ArrivedPouch",
    "AskedFile",
    "Assignment",
    "Authority",
    "AuthorityHeld",
    "CalendarFeed",
    "CarrierCalls",
    "Caveat",
    "Channel",
    "Commitment",
    "CommitmentChange",
    "CommitmentMove",
    "CommitmentPart",
    "CommitmentWord",
    "Complex",
    "ComplexBody",
    "ContactUnit",
    "Correspondence",
    "Decision",
    "Delegate",
    "Delegation",
    "DirectRelation",
    "Document",
    "Edition",
    "Erased",
    "Erasure",
    "ErasureAsked",
    "ErasureCopy",
    "Fund",
    "GovernmentApproval",
    "Instrument",
    "InstrumentStep",
    "Invitation",
    "Job",
    "JoinedItem",
    "JournalEntry",
    "JournalErasure",
    "JournalHead",
    "JournalPayload",
    "Lookup",
    "MarkedSentence",
    "Memorandum",
    "Message",
    "MessageFile",
    "Milestone",
    "Minutes",
    "MinutesDraft",
    "Need",
    "NeedLine",
    "Offer",
    "Office",
    "Order",
    "OrderLine",
    "Party",
    "PartyKeys",
    "Person",
    "Policy",
    "PolicyDraft",
    "PolicyUse",
    "PolicyVersion",
    "Pouch",
    "Programme",
    "ReceivedCatalogue",
    "ReceivedMark",
    "RefusedPaper",
    "Release",
    "Remark",
    "ReminderRule",
    "ReminderSent",
    "Report",
    "RetentionRule",
    "ReturnedPouch",
    "Revision",
    "RoleHeld",
    "SavedSearch",
    "Session",
    "SessionBeside",
    "SessionMove",
    "SessionWord",
    "SignedPaper",
    "SigningCertificate",
    "Sourcing",
    "StoredFile",
    "SupplementPaper",
    "SupplyChannel",
    "Talk",
    "TalkEntry",
    "Term",
    "Text",
    "TextAct",
    "Transfer",
    "Visit",
    "Waiting",
    "Wish",
    "WithdrawnItem",
    "YearlyNumber",
]  # fmt: skip
