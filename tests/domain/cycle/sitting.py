"""A commission with its statute in force and a session to come, for the tests of what is prepared for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.domain.cycle.bureau import Bureau, told
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import statute
from verbale.domain.cycle.memorandum_content import Content, Item, Row, Supplement
from verbale.domain.spine import authority
from verbale.domain.spine.text_record import keep_revision
from verbale.engines import agreement
from verbale.records.party import Party
from verbale.records.person import AuthorityHeld
from verbale.records.session import Session
from verbale.records.text import Text

DUTIES = (
    statute.Duty("1", {"en": "Exchange of books", "zh": "交换书籍"}),
    statute.Duty("2", {"en": "Standards", "zh": "标准"}),
    statute.Duty("10", {"en": "Other issues", "zh": "其他问题"}, other=True),
)
BEGINS, ENDS = "2027-05-10", "2027-05-16"


def told_of(partner: Party, what: str) -> list[dict[str, Any]]:
    """What a partner is told of one kind, in order."""
    return [one["body"] for one in told(partner) if one["what"] == what]


@dataclass
class Sitting:
    """The bureau, a commission, and its first session, from 10 to 16 May 2027."""

    bureau: Bureau
    commission: Text
    session: Session

    def at(self, **by: float) -> datetime:
        return self.bureau.at(**by)

    def desk(self, **by: float) -> dict[str, Any]:
        """Who and when of an act of the desk."""
        return {"by": self.bureau.who("desk"), "at": self.at(**by)}


def in_force(bureau: Bureau, revision: agreement.Revision) -> Text:
    """A text as it stands once both sides agreed on this revision."""
    at = bureau.at()
    text = Text.objects.create(
        partner=bureau.partner, text_kind=revision.kind, depositary="OURS", titles=dict(revision.title),
        state="concluded", in_force=revision.hash, opened_at=at, moved_at=at,
    )  # fmt: skip
    keep_revision(text, revision, at)
    return text


def found(bureau: Bureau) -> Text:
    """A commission that both sides founded, without a statute yet."""
    article = agreement.Article("1", {}, {"en": "Founded.", "zh": "成立。"})
    titles = {"en": "Hydrology commission", "zh": "水文委员会"}
    return in_force(bureau, agreement.Revision("commission", ("en", "zh"), titles, (article,)))


def govern(bureau: Bureau, commission: Text, **terms: Any) -> Text:
    """Its statute with three duties, of which the tenth admits other issues."""
    words = {"en": "Terms.", "zh": "条款。"}
    written = statute.draft(
        titles={"en": "Statute", "zh": "章程"}, terms=statute.Terms(commission=commission.pk, **terms), words=words,
        duties=DUTIES, headings={},
    )  # fmt: skip
    return in_force(bureau, written)


def sitting(bureau: Bureau, **terms: Any) -> Sitting:
    commission = found(bureau)
    govern(bureau, commission, **terms)
    by = {"by": bureau.who("desk"), "at": bureau.at()}
    session = sessions.plan(commission=commission, begins=BEGINS, ends=ENDS, **by)
    return Sitting(bureau, commission, session)


def grant(bureau: Bureau, code: str, handle: str) -> AuthorityHeld:
    """Lets a person hold an authority from today."""
    admin, admin2 = bureau.who("admin"), bureau.who("admin2")
    defined = authority.define(code=code, titles={"en": code}, by=admin, at=bureau.at())
    held = authority.propose(
        person=bureau.who(handle), authority=defined, since=bureau.clock.now().date(), until=None, by=admin,
        at=bureau.at(),
    )  # fmt: skip
    authority.confirm(held=held, by=admin2, at=bureau.at())
    return held


def item(number: int, duty: str = "1", *, side: str = "a", **more: Any) -> Item:
    """An item with an identity that tells its number and side."""
    return Item({"en": f"Item {number}", "zh": f"议题{number}"}, duty, id=identity(number, side), **more)


def identity(number: int, side: str = "a") -> str:
    return f"{number:025d}{side}"


def content(*items: Item, **more: Any) -> Content:
    schedule = (Row("2027-05-10", {"en": "Opening", "zh": "开幕"}, "10:00"),)
    supplements = (Supplement({"en": "List of journals"}, "en", 4),)
    given = {"titles": {"en": "Memorandum", "zh": "备忘录"}, "schedule": schedule, "supplements": supplements} | more
    return Content(agenda=items or (item(1),), **given)
