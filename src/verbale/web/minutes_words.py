"""What states, waits and differences of minutes are called on a page, and a text with its differences marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle.minutes import STATES, MinutesState
from verbale.domain.cycle.minutes_check import Checked
from verbale.domain.cycle.minutes_standing import Wait
from verbale.engines import parallel
from verbale.engines.parallel.finding import IN_ITS_PLACE, SENTENCES
from verbale.web.imprecise import told
from verbale.web.shell import own_name
from verbale.web.tone import BUSY, DONE, QUIET, WAIT

TONES: dict[str, str] = {
    MinutesState.NEGOTIATED: WAIT,
    MinutesState.WORDING_AGREED: BUSY,
    MinutesState.SIGNED_BY_ONE: WAIT,
    MinutesState.SIGNED_BY_BOTH: WAIT,
    MinutesState.CONCLUDED: WAIT,
    MinutesState.IN_FORCE: DONE,
    MinutesState.ENDED: QUIET,
}

WAY: dict[MinutesState, str] = {
    MinutesState.NEGOTIATED: pgettext_lazy("step of minutes", "Negotiated"),
    MinutesState.WORDING_AGREED: pgettext_lazy("step of minutes", "Wording agreed"),
    MinutesState.SIGNED_BY_ONE: pgettext_lazy("step of minutes", "Signed by one side"),
    MinutesState.SIGNED_BY_BOTH: pgettext_lazy("step of minutes", "Signed by both"),
    MinutesState.CONCLUDED: pgettext_lazy("step of minutes", "Concluded"),
    MinutesState.IN_FORCE: pgettext_lazy("step of minutes", "In force"),
}
"""The steps that minutes go through, in their order."""

WAITS: dict[Wait, str] = {
    Wait.AGREEMENT: _("That both sides approve the same revision"),
    Wait.FIRST_SIGNATURE: _("The signature of %(side)s, which signs first as the depositary"),
    Wait.SECOND_SIGNATURE: _("The signature of %(side)s"),
    Wait.RECEIPT: _("Word from the node of %(side)s that it holds the paper with both signatures"),
    Wait.APPROVAL: _("The approval of the government of %(side)s, which the statute asks for"),
}

ROLES: dict[str, str] = {
    "session": pgettext_lazy("role of an article", "Session"),
    "agenda": pgettext_lazy("role of an article", "Agenda"),
    "conclusion": pgettext_lazy("role of an article", "Conclusion"),
    "": pgettext_lazy("role of an article", "Other"),
}
"""What an article of minutes can be."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way, and whether it was ``reached``, is ``current``, or neither."""

    name: str
    standing: str


def way(state: MinutesState) -> list[Step]:
    """The way of minutes that stand so; of those that ended, nothing is said."""
    if state is MinutesState.ENDED:
        return []
    steps = list(WAY)
    now = steps.index(state)
    return [
        Step(str(WAY[each]), "reached" if place < now else "current" if place == now else "")
        for place, each in enumerate(steps)
    ]


def waits(some: Iterable[tuple[Wait, str]]) -> list[str]:
    """What is awaited, in sentences."""
    return [str(WAITS[wait]) % {"side": side} for wait, side in some]


def state_of(state: MinutesState) -> dict[str, str]:
    """A state as words and shape, for ``web/parts/state.html``."""
    return {"tone": TONES[state], "label": _t(STATES[state])}


BARE = _("The {language} text says the date “{as_written}”; the {other} text does not.")
BARE_IN_ITS_PLACE = _("It says “{instead}”.")
"""The same of a date that has no value a reader would know."""


def sentence(found: parallel.Finding) -> str:
    """What was found, in the reader's language: languages by their own names, dates as the reader writes them."""
    says = _value(found.kind, found.says)
    said = (str(BARE) if says == "" else _t(SENTENCES[found.kind])).format(
        language=own_name(found.language), other=own_name(found.other), as_written=found.as_written, says=says
    )
    if found.instead is None:
        return said
    value = _value(found.kind, found.instead.value)
    near = _t(IN_ITS_PLACE) if value else str(BARE_IN_ITS_PLACE)
    return f"{said} {near.format(instead=found.instead.as_written, value=value)}"


def _value(kind: parallel.FindingKind, value: str | None) -> str | None:
    """A value as a reader knows it; empty for a date of which there is no plainer form, such as one without a year."""
    if kind is not parallel.FindingKind.DATE or value is None:
        return value
    words = told(value)
    return "" if words == value and not value.isdecimal() else words


@dataclass(frozen=True, slots=True)
class Found:
    """A difference as a page shows it: its number on the page, its sentence, how it was accepted, the field in which a
    reason for it is asked."""

    number: int
    finding: parallel.Finding
    checked: Checked | None = None
    field: Any = None

    @property
    def sentence(self) -> str:
        return sentence(self.finding)

    @property
    def accepted(self) -> Any:
        return self.checked.accepted if self.checked else None

    @property
    def open(self) -> bool:
        return self.accepted is None

    @property
    def spans(self) -> Iterator[tuple[str, int, int]]:
        """Where it stands: the language, and from where to where of its words."""
        if self.finding.end:
            yield self.finding.language, self.finding.start, self.finding.end
        if instead := self.finding.instead:
            yield self.finding.other, instead.start, instead.end


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words, and the numbers of the differences in which it stands."""

    text: str
    numbers: tuple[int, ...]
    open: bool = False


def marked(words: Mapping[str, str], found: Sequence[Found]) -> list[tuple[str, str, list[Run]]]:
    """By language: its code, its name, and its words in stretches with the differences marked."""
    return [(code, own_name(code), list(_runs(code, said, found))) for code, said in words.items()]


def _runs(language: str, words: str, found: Sequence[Found]) -> Iterator[Run]:
    spans = [(start, end, one) for one in found for code, start, end in one.spans if code == language]
    cuts = sorted({0, len(words), *(cut for start, end, _one in spans for cut in (start, end) if cut <= len(words))})
    for start, end in pairwise(cuts):
        within = [one for first, last, one in spans if first <= start and end <= last]
        numbers = tuple(dict.fromkeys(one.number for one in within))
        yield Run(words[start:end], numbers, any(one.open for one in within))
