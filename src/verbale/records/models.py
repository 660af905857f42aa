"""All models, so that Django finds them."""

from verbale.records.approval import ApprovalStep
from verbale.records.channel import CarrierCalls, Channel, ReturnedPouch, Transfer
from verbale.records.correspondence import Correspondence
from verbale.records.decision import Decision
from verbale.records.dispatch import ArrivedMessage, ArrivedPouch, Message, MessageFile, Pouch, Release
from verbale.records.document import Document, StoredFile
from verbale.records.erasure import AskedFile, Erased, Erasure, ErasureAsked, ErasureCopy, RetentionRule
from verbale.records.fulfilment import Sourcing
from verbale.records.holding import Edition, Lookup, Offer, ReceivedCatalogue
from verbale.records.instrument import Instrument, InstrumentStep
from verbale.records.job import Job
from verbale.records.journal import JournalEntry, JournalErasure, JournalHead, JournalPayload
from verbale.records.marking import Caveat, ReceivedMark
from verbale.records.need import Need, NeedLine
from verbale.records.number import YearlyNumber
from verbale.records.office import Office
from verbale.records.party import ContactUnit, Party, PartyKeys, SupplyChannel
from verbale.records.person import AccessToken, Authority, AuthorityHeld, Invitation, Person, RoleHeld
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.request import Order, OrderLine
from verbale.records.text import Revision, Text, TextAct

__all__ = [
    "AccessToken",
    "ApprovalStep",
    "ArrivedMessage", "ArrivedPouch",
    "AskedFile",
    "Authority",
    "AuthorityHeld",
    "CarrierCalls",
    "Caveat",
    "Channel",
    "ContactUnit",
    "Correspondence",
    "Decision",
    "Document",
    "Edition",
    "Erased",
    "Erasure",
    "ErasureAsked",
    "ErasureCopy",
    "Instrument",
    "InstrumentStep",
    "Invitation",
    "Job",
    "JournalEntry",
    "JournalErasure",
    "JournalHead",
    "JournalPayload",
    "Lookup",
    "Message",
    "MessageFile",
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
    "PolicyUse",
    "PolicyVersion",
    "Pouch",
    "ReceivedCatalogue",
    "ReceivedMark",
    "Release",
    "RetentionRule",
    "ReturnedPouch",
    "Revision",
    "RoleHeld",
    "Sourcing",
    "StoredFile",
    "SupplyChannel",
    "Text",
    "TextAct",
    "Transfer",
    "YearlyNumber",
]  # fmt: skip
