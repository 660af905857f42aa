"""Writing minutes side by side in every language: for a session, or as a change; kept as a draft, checked, proposed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from verbale.domain.cycle import commitment_carried, minutes_draft, minutes_form
from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle.minutes_outline import Outline
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision, revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.kernel.canonical import read_json
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.session import Session
from verbale.records.text import Text
from verbale.web.access import for_roles, one
from verbale.web.minutes_rows import MinutesRow
from verbale.web.minutes_shown import checked, checked_outline, minutes_text
from verbale.web.minutes_writing import MinutesHead, MinutesWriting, revision_of_outline
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import languages_of
from verbale.web.text_proposal import ReviewForm
from verbale.web.text_rows import MOST, MOST_LANGUAGES
from verbale.web.text_shown import about, differences, shown


@for_roles(Role.DESK)
def write(request: HttpRequest, identifier: str) -> HttpResponse:
    """New minutes of a session, begun with what session, delegations, agenda and commitments tell."""
    session = one(Session, identifier, request.user, "commission__partner")
    carried, ours = commitment_carried.of(session), tuple(languages_of(request)[:MOST_LANGUAGES])

    def begin(languages: tuple[str, ...]) -> Outline:
        return minutes_form.outline(session, languages or ours, carried)

    return _answer(request, MinutesWriting(request, session, begin), session.commission.partner)


@for_roles(Role.DESK)
def change(request: HttpRequest, identifier: str) -> HttpResponse:
    """A counter-proposal, a correction or a change of minutes that stand."""
    text = minutes_text(identifier, request.user)
    asked = request.GET.get("from", "")
    first = revision_of(text, asked) if asked else newest_revision(text, standing_of(text, utc_day(now())))
    outline = Outline.of_revision(first)
    return _answer(request, MinutesWriting(request, text, lambda _languages: outline), text.partner)


def _answer(request: HttpRequest, writing: MinutesWriting, partner: Party) -> HttpResponse:
    if writing.do == "propose":
        return _propose(request, writing, partner)
    if writing.do == "drop":
        minutes_draft.drop(about=writing.about, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("The draft was dropped."))
        return redirect(request.get_full_path())
    if writing.do == "edit":
        return _page(request, writing, *_of_content(writing))
    head, rows = writing.head(), writing.rows()
    if writing.do in ("keep", "keep-over"):
        return _keep(request, writing, head, rows)
    if writing.do == "review":
        return _review_typed(request, writing, head, rows, partner)
    return _page(request, writing, head, rows)


def _of_content(writing: MinutesWriting) -> tuple[MinutesHead, list[MinutesRow]]:
    """The form once more, with what was reviewed."""
    writing.first = Outline.of_revision(_content(writing.request))
    writing.languages, writing.sent = writing.first.languages, False
    head = writing.head()
    head.initial["note"], head.initial["respond_by"] = (writing.posted.get(one, "") for one in ("note", "respond_by"))
    return head, writing.rows()


def _keep(request: HttpRequest, writing: MinutesWriting, head: MinutesHead, rows: list[MinutesRow]) -> HttpResponse:
    if head.is_valid():
        with refused_on(head):
            minutes_draft.keep(
                about=writing.about, outline=writing.outline(rows), by=request.user, at=now(),  # type: ignore[arg-type]
                note=head.cleaned_data["note"], respond_by=head.cleaned_data["respond_by"],
                seen=None if writing.do == "keep-over" else writing.seen,
            )  # fmt: skip
            messages.success(request, _t("Kept as a draft. The partner sees nothing of it until it is proposed."))
            return redirect(request.get_full_path())
    return _page(request, writing, head, rows)


def _review_typed(
    request: HttpRequest, writing: MinutesWriting, head: MinutesHead, rows: list[MinutesRow], partner: Party
) -> HttpResponse:
    sound = [row.is_valid() for row in rows]
    if head.is_valid() and all(sound):
        with refused_on(head):
            outline = writing.outline(rows)
            _check_filled(outline)
            revision = revision_of_outline(outline)
            minutes_of.check_proposed(revision, partner)
            return _review(request, writing, revision, head, head.cleaned_data)
    elif head.is_valid():
        head.add_error(None, _t("Some articles cannot be taken; each says why."))
    return _page(request, writing, head, rows)


def _check_filled(outline: Outline) -> None:
    """Refuses what a person was still to write. Raises NotFilled."""
    for part in outline.articles:
        minutes_form.check_filled(part)


def _page(request: HttpRequest, writing: MinutesWriting, head: MinutesHead, rows: list[MinutesRow]) -> HttpResponse:
    """The form as it stands; once a check was asked for, with what it found beside each article."""
    found: list[Any] = checked_outline(writing.outline(rows)) if writing.do == "check" else []
    beside = found[1:] or [None] * len(rows)
    context: dict[str, Any] = {
        "form": head, "articles": list(zip(rows, beside, strict=True)), "writing": writing,
        "title_found": found[0] if found else None, "compared": bool(found), "full": len(rows) >= MOST,
        "differences": sum(len(each.found) for each in found), "cut": len(writing.first.articles) > MOST,
        **_where(writing.about),
    }  # fmt: skip
    return page(request, "web/minutes/write.html", context)


def _where(about_: minutes_draft.About) -> dict[str, Any]:
    if isinstance(about_, Text):
        return {"text": about_, "cancel": reverse("minutes-one", args=[about_.pk])}
    return {"session": about_, "cancel": reverse("minutes")}


def _review(
    request: HttpRequest, writing: MinutesWriting, revision: agreement.Revision, form: Any, given: dict[str, Any]
) -> HttpResponse:
    """The revision as it would be proposed: its hash, what it changes, and where its languages differ."""
    articles = checked(revision, None)
    context: dict[str, Any] = {
        "form": form, "given": given, "content": revision.as_bytes().decode(), "articles": articles,
        "open": sum(each.open for each in articles), "differences": [], "shown": shown(revision), "writing": writing,
        **_where(writing.about),
    }  # fmt: skip
    if isinstance(writing.about, Text):
        standing = standing_of(writing.about, utc_day(now()))
        newest = standing.standing_proposals[-1].revision if standing.standing_proposals else None
        context |= {**about(writing.about, standing), "shown": shown(revision, standing)}
        context["differences"] = differences(writing.about, standing, revision, newest)
    return page(request, "web/minutes/review.html", context)


def _propose(request: HttpRequest, writing: MinutesWriting, partner: Party) -> HttpResponse:
    form, revision = ReviewForm(request.POST), _content(request)
    if form.is_valid():
        with refused_on(form):
            made = _proposed(request, writing.about, revision, form.cleaned_data, partner)
            messages.success(request, _t("Proposed. The wording is agreed once both sides approve the same revision."))
            return redirect("minutes-one", made.pk)
    return _review(request, writing, revision, form, {**request.POST.dict(), **form.cleaned_data})


@transaction.atomic
def _proposed(
    request: HttpRequest, about_: minutes_draft.About, revision: agreement.Revision, given: dict[str, Any],
    partner: Party,
) -> Text:  # fmt: skip
    """The text, once the revision is proposed; its draft has done its service."""
    minutes_of.check_proposed(revision, partner)
    acting: dict[str, Any] = {"by": request.user, "at": now()}
    told = {**acting, "note": given["note"], "respond_by": given["respond_by"]}
    if isinstance(about_, Text):
        texts.propose(text=about_, revision=revision, **told)
        made = about_
    else:
        made = texts.open_text(partner=partner, revision=revision, **told)
    minutes_of.of(made, acting["at"])
    minutes_draft.drop(about=about_, **acting)
    return made


def _content(request: HttpRequest) -> agreement.Revision:
    return agreement.Revision.of_json(read_json(request.POST.get("content", "").encode(), "a revision"))


urlpatterns = [
    path("sessions/<str:identifier>/minutes", write, name="minutes-write"),
    path("minutes/<str:identifier>/write", change, name="minutes-counter"),
]
