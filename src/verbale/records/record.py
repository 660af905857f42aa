"""What every record has: a random identifier, and a queryset that shows nothing without a viewer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

from verbale.kernel.identifier import LENGTH, new_identifier

if TYPE_CHECKING:
    from verbale.records.person import Person

M = TypeVar("M", bound=models.Model, covariant=True)


class Guarded(models.QuerySet[M]):
    """A queryset that is narrowed to what one person may see: deny by default."""

    readers: frozenset[str] = frozenset()
    """The roles that see every row; a subclass adds narrower rights in ``narrowed_to``."""

    def visible_to(self, viewer: Person) -> Self:
        """The rows this person may see; none for a person who was deactivated."""
        if not viewer.is_active:
            return self.none()
        if viewer.roles & self.readers:
            return self.all()
        return self.narrowed_to(viewer)

    def narrowed_to(self, viewer: Person) -> Self:  # noqa: ARG002 - subclasses look at the viewer
        """The rows seen by a person who holds none of ``readers``."""
        return self.none()


class Record(models.Model):
    """A row with a random identifier that tells nothing of time or number."""

    id = models.CharField(primary_key=True, max_length=LENGTH, default=new_identifier, editable=False)

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        """What this thing is called in journals and addresses: the model's name in lower case."""
        return str(self._meta.model_name)


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """A database constraint: the field holds one of the choices."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=name)


def in_language(texts: dict[str, Any], language: str, otherwise: Sequence[str] = ()) -> str:
    """The text in a language, else in the first of the ``otherwise`` that has one, else in English, else any; empty if
    there is none."""
    found = (texts.get(one) for one in (language, *otherwise, "en"))
    return str(next(filter(None, found), None) or next(iter(texts.values()), ""))
