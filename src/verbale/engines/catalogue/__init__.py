"""Bibliographic records in, editions on Parquet, a partner's catalogue out, and its search. A library of its own.

    statement = Statement("open", "the national library's public catalogue", "A. Desk", date(2026, 11, 21))
    lookups = Lookups({"sz": "domestic", "fi": "partner"}, [("*university*", "university"), ("*", "other")])
    with open("source.mrc", "rb") as stream:
        summary = write_edition(stream, folder, name="source.mrc", statement=statement, lookups=lookups)
    edition = open_edition(folder)
    publish_offer(edition, verdict_of, offer, random=secrets.token_bytes)

and on the partner's node

    build_index(offer / CATALOGUE_FILE, index)
    search(index, "激光 测量", filters=Filters(year_from=2000)).items
"""

from verbale.engines.catalogue.affected import Affected, affected
from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.changes import KINDS_OF_CHANGE, Change, Changes, read_changes
from verbale.engines.catalogue.codes import KINDS
from verbale.engines.catalogue.describing import describe
from verbale.engines.catalogue.duplicates import DUPLICATE_REASONS, DuplicateGroup, count_duplicates, read_duplicates
from verbale.engines.catalogue.edition import Edition, EditionSummary, Faulty, facts_in, open_edition
from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.errors import (
    BadCatalogue,
    BeingWritten,
    EmptyFile,
    FolderTaken,
    HostileXml,
    MostWithdrawn,
    NoCountryGroup,
    NoEdition,
    NoForm,
    NoIndex,
    NoItem,
    NoMapping,
    NoMarc,
    NoPublisherClass,
    NoRecord,
    NoStatement,
    SourceShrank,
)
from verbale.engines.catalogue.facts import DISTRIBUTIONS, DUAL_USE, FACTS, PERSONAL_DATA, Statement, facts_of
from verbale.engines.catalogue.following import write_following
from verbale.engines.catalogue.form import FORMS, MAPPED_FORMS
from verbale.engines.catalogue.forms import Proposal
from verbale.engines.catalogue.importing import write_edition
from verbale.engines.catalogue.item import OfferItem
from verbale.engines.catalogue.likeness import is_mostly_in
from verbale.engines.catalogue.lookups import ORIGINS, PUBLISHER_CLASSES, Lookups
from verbale.engines.catalogue.mapping import NAMES, ColumnMapping
from verbale.engines.catalogue.moved import MovedRecord, Shift, moved_records, shifts
from verbale.engines.catalogue.offer import CATALOGUE_FILE, MAP_FILE, OfferSummary, publish_offer
from verbale.engines.catalogue.quality import FactQuality, FactShare, GroupQuality, Quality, quality
from verbale.engines.catalogue.reading import propose_mapping, read_entries, read_records
from verbale.engines.catalogue.reasons import reason_of
from verbale.engines.catalogue.record import Fault, Field, Record
from verbale.engines.catalogue.remarks import KINDS_OF_REMARK, Remark, RemarkCount, count_remarks, read_remarks
from verbale.engines.catalogue.report import COLLECTIONS, Group, Moved, Report, Share, moves, report_of
from verbale.engines.catalogue.reviewed import REVIEWED_FILE, review_editions
from verbale.engines.catalogue.reviewing import ColumnReview, OfferVerdict
from verbale.engines.catalogue.search import (
    EXPORT_FORMS,
    MOST_EXPORTED,
    ORDERS,
    Choices,
    Facets,
    Filters,
    Hits,
    IndexSummary,
    LineFault,
    build_index,
    check_index,
    choices,
    every_hit,
    read_catalogue,
    read_offer_item,
    read_query,
    search,
    suggestions,
    withdraw_items,
)
from verbale.engines.catalogue.shown import descend, withdrawn_items, write_kept
from verbale.engines.catalogue.subject import FIELDS
from verbale.engines.catalogue.today import row_today, rows_today, view_today

__all__ = [
    "CATALOGUE_FILE",
    "COLLECTIONS",
    "DISTRIBUTIONS",
    "DUAL_USE",
    "DUPLICATE_REASONS",
    "EXPORT_FORMS",
    "FACTS",
    "FIELDS",
    "FORMS",
    "KINDS",
    "KINDS_OF_CHANGE",
    "KINDS_OF_REMARK",
    "MAPPED_FORMS",
    "MAP_FILE",
    "MOST_EXPORTED",
    "NAMES",
    "ORDERS",
    "ORIGINS",
    "PERSONAL_DATA",
    "PUBLISHER_CLASSES",
    "REVIEWED_FILE",
    "Affected",
    "BadCatalogue",
    "BeingWritten",
    "Bibliographic",
    "Change",
    "Changes",
    "Choices",
    "ColumnMapping",
    "ColumnReview",
    "DuplicateGroup",
    "Edition",
    "EditionSummary",
    "EmptyFile",
    "Entry",
    "Facets",
    "FactQuality",
    "FactShare",
    "Fault",
    "Faulty",
    "Field",
    "Filters",
    "FolderTaken",
    "Group",
    "GroupQuality",
    "Hits",
    "HostileXml",
    "IndexSummary",
    "LineFault",
    "Lookups",
    "MostWithdrawn",
    "Moved",
    "MovedRecord",
    "NoCountryGroup",
    "NoEdition",
    "NoForm",
    "NoIndex",
    "NoItem",
    "NoMapping",
    "NoMarc",
    "NoPublisherClass",
    "NoRecord",
    "NoStatement",
    "OfferItem",
    "OfferSummary",
    "OfferVerdict",
    "Proposal",
    "Quality",
    "Record",
    "Remark",
    "RemarkCount",
    "Report",
    "Share",
    "Shift",
    "SourceShrank",
    "Statement",
    "affected",
    "build_index",
    "check_index",
    "choices",
    "count_duplicates",
    "count_remarks",
    "descend",
    "describe",
    "every_hit",
    "facts_in",
    "facts_of",
    "is_mostly_in",
    "moved_records",
    "moves",
    "open_edition",
    "propose_mapping",
    "publish_offer",
    "quality",
    "read_catalogue",
    "read_changes",
    "read_duplicates",
    "read_entries",
    "read_offer_item",
    "read_query",
    "read_records",
    "read_remarks",
    "reason_of",
    "report_of",
    "review_editions",
    "row_today",
    "rows_today",
    "search",
    "shifts",
    "suggestions",
    "view_today",
    "withdraw_items",
    "withdrawn_items",
    "write_edition",
    "write_following",
    "write_kept",
]
