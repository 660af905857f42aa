"""The texts of the demo: an agreement that both sides conclude, and a programme that waits for an answer."""

from __future__ import annotations

from datetime import datetime

from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines.agreement import BASIS, Article, Revision, State
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.text import Text

SCOPE = "2"
"""The article that says scope and form of what is supplied."""
_COPIES = {
    "first": (
        "Each side supplies the other, on request, with one copy of its open scientific and technical publications.",
        "双方应对方请求，各提供一份公开的科技出版物。",
    ),
    "countered": (
        "Each side supplies the other, on request, with one copy or one photocopy of its scientific and technical"
        " publications, under the rules in force on each side.",
        "双方应对方请求，按各自现行规定，各提供一份科技出版物或其复印件。",
    ),
}


def propose_agreement(*, partner: str, at: datetime) -> str:
    """Our desk proposes the agreement; its identity."""
    their = Party.objects.get(code=partner)
    return texts.open_text(partner=their, revision=_agreement("first"), by=_who("desk"), at=at).pk


def counter_agreement(*, text: str, handle: str, at: datetime) -> str:
    """The other side changes the article on scope and approves its own wording; the article."""
    named = Text.objects.get(pk=text)
    revision = _agreement("countered")
    _propose(named, revision, at)
    _approve(named, revision.hash, handle, at)
    return SCOPE


def approve_agreement(*, text: str, handle: str, at: datetime) -> str:
    """Approves what the partner proposed last; its hash."""
    named = Text.objects.get(pk=text)
    hashed = standing_of(named, utc_day(at)).standing_proposals[-1].revision
    _approve(named, hashed, handle, at)
    return hashed


def propose_programme(*, partner: str, at: datetime) -> str:
    """A programme for two years, which waits for the other side's answer."""
    their = Party.objects.get(code=partner)
    return texts.open_text(partner=their, revision=_programme(), by=_who("desk"), at=at).pk


def state_of(*, text: str) -> str:
    """The state of a text as this side sees it."""
    return State(Text.objects.get(pk=text).state).value


def _propose(named: Text, revision: Revision, at: datetime) -> None:
    texts.propose(text=named, revision=revision, by=_who("desk"), at=at)


def _approve(named: Text, hashed: str, handle: str, at: datetime) -> None:
    texts.approve(text=named, revision=hashed, by=_who(handle), at=at, second_factor=True)


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


def _agreement(wording: str) -> Revision:
    english, chinese = _COPIES[wording]
    articles = (
        Article(
            "1", {"en": "Purpose", "zh": "目的"},
            {
                "en": "The two institutes exchange scientific and technical literature and experience.",
                "zh": "两机构交换科技文献和经验。",
            },
        ),
        Article(SCOPE, {"en": "Scope and form", "zh": "范围和形式"}, {"en": english, "zh": chinese}, roles=(BASIS,)),
        Article(
            "3", {"en": "Term", "zh": "期限"},
            {
                "en": "The agreement is in force once both sides have signed it, and ends by notice of six months.",
                "zh": "本协议自双方签署之日起生效，任何一方可提前六个月通知终止。",
            },
        ),
    )  # fmt: skip
    titles = {"en": "Agreement on the exchange of literature", "zh": "文献交换协议"}
    return Revision("agreement", ("en", "zh"), titles, articles)


def _programme() -> Revision:
    articles = (
        Article(
            "1", {"en": "Hydrology", "zh": "水文学"},
            {
                "en": "Both sides compare their methods of measuring soil moisture. In charge: Ch. Rossi and Zhao Min.",
                "zh": "双方比较各自测定土壤水分的方法。负责人：罗西、赵敏。",
            },
        ),
        Article(
            "2", {"en": "Visits", "zh": "互访"},
            {
                "en": "Two specialists of each side visit the other for three weeks in each year.",
                "zh": "每年每方派两名专家互访三周。",
            },
        ),
    )  # fmt: skip
    titles = {"en": "Programme of joint work for two years", "zh": "两年联合工作计划"}
    return Revision("programme", ("en", "zh"), titles, articles)
