"""Memoranda of a session: both sides' beside each other, each version, and writing ours (S15)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t

from verbale.domain.books import memorandum_draft
from verbale.domain.cycle import memorandum as memoranda
from verbale.domain.cycle.memorandum import has_begun
from verbale.domain.cycle.memorandum_content import Content
from verbale.domain.cycle.memorandum_version import content_of, newest
from verbale.domain.spine import party
from verbale.records.memorandum import Memorandum, MemorandumState
from verbale.records.person import Role
from verbale.records.session import Session, SessionState
from verbale.web.access import for_roles, one, seen
from verbale.web.memorandum_form import Writing, mandate_of
from verbale.web.memorandum_shown import Version, items_in_words, papers_of, shown, versions
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline


def session_of(request: HttpRequest, identifier: str) -> Session:
    return one(Session, identifier, request.user, "commission__partner")


def rows_of(session: Session, viewer: Any) -> list[Memorandum]:
    """All versions of both sides that the viewer may see."""
    rows = seen(Memorandum, viewer).filter(session=session)
    return list(rows.select_related("written_by", "approved_by"))


@for_roles(*READERS)
def both(request: HttpRequest, identifier: str) -> HttpResponse:
    """Both sides' memoranda beside each other: ours as it stands, theirs as they told it last."""
    session = session_of(request, identifier)
    rows = rows_of(session, request.user)
    us, them = party.us().code, session.commission.partner.code
    mandate = mandate_of(session)
    sides = []
    for side, other in ((us, them), (them, us)):
        found = versions(rows, side)
        others = items_in_words([content_of(row) for row in rows if row.side == other])
        papers = papers_of(found[0].row, request.user) if found and side == us else []
        sides.append((side, found, shown(found[0], mandate, others, papers) if found else None))
    context = {"session": session, "us": us, "sides": sides, **_openings(request, session, versions(rows, us))}
    return render(request, "web/memorandum/both.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """One version of a side's memorandum."""
    row = one(Memorandum, identifier, request.user, "session__commission__partner", "written_by", "approved_by")
    rows = rows_of(row.session, request.user)
    found = next(each for each in versions(rows, row.side) if each.row.pk == row.pk)
    others = items_in_words([content_of(each) for each in rows if each.side != row.side])
    mandate = mandate_of(row.session)
    context = {
        "session": row.session, "us": party.us().code, "row": row,
        "shown": shown(found, mandate, others, papers_of(row, request.user)),
        "timeline": timeline(row, request.user), **_acts(request, row),
    }  # fmt: skip
    return render(request, "web/memorandum/memorandum.html", context)


def _openings(request: HttpRequest, session: Session, ours: list[Version]) -> dict[str, Any]:
    """What the desk may begin before the session does: a first version, the change of a draft, a further version."""
    open_still = session.state == SessionState.PLANNED and not has_begun(session, today())
    desk = open_still and Role.DESK in request.user.roles  # type: ignore[union-attr]
    last = ours[0].row if ours else None
    drafting = last is not None and last.state == MemorandumState.DRAFT
    return {"may_write": desk, "drafting": drafting, **(_acts(request, last) if last else {})}


def _acts(request: HttpRequest, row: Memorandum) -> dict[str, Any]:
    """What this person can do with a version now."""
    roles = request.user.roles  # type: ignore[union-attr]
    ours = row.side == party.us().code
    open_still = row.session.state == SessionState.PLANNED and not has_begun(row.session, today())
    return {
        "last": row,
        "may_change": ours and open_still and Role.DESK in roles and row.state == MemorandumState.DRAFT,
        "may_approve": ours and open_still and Role.APPROVER in roles and row.state == MemorandumState.DRAFT,
        "may_tell": ours and open_still and Role.DESK in roles and row.state == MemorandumState.APPROVED,
    }


@for_roles(Role.DESK)
def write(request: HttpRequest, identifier: str) -> HttpResponse:
    """Writes our draft: a first one, a change of the one that is open, or a further version of the last."""
    session = session_of(request, identifier)
    last = newest(session, party.us().code)
    open_draft = last if last is not None and last.state == MemorandumState.DRAFT else None
    drafted = None
    if request.GET.get("from") == "open" and open_draft is None:
        drafted = memorandum_draft.draft(session=session, viewer=request.user, on=today())  # type: ignore[arg-type]
    first = drafted.content if drafted else content_of(last) if last else _begun(session)
    writing = Writing(request, session, first, open_draft.pk if open_draft else "")
    if writing.saving and writing.is_valid():
        with refused_on(writing.head):
            row = _save(request, session, writing)
            messages.success(request, _t("Saved as a draft. Somebody who holds the authority approves it."))
            return redirect("memorandum", row.pk)
    context = {
        "session": session, "drafted": drafted, "open_draft": open_draft, "last": last, **writing.context(),
    }  # fmt: skip
    return page(request, "web/memorandum/write.html", context)


def _begun(session: Session) -> Content | None:
    return memorandum_draft.empty(session)


def _save(request: HttpRequest, session: Session, writing: Writing) -> Memorandum:
    content = writing.content()
    acting: dict[str, Any] = {"by": request.user, "at": now()}
    changes = writing.head.cleaned_data["changes"]
    if changes:
        row = one(Memorandum, changes, request.user, "session")
        return memoranda.change(memorandum=row, content=content, **acting)
    return memoranda.draft(session=session, content=content, **acting)


urlpatterns = [
    path("sessions/<str:identifier>/memoranda", both, name="memoranda"),
    path("sessions/<str:identifier>/memoranda/draft", write, name="memorandum-draft"),
    path("memoranda/<str:identifier>", show, name="memorandum"),
]
