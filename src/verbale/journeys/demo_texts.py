"""The texts of the demo: an agreement that both sides conclude, and a programme that waits for an answer."""

from __future__ import annotations

from datetime import datetime

from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines.agreement import BASIS, Article, Revision, State
from verbale.journeys.demo_cast import SCOPE
from verbale.journeys.demo_node import who
from verbale.records.party import Party
from verbale.records.text import Text

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
    return texts.open_text(partner=their, revision=_agreement("first"), by=who("desk"), at=at).pk


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
    return texts.open_text(partner=their, revision=_programme(), by=who("desk"), at=at).pk


def state_of(*, text: str) -> str:
    """The state of a text as this side sees it."""
    return State(Text.objects.get(pk=text).state).value


def _propose(named: Text, revision: Revision, at: datetime) -> None:
    texts.propose(text=named, revision=revision, by=who("desk"), at=at)


def _approve(named: Text, hashed: str, handle: str, at: datetime) -> None:
    texts.approve(text=named, revision=hashed, by=who(handle), at=at, second_factor=True)


def _agreement(wording: str) -> Revision:
    return _revision(
        "agreement", "Agreement on the exchange of literature", "文献交换协议",
        _article(
            "1", "Purpose", "目的",
            "The two institutes exchange scientific and technical literature and experience.",
            "两机构交换科技文献和经验。",
        ),
        _article(SCOPE, "Scope and form", "范围和形式", *_COPIES[wording], roles=(BASIS,)),
        _article(
            "3", "Term", "期限",
            "The agreement is in force once both sides have signed it, and ends by notice of six months.",
            "本协议自双方签署之日起生效，任何一方可提前六个月通知终止。",
        ),
    )  # fmt: skip


def _programme() -> Revision:
    return _revision(
        "programme", "Programme of joint work for two years", "两年联合工作计划",
        _article(
            "1", "Hydrology", "水文学",
            "Both sides compare their methods of measuring soil moisture. In charge: Ch. Rossi and Zhao Min.",
            "双方比较各自测定土壤水分的方法。负责人：罗西、赵敏。",
        ),
        _article(
            "2", "Visits", "互访",
            "Two specialists of each side visit the other for three weeks in each year.",
            "每年每方派两名专家互访三周。",
        ),
    )  # fmt: skip


def _revision(kind: str, english: str, chinese: str, *articles: Article) -> Revision:
    return Revision(kind, ("en", "zh"), {"en": english, "zh": chinese}, articles)


def _article(
    identifier: str, heading: str, chinese_heading: str, text: str, chinese: str, *, roles: tuple[str, ...] = ()
) -> Article:
    return Article(identifier, {"en": heading, "zh": chinese_heading}, {"en": text, "zh": chinese}, roles=roles)
