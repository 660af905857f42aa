"""A commission that both sides founded, with a statute in force, for the tests of what is built on them."""

from typing import Any

from tests.records.rows import make
from verbale.domain.cycle import statute
from verbale.domain.spine import commission as commissions
from verbale.domain.spine.text_record import keep_revision
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.text import Text

LANGUAGES = ("en", "zh")
DUTIES = (
    statute.Duty("1", {"en": "Exchange books", "zh": "交换图书"}),
    statute.Duty("2", {"en": "Discuss standards", "zh": "讨论标准"}),
    statute.Duty("3", {"en": "Other issues", "zh": "其他问题"}, other=True),
)


def in_force(bureau: Any, revision: agreement.Revision) -> Text:
    """A text that both sides concluded, without the acts that did it."""
    at = bureau.at()
    text: Text = make(
        records.Text, partner=bureau.partner, text_kind=revision.kind, titles=dict(revision.title),
        in_force=revision.hash, state="in force", depositary="OURS", moved_at=at, opened_at=at,
    )  # fmt: skip
    keep_revision(text, revision, at)
    return text


def founded(bureau: Any, title: str = "Commission") -> Text:
    """A commission of both sides."""
    headings = {"1": {}, "2": {}}
    revision = commissions.draft(
        titles=dict.fromkeys(LANGUAGES, title), founding=dict.fromkeys(LANGUAGES, "Founded."),
        delegates={"OURS": ["A", "B"], "THEIRS": ["C", "D"]}, headings=headings,
    )  # fmt: skip
    return in_force(bureau, revision)


def with_statute(bureau: Any, commission: Text | None = None, **terms: Any) -> Text:
    """A commission whose statute has these terms; the commission."""
    commission = commission or founded(bureau)
    revision = statute.draft(
        titles={"en": "Statute", "zh": "章程"}, terms=statute.Terms(commission.pk, **terms),
        words={"en": "Terms.", "zh": "条款。"}, duties=DUTIES, headings={},
    )  # fmt: skip
    in_force(bureau, revision)
    return commission
