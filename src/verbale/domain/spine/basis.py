"""The basis of what is supplied: an article of an agreed text that says its scope and form (S66)."""

from __future__ import annotations

from datetime import date

from verbale.domain.spine.text_record import revision_of, standing_of
from verbale.engines import agreement
from verbale.kernel.errors import Refused
from verbale.records.party import Party
from verbale.records.text import Text


class NoBasisArticle(Refused):
    """“{text}” has no article {article} in force that says scope and form of what is supplied. An exchange always has
    a basis clause: agree on one first."""


class OtherAgreement(Refused):
    """“{text}” is no text with {partner}, so it cannot be the basis of what {partner} is supplied."""


def cite(*, text: Text, article: str, partner: Party) -> str:
    """How an article that is a basis is cited: title, article, and the beginning of the revision's hash."""
    if text.partner_id != partner.pk:
        raise OtherAgreement(text=text.title(), partner=partner.code)
    check_stands(text=text, article=article)
    return f"{text.title()[:200]}, article {article} ({text.in_force[:12]})"


def check_stands(*, text: Text, article: str, on: date | None = None) -> None:
    """Refuses unless the text is in force and the article is still a basis in the revision in force.

    ``on`` is the day that counts: a text ends with its last day, whether anybody has noted that here or not.
    """
    in_force = standing_of(text, on).revision_in_force if on else text.in_force
    if article not in _articles(text, in_force or ""):
        raise NoBasisArticle(text=text.title(), article=article)


def articles(text: Text) -> list[str]:
    """The articles of the revision in force that say scope and form of what is supplied."""
    return _articles(text, text.in_force)


def _articles(text: Text, in_force: str) -> list[str]:
    if not in_force:
        return []
    return [one.identifier for one in revision_of(text, in_force).with_role(agreement.BASIS)]
