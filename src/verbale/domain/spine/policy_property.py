"""The properties that the next version of a policy must have: its own, and those of the version before.

What a version was proved to have binds the one after it, whether its rulebook repeats it or not. Who drafts may drop
one by name, with a reason that whoever approves reads. One that says something else under the same name is another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from verbale.domain.spine.policy_draft import check_may_change, locked, reason_given, reset, superseded, tell
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.properties import Property, properties
from verbale.kernel.errors import NotFound, Refused
from verbale.records.person import Person
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft


class NoSuchProperty(NotFound):
    """“{name}” is no property that the version before binds this draft to. There are: {known}."""


class NothingSuperseded(Refused):
    """This draft supersedes no version, so that none binds it to properties. Take yours out of its rulebook."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A property that a draft must have; ``of`` is the version that binds it, empty for one of its own rulebook."""

    name: str
    feel: str
    of: str = ""


def binding(draft: PolicyDraft, before: PolicyVersion | None) -> tuple[Binding, ...]:
    """What a draft must have: its own properties, then those that the version before binds it to."""
    return tuple(Binding(each.name, each.feel) for each in _own(draft)) + tuple(
        Binding(each.name, each.feel, str(before)) for each in carried(draft, before)
    )


def carried(draft: PolicyDraft, before: PolicyVersion | None) -> tuple[Property, ...]:
    """The properties of the version before that bind a draft, beside its own: neither repeated by it nor dropped."""
    own = set(_own(draft)) | {Property(each["name"], each["feel"]) for each in draft.dropped}
    return tuple(each for each in _of_version(before) if each not in own)


def _own(draft: PolicyDraft) -> tuple[Property, ...]:
    return properties(read_leniently(bytes(draft.rulebook), name=draft.file_name).model)


def _of_version(version: PolicyVersion | None) -> Iterator[Property]:
    """What was proved of a version on its way into force."""
    for each in version.draft.properties if version else ():
        yield Property(each["name"], each["feel"])


@transaction.atomic
def drop(*, draft: PolicyDraft, name: str, reason: str, by: Person, at: datetime) -> PolicyDraft:
    """Drops a property of the version before by its name, with a reason. It is a draft again, not checked."""
    kept = locked(draft, DraftState.DRAFT, again=True)
    check_may_change(draft=kept, by=by)
    before = superseded(kept)
    if before is None:
        raise NothingSuperseded()
    found = [each for each in carried(kept, before) if each.name == name]
    if not found:
        known = ", ".join(f"“{each.name}”" for each in carried(kept, before)) or "none"
        raise NoSuchProperty(name=name, known=known)
    why = reason_given(reason)
    kept.dropped = [*kept.dropped, *({"name": each.name, "feel": each.feel, "reason": why} for each in found)]
    return _changed(kept, "policy.property dropped", by, at, why, name)


@transaction.atomic
def keep(*, draft: PolicyDraft, name: str, by: Person, at: datetime) -> PolicyDraft:
    """Takes the dropping of a property back: it binds the draft again, which is not checked any more."""
    kept = locked(draft, DraftState.DRAFT, again=True)
    check_may_change(draft=kept, by=by)
    left = [each for each in kept.dropped if each["name"] != name]
    if len(left) == len(kept.dropped):
        known = ", ".join(f"“{each['name']}”" for each in kept.dropped) or "none"
        raise NoSuchProperty(name=name, known=known)
    kept.dropped = left
    return _changed(kept, "policy.property kept", by, at, "", name)


def _changed(kept: PolicyDraft, act: str, by: Person, at: datetime, reason: str, name: str) -> PolicyDraft:
    reset(kept)
    kept.save()
    tell(kept, act, by, at, basis=reason, name=name)
    return kept
