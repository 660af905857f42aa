"""One family of errors. The docstring of each class is the sentence its reader sees.

A class's docstring is a template; the facts given at birth fill it. A door translates the template before
filling it (``error.sentence(gettext)``) and maps the five branches below once, to an HTTP status or an exit code.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, ClassVar


class VerbaleError(Exception):
    """Something went wrong that nobody described. Please report it with what you did."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(self.sentence())

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence for the reader; ``translate`` maps the template to the reader's language."""
        return translate(self.template()).format(**self.facts)

    @classmethod
    def template(cls) -> str:
        """The untranslated sentence, on one line, with its facts in braces."""
        return " ".join(inspect.cleandoc(cls.__doc__ or "").split())

    def __reduce__(self) -> tuple[Any, ...]:
        return (_reborn, (type(self), self.facts))


def _reborn(kind: type[VerbaleError], facts: dict[str, Any]) -> VerbaleError:
    return kind(**facts)


class Refused(VerbaleError):
    """This may not be done now."""

    http_status = 409


class NotAllowed(Refused):
    """You may not do this."""

    http_status = 403


class NotFound(Refused):
    """There is no {what} “{which}”, or you may not see it."""

    http_status = 404


class Faulty(VerbaleError):
    """Faults were found."""

    http_status = 422


class WrongUse(VerbaleError):
    """This was asked in a way that has no meaning."""

    exit_code = 2
    http_status = 400


class Unreadable(VerbaleError):
    """This input cannot be read."""

    exit_code = 3
    http_status = 422
