"""Papers: letters, cover sheets and labels made; PDFs inspected, cleaned, marked, wrapped and pictured.

A foreign PDF is hostile. Read it in a process of its own, through ``isolated``, whose functions are named like those
here::

    from pathlib import Path
    from verbale.engines.paper import Marking, isolated

    report = isolated.inspect_pdf(Path("in.pdf"))
    for finding in report.findings:
        print(finding.sentence())
    if report.signed:
        ...  # isolated.wrap_signed(source, target, Cover(...))
    else:
        isolated.clean_pdf(Path("in.pdf"), Path("clean.pdf"))
        isolated.mark_pdf(Path("clean.pdf"), Path("marked.pdf"), Marking.of(en="OFFICIAL USE", zh="内部使用"))

Minutes in two languages say where each side signs; ``signature_stamp`` draws what a signature shows there::

    made = minutes(MinutesPaper(title={"zh": …, "ru": …}, languages=("zh", "ru"), …), day=date(2026, 9, 18))
    made.data, made.boxes[0].page, made.boxes[0].rect

Everything made here is equal in bytes for equal facts. Chinese, Japanese and Korean need one font package; without it
MissingFont names the package.
"""

from verbale.engines.paper import isolated
from verbale.engines.paper.akoma_ntoso import akoma_ntoso, akoma_ntoso_collection
from verbale.engines.paper.cleaning import clean_pdf
from verbale.engines.paper.cover import Cover, cover_sheet
from verbale.engines.paper.errors import (
    BadLabel,
    BadLetter,
    BadMinutes,
    Crashed,
    DamagedPdf,
    Encrypted,
    Exhausted,
    ExternalContent,
    HiddenLayers,
    Inflated,
    MissingFont,
    NoCaveat,
    NoExpression,
    NoGlyph,
    NoLabel,
    NoPhrases,
    NoSuchPage,
    NotClean,
    NotMarked,
    NotPdf,
    NotSigned,
    NotWrapped,
    Signed,
    StampTooSmall,
    TooBig,
    WrongCover,
)
from verbale.engines.paper.fonts import families
from verbale.engines.paper.inspection import inspect_pdf
from verbale.engines.paper.label import Category, CategoryType, Label, label, read_alternatives, read_label
from verbale.engines.paper.letters import Layout, Letter, LetterKind, Line, Office, Outcome, letter
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.marking import mark_pdf
from verbale.engines.paper.marks import PageMarks, check_marks, read_marks
from verbale.engines.paper.minutes import MinutesLayout, MinutesPdf, SignatureBox, minutes
from verbale.engines.paper.minutes_paper import Delegate, MinutesArticle, MinutesPaper, MinutesSide
from verbale.engines.paper.phrases import Text, languages_known, phrase
from verbale.engines.paper.preview import preview
from verbale.engines.paper.report import SENTENCES, Finding, Kind, PageSize, PdfReport
from verbale.engines.paper.rulebook import PaperDecision, PaperRule, RulebookPaper, rulebook
from verbale.engines.paper.signature_stamp import SignatureStamp, signature_stamp
from verbale.engines.paper.stamp import Caveat, Marking
from verbale.engines.paper.wrapping import unwrap, wrap_signed

__all__ = [
    "DEFAULT_LIMITS",
    "SENTENCES",
    "BadLabel",
    "BadLetter",
    "BadMinutes",
    "Category",
    "CategoryType",
    "Caveat",
    "Cover",
    "Crashed",
    "DamagedPdf",
    "Delegate",
    "Encrypted",
    "Exhausted",
    "ExternalContent",
    "Finding",
    "HiddenLayers",
    "Inflated",
    "Kind",
    "Label",
    "Layout",
    "Letter",
    "LetterKind",
    "Limits",
    "Line",
    "Marking",
    "MinutesArticle",
    "MinutesLayout",
    "MinutesPaper",
    "MinutesPdf",
    "MinutesSide",
    "MissingFont",
    "NoCaveat",
    "NoExpression",
    "NoGlyph",
    "NoLabel",
    "NoPhrases",
    "NoSuchPage",
    "NotClean",
    "NotMarked",
    "NotPdf",
    "NotSigned",
    "NotWrapped",
    "Office",
    "Outcome",
    "PageMarks",
    "PageSize",
    "PaperDecision",
    "PaperRule",
    "PdfReport",
    "RulebookPaper",
    "SignatureBox",
    "SignatureStamp",
    "Signed",
    "StampTooSmall",
    "Text",
    "TooBig",
    "WrongCover",
    "akoma_ntoso",
    "akoma_ntoso_collection",
    "check_marks",
    "clean_pdf",
    "cover_sheet",
    "families",
    "inspect_pdf",
    "isolated",
    "label",
    "languages_known",
    "letter",
    "mark_pdf",
    "minutes",
    "phrase",
    "preview",
    "read_alternatives",
    "read_label",
    "read_marks",
    "rulebook",
    "signature_stamp",
    "unwrap",
    "wrap_signed",
]
