"""Who may open which page, and read which things. What nobody declared open is closed.

    @for_roles(Role.DESK)       people with one of these roles
    @for_everybody              whoever is signed in
    @without_signing_in         the few pages before that

Things are read with ``seen(Order, request.user)`` and ``one(Order, identifier, request.user)``, never past the viewer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from verbale.domain.spine.person import check_role
from verbale.kernel.errors import NotFound
from verbale.records.person import Person, Role
from verbale.web.places import noun

View = Callable[..., HttpResponseBase]
M = TypeVar("M", bound=Model)


def for_roles(*roles: str) -> Callable[[View], View]:
    """Opens a view to people with one of the roles; others read why not."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            check_role(request.user, *roles)  # type: ignore[arg-type]
            return view(request, *args, **kwargs)

        checked.roles = frozenset(roles)  # type: ignore[attr-defined]
        return checked

    return decorate


def for_everybody(view: View) -> View:
    """Opens a view to every active person of the office."""
    return for_roles(*Role.values)(view)


def without_signing_in(view: View) -> View:
    """Opens a view to anybody."""
    opened = login_not_required(view)
    opened.roles = None  # type: ignore[attr-defined]
    return opened


def before_second_factor(view: View) -> View:
    """Opens a view to approvers who have yet to set up their second factor."""
    view.before_second_factor = True  # type: ignore[attr-defined]
    return view


def seen(kind: type[M], viewer: Any) -> QuerySet[M]:
    """The things of a kind that the viewer may see."""
    return kind._meta.default_manager.visible_to(viewer)  # type: ignore[union-attr,no-any-return]


def one(kind: type[M], identifier: str, viewer: Any, *related: str) -> M:
    """One thing that the viewer may see; NotFound for any other. ``related`` is read along."""
    found = seen(kind, viewer).filter(pk=identifier)
    if related:
        found = found.select_related(*related)
    thing = found.first()
    if thing is None:
        raise NotFound(what=noun(str(kind._meta.model_name)), which=identifier)
    return thing


def passed_second_factor(request: HttpRequest) -> bool:
    """Whether this person may approve: they gave a second factor, or this is a demo."""
    return bool(settings.DEMO or request.user.is_verified())  # type: ignore[union-attr]


class SignedIn(LoginRequiredMiddleware):
    """Leads a stranger to the sign-in page, and an approver without a second factor to setting it up."""

    def process_view(self, request: HttpRequest, view_func: View, view_args: Any, view_kwargs: Any) -> Any:
        leave = super().process_view(request, view_func, view_args, view_kwargs)
        if leave is not None or not isinstance(request.user, Person):
            return leave
        open_to_all = not getattr(view_func, "login_required", True)
        if open_to_all or getattr(view_func, "before_second_factor", False):
            return None
        if self._needs_second_factor(request):
            return _go(request, reverse("second-factor"))
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponse:
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))
        return super().handle_no_permission(request, view_func)

    @staticmethod
    def _needs_second_factor(request: HttpRequest) -> bool:
        approver = Role.APPROVER in request.user.roles  # type: ignore[union-attr]
        return approver and not passed_second_factor(request)


def _go(request: HttpRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)
