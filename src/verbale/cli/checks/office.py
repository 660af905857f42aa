"""The office: what is set, its people, fonts for its papers."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from verbale.cli.checks.finding import Finding, fault, sound, warning
from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.spine import second_factor
from verbale.domain.spine.office import office
from verbale.engines import paper
from verbale.records.party import Party
from verbale.records.person import Person, Role


def described() -> Iterator[Finding]:
    ours = office()
    if not ours.names or not ours.languages:
        yield fault("office", "its name or languages are missing", "verbale office set --name TEXT --language en")
    else:
        yield sound("office", f"{ours.name()}, time zone {ours.time_zone}, papers in {', '.join(ours.languages)}")
    if ours.completed_at is None:
        yield warning("office", "its first run is not complete", "verbale office set --complete")


def mail() -> Iterator[Finding]:
    ours = office()
    if not ours.mail_host:
        mend = "verbale office set --mail-host HOST --mail-from ADDRESS"
        yield warning("mail", "no mail server is set; messages stay in the home's mail folder", mend)
    elif not ours.mail_from:
        yield fault("mail", "no sender's address is set", "verbale office set --mail-from ADDRESS")
    else:
        yield sound("mail", f"{ours.mail_from} by {ours.mail_host}:{ours.mail_port}")


def fonts(me: SignedIn) -> Iterator[Finding]:
    partners = seen(Party, me).partners().values_list("language", flat=True)
    languages = list(dict.fromkeys([*office().languages, *partners]))
    try:
        found = paper.families(languages)
    except paper.MissingFont as missing:
        yield fault("fonts", missing.sentence(), f"apt-get install {missing.facts['package']}")
        return
    yield sound("fonts", f"{', '.join(found)} for {', '.join(languages)}")


def people(me: SignedIn) -> Iterator[Finding]:
    active = [one for one in seen(Person, me) if one.is_active]
    administrators = [one.handle for one in active if Role.ADMINISTRATOR in one.roles]
    if len(administrators) < 2:
        mend = "verbale person invite HANDLE --name NAME --role administrator"
        yield warning("people", "two administrators are needed to grant an authority, and there is one", mend)
    for one in active:
        if Role.APPROVER in one.roles and not settings.NODE.demo and not second_factor.is_set_up(one):
            mend = "They set one up on the page “My account”."
            yield warning("people", f"{one.name} approves and has no second factor", mend)
    yield sound("people", f"{len(active)} active")
