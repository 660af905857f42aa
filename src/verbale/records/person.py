"""People: who signs in, the roles they hold, the authorities granted to them, their tokens."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from verbale.records.record import Guarded, M, Record, in_language, one_of


class Role(models.TextChoices):
    """What a person does in the office."""

    DESK = "desk", _("Desk officer")
    APPROVER = "approver", _("Approver")
    LIBRARIAN = "librarian", _("Librarian")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class PersonQuerySet(Guarded["Person"]):
    readers = frozenset({Role.DESK, Role.ADMINISTRATOR, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(pk=viewer.pk)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(handle=username)  # type: ignore[no-any-return]


class Person(Record, AbstractBaseUser):
    """Somebody who acts. A person is never deleted, only deactivated: the journal names them."""

    handle = models.CharField(_("sign-in name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    office_held = models.CharField(_("office held"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    class Meta:
        ordering = ["name"]

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held now; read once for each loaded person."""
        return frozenset(self.roles_held.values_list("role", flat=True)) if self.is_active else frozenset()

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """One role of one person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="role_held_once"),
            one_of("role", Role, "role_held_known"),
        ]


class Invitation(Record):
    """A one-time way in for an invited person; only the secret's hash is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="invitation")
    secret_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()


class EverybodyReads(Guarded[M]):
    """Things that every active person of the office may know."""

    def narrowed_to(self, viewer: Person) -> Self:  # noqa: ARG002 - the viewer is active, and that is enough
        return self.all()


class Authority(Record):
    """An office that a rule may ask to approve, such as the central department in charge."""

    code = models.CharField(_("code"), max_length=80, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict)

    objects = EverybodyReads["Authority"].as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "authorities"

    def title(self, language: str = "en") -> str:
        return in_language(self.titles, language) or self.code

    def __str__(self) -> str:
        return self.code


class AuthorityHeldQuerySet(Guarded["AuthorityHeld"]):
    readers = frozenset({Role.DESK, Role.ADMINISTRATOR, Role.AUDITOR})

    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(person=viewer)

    def in_force(self, day: date) -> Self:
        """Confirmed by a second person and covering the day."""
        covers = Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
        return self.filter(covers, confirmed_at__isnull=False, person__is_active=True)


class AuthorityHeld(Record):
    """One person holds one authority from a day to a day; as a deputy, while ``deputy_for`` holds it.

    Two people grant it: one proposes, another confirms. Until then it gives no right.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorities_held")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="held")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    deputy_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("deputy for")
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = AuthorityHeldQuerySet.as_manager()

    class Meta:
        ordering = ["authority__code", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="authority_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="authority_confirmed_whole",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="authority_ends_after_start"
            ),
        ]


class AccessTokenQuerySet(Guarded["AccessToken"]):
    readers = frozenset({Role.ADMINISTRATOR})

    def narrowed_to(self, viewer: Person) -> Self:
        return self.filter(person=viewer)

    def usable(self, at: datetime) -> Self:
        """Neither revoked nor expired, of an active person."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, person__is_active=True)


class AccessToken(Record):
    """Lets a script or a terminal act as a person; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(_("label"), max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    second_factor = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
