"""Tags of the pages of sessions: the state of a session, of a step, and what a step is called."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from verbale.domain.cycle.session_plan import NAMES, Step, StepKind
from verbale.records.session import Session, SessionWord
from verbale.web.session_row import Pressing
from verbale.web.session_words import STATE_TONES, STEP_STATES, STEP_TONES
from verbale.web.tone import QUIET

register = template.Library()
PLACES = {
    StepKind.AGENDA: "memoranda",
    StepKind.MEMORANDUM: "memoranda",
    StepKind.DELEGATION: "delegations",
    StepKind.MINUTES: "minutes",
    StepKind.REPORT: "record",
}


@register.inclusion_tag("web/parts/state.html")
def session_state(one: Session | SessionWord) -> dict[str, str]:
    """The state of a session, in the word of one side, as words and shape."""
    return {"tone": STATE_TONES.get(one.state, QUIET), "label": one.get_state_display()}


@register.inclusion_tag("web/parts/state.html")
def step_state(step: Step | Pressing) -> dict[str, str]:
    """How a step stands, as words and shape."""
    return {"tone": STEP_TONES.get(step.state, QUIET), "label": STEP_STATES[step.state]}


@register.simple_tag
def step_name(step: Step | Pressing) -> str:
    """What a step is called, with the side that owes it."""
    name = gettext(NAMES[step.kind])
    return f"{name}, {step.side}" if step.side else name


@register.simple_tag
def step_place(step: Step) -> str:
    """The section of a session's page where the record stands that shows a step done."""
    return PLACES[step.kind]


@register.simple_tag
def step_what(step: Step) -> str:
    """What a step is called, without the side."""
    return gettext(NAMES[step.kind])
