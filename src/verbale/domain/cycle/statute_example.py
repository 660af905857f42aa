"""Two statutes ready to be proposed: a mandate of ten duties, as one was proposed in 1957, and one of today (S3).

Their words stand beside this module, in every language of our papers; what a machine knows of them, here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from verbale.domain.cycle import statute
from verbale.domain.cycle.statute import Duty, Span, Terms
from verbale.engines import agreement
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import NotFound, WrongUse

LANGUAGES = ("en", "zh", "ru", "de", "ko")
_WORDS = "statute_example.json"


class NotWrittenIn(WrongUse):
    """The examples of statutes are not written in “{language}”. They are in {known}."""


class DoesNotPrevail(WrongUse):
    """“{language}” cannot prevail: it is none of the languages of this statute, {known}."""


def ten_duties(*, commission: str, languages: Sequence[str] = LANGUAGES) -> agreement.Revision:
    """A statute of ten duties: several delegates a side, a session or two a year, both languages alike.

    What the commission concludes is a reference for both governments; the host pays for the organisation, each side for
    its delegation; a memorandum comes before every session. ``commission`` is the identity of the text that founded it.
    """
    terms = Terms(
        commission, delegates=2, sessions=(1, 2), host="agreed", agenda=Span("P1D"), memorandum=Span("P1D"),
        delegation=Span("P1D"), prevails=statute.EVERY_LANGUAGE, force="signature", costs="host",
    )  # fmt: skip
    return _drafted("ten duties", terms, languages)


def of_today(
    *, commission: str, languages: Sequence[str] = LANGUAGES, prevails: str = "", first_host: str = ""
) -> agreement.Revision:
    """A statute of today: a session a year by turns, agenda two months and memorandum two weeks before, one language
    prevails (the first one, unless another is named), both governments approve, interim agreements are ratified.
    """
    chosen = prevails or next(iter(languages), "")
    if chosen not in languages:
        raise DoesNotPrevail(language=chosen, known=", ".join(languages))
    terms = Terms(
        commission, delegates=3, sessions=(1, 1), host="alternating", first_host=first_host, agenda=Span("P2M"),
        memorandum=Span("P2W"), delegation=Span("P2W"), prevails=chosen, force="approval", costs="host",
        interim="ratified",
    )  # fmt: skip
    return _drafted("today", terms, languages)


EXAMPLES: Mapping[str, Callable[..., agreement.Revision]] = {"ten-duties": ten_duties, "today": of_today}
"""By the name under which a person asks for one."""


def example(name: str, *, commission: str, languages: Sequence[str] = LANGUAGES) -> agreement.Revision:
    """The statute of this name. Raises NotFound, NotWrittenIn."""
    if name not in EXAMPLES:
        raise NotFound(what="example of a statute", which=name)
    return EXAMPLES[name](commission=commission, languages=languages)


def _drafted(which: str, terms: Terms, languages: Sequence[str]) -> agreement.Revision:
    if foreign := [one for one in languages if one not in LANGUAGES]:
        raise NotWrittenIn(language=foreign[0], known=", ".join(LANGUAGES))
    told = _words()
    text, named = told[which], told["prevailing"].get(terms.prevails, {})
    said = {one: text["terms"][one].format(language=named.get(one, "")) for one in languages}
    duties = [
        Duty(str(number), _in(words, languages), other=number == len(text["duties"]))
        for number, words in enumerate(text["duties"], start=1)
    ]
    headings = {role: _in(words, languages) for role, words in told["headings"].items()}
    return statute.draft(
        titles=_in(text["title"], languages), terms=terms, words=said, duties=duties, headings=headings
    )


def _in(words: Mapping[str, str], languages: Sequence[str]) -> dict[str, str]:
    return {language: words[language] for language in languages}


@cache
def _words() -> dict[str, Any]:
    read: dict[str, Any] = read_json(files(__package__).joinpath(_WORDS).read_bytes(), _WORDS)
    return read
