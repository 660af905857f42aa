"""The office's own labels of conclusions, which count beside the built-in ones when a report is read (10.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.spine import journal
from verbale.domain.spine.office import office
from verbale.domain.spine.person import check_role
from verbale.engines.report import Labels, labels_of, words_of
from verbale.records.office import Office
from verbale.records.person import Person, Role


def own() -> dict[str, list[str]]:
    """The office's own words, by what they announce."""
    return dict(office().report_labels)


def labels() -> Labels:
    """The labels by which reports are read here."""
    return labels_of(own())


@transaction.atomic
def keep(*, own: Mapping[Any, object], by: Person, at: datetime) -> Office:
    """Sets the office's own labels; those that were set before are replaced. Raises BadLabels, NoLabel."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    labels_of(own)
    ours = office()
    ours.report_labels = {kind.value: words for kind, words in words_of(own).items()}
    ours.save(update_fields=["report_labels"])
    counts = {kind: len(words) for kind, words in ours.report_labels.items()}
    journal.record(act="office.labels", thing=("office", "1"), by=by, at=at, facts={"labels": counts})
    return ours
