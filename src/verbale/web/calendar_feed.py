"""The plan of sessions as a calendar: as a file, and under an address that a calendar program reads without signing in.

The secret of that address stands in its query, which no log of ours writes; only its hash is kept.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.views.decorators.http import require_safe

from verbale.domain.cycle import calendar_feed
from verbale.domain.cycle.calendar_feed import NoSuchFeed
from verbale.records.person import Person
from verbale.records.text import Text
from verbale.web.access import for_roles, one, without_signing_in
from verbale.web.moment import now, today
from verbale.web.refusal import sentence, told
from verbale.web.session_row import commissions
from verbale.web.shell import paper_language
from verbale.web.text_shown import READERS

MEDIA_TYPE = "text/calendar; charset=utf-8"
PARAMETER = "key"
LONGEST_SECRET = 200


@for_roles(*READERS)
def show(request: HttpRequest) -> HttpResponse:
    person: Person = request.user  # type: ignore[assignment]
    if request.method == "POST":
        return _change(request, person)
    context = {"feed": calendar_feed.feed_of(person), "commissions": commissions(person)}
    return render(request, "web/calendar_feed/calendar.html", context)


def _change(request: HttpRequest, person: Person) -> HttpResponse:
    """Makes a new address, shown this once, or withdraws the one there is."""
    if request.POST.get("do") == "make":
        _feed, secret = calendar_feed.make(person=person, at=now())
        link = f"{request.build_absolute_uri(reverse('calendar-feed'))}?{PARAMETER}={secret}"
        return render(request, "web/calendar_feed/made.html", {"link": link})
    found = calendar_feed.feed_of(person)
    if found is not None:
        with told(request):
            calendar_feed.withdraw(feed=found, by=person, at=now())
            messages.success(request, _t("Withdrawn. Who reads the calendar there gets nothing more."))
    return redirect("calendar")


@for_roles(*READERS)
def file(request: HttpRequest) -> HttpResponse:
    """The calendar of all sessions, or of one commission's."""
    person: Person = request.user  # type: ignore[assignment]
    asked = request.GET.get("commission", "")
    commission = one(Text, asked, person) if asked else None
    data = calendar_feed.calendar(
        viewer=person, on=today(), at=now(), commission=commission, language=paper_language()
    )  # fmt: skip
    response = HttpResponse(data, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="sessions.ics"'
    return response


@without_signing_in
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """What a calendar program reads: the sessions that the holder of the address may see."""
    try:
        found = calendar_feed.find(request.GET.get(PARAMETER, "")[:LONGEST_SECRET])
    except NoSuchFeed as fault:
        return _answer(f"{sentence(fault)}\n".encode(), "text/plain; charset=utf-8", 404)
    language = found.person.language.partition("-")[0]
    return _answer(calendar_feed.calendar(viewer=found.person, on=today(), at=now(), language=language), MEDIA_TYPE)


def _answer(data: bytes, media_type: str, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return HttpResponse(data, content_type=media_type, status=status, headers=headers)


urlpatterns = [
    path("calendar", show, name="calendar"),
    path("calendar/sessions.ics", file, name="calendar-file"),
    path("calendar/feed.ics", feed, name="calendar-feed"),
]
