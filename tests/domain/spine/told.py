"""What the journal tells, short enough to compare whole."""

from verbale.records.journal import JournalPayload


def acts() -> list[str]:
    """Every act, in order."""
    return list(JournalPayload.objects.order_by("entry").values_list("act", flat=True))


def last() -> dict[str, object]:
    """The newest payload: act, who, of which thing, on which basis, with which facts."""
    payload = JournalPayload.objects.latest("entry")
    return {
        "act": payload.act, "by": payload.by_name, "thing": (payload.thing_kind, payload.thing_id),
        "basis": payload.basis, "facts": payload.facts,
    }  # fmt: skip
