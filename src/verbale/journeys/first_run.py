"""Making a node: its folders, database, office, first person, and keys. Begun again after a crash, it goes on."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import available_timezones

from verbale.engines import paper
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import Refused
from verbale.kernel.home import BadSetting, Home, HomeTaken, NodeConfig

FIRST_ROLES = ("administrator", "desk", "librarian")
"""What the first person may do: a desk officer who sets a node up works in it at once, and takes roles off later."""

UNTOLD = "first-run.json"
CODE = r"[A-Z0-9][A-Z0-9-]{1,39}"
"""A party's code; ``domain.spine.party`` holds parties to the same."""

DEFAULT_CAVEATS: Mapping[str, tuple[bool, Mapping[str, str]]] = {
    "open": (
        False,
        {
            "en": "SUPPLIED FOR SCIENTIFIC USE",
            "zh": "供科学研究使用",
            "ru": "ПЕРЕДАНО ДЛЯ НАУЧНОГО ИСПОЛЬЗОВАНИЯ",
            "de": "ZUR WISSENSCHAFTLICHEN VERWENDUNG ÜBERLASSEN",
            "ko": "학술 이용을 위해 제공됨",
        },
    ),
    "for reference only": (
        True,
        {
            "en": "FOR REFERENCE ONLY",
            "zh": "仅供参考",
            "ru": "ТОЛЬКО ДЛЯ СПРАВОК",
            "de": "NUR ZUR KENNTNISNAHME",
            "ko": "참고용",
        },
    ),
    "not for re-export": (
        True,
        {
            "en": "NOT FOR EXPORT TO OTHER COUNTRIES",
            "zh": "不得转让他国",
            "ru": "НЕ ПОДЛЕЖИТ ПЕРЕДАЧЕ В ДРУГИЕ СТРАНЫ",
            "de": "NICHT ZUR WEITERGABE AN ANDERE LÄNDER",
            "ko": "제3국 반출 금지",
        },
    ),
}
"""What a node knows of markings from the start: whether each bars onward release, and its words."""

DEFAULT_AUTHORITIES: Mapping[str, Mapping[str, str]] = {
    "memoranda": {"en": "Approval of memoranda before a session", "zh": "批准会议备忘录"},
}
"""The authorities that a node knows from the start, with their titles; an administrator grants them."""


class NoKeysMade(Refused):
    """The carrier could not make the node's keys: {why}. Run the same command again once that is mended."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What a new node hands to its first administrator, once: a token, and the secret of an invitation."""

    side: str
    handle: str
    token: str
    invitation: str
    fingerprint: str


def make_node(
    *, home: Home, side: str, admin_name: str, admin_handle: str, names: Mapping[str, str], language: str,
    languages: Sequence[str], time_zone: str, at: datetime, email: str = "", host: str = "127.0.0.1", port: int = 8700,
    demo: bool = False, database: str = "", passphrase: str | None = None, roles: Sequence[str] = FIRST_ROLES,
    recovery_to: Path | None = None,
) -> FirstRun:  # fmt: skip
    """Makes the node in ``home``; refuses a home that holds a finished one. Sets Django up for that home.

    The recovery key is written to the new file ``recovery_to``, by default into the home's keys.

    What it returns stands in a file of the home until ``told`` is called, so that a run killed before it could print
    its token tells it when run again.
    """
    _check(side, languages, time_zone)
    if home.exists() and home.config().side != side:
        raise HomeTaken(home=home.path, side=home.config().side)
    if not home.exists():
        config = NodeConfig(side=side, database=database, host=host, port=port, demo=demo)
        home.create(config, secret=secrets.token_urlsafe(48))
    _start_django(home)
    public = _keys(home, passphrase, recovery_to)
    return _people(
        side=side, admin_name=admin_name, admin_handle=admin_handle, names=names, language=language,
        languages=languages, time_zone=time_zone, at=at, email=email, public=public, home=home, roles=roles,
    )  # fmt: skip


def _check(side: str, languages: Sequence[str], time_zone: str) -> None:
    """Refuses what the database would refuse later, when half a node were made."""
    if not re.fullmatch(CODE, side):
        raise BadSetting(
            setting="side", value=f"“{side}”", wanted="capital letters, digits and hyphens, such as FI-NHI"
        )
    if time_zone not in available_timezones():
        raise BadSetting(setting="time zone", value=f"“{time_zone}”", wanted="a name such as Europe/Zurich")
    known = paper.languages_known()
    if not languages or not set(languages) <= set(known):
        raise BadSetting(setting="languages", value=", ".join(languages) or "empty", wanted=", ".join(known))


def _start_django(home: Home) -> None:
    os.environ["VERBALE_HOME"] = str(home.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _keys(home: Home, passphrase: str | None, recovery_to: Path | None) -> str:
    environment = {**os.environ, **({"VERBALE_PASSPHRASE": passphrase} if passphrase else {})}
    elsewhere = ["--recovery-key", str(recovery_to.absolute())] if recovery_to else []
    made = subprocess.run(
        [sys.executable, "-m", "verbale.carrier", "--home", str(home.path), "keys", *elsewhere],
        capture_output=True, text=True, check=False, timeout=300, env=environment,
    )  # fmt: skip
    if made.returncode:
        raise NoKeysMade(why=made.stderr.strip())
    return made.stdout.strip()


def _people(
    *, side: str, admin_name: str, admin_handle: str, names: Mapping[str, str], language: str, languages: Sequence[str],
    time_zone: str, at: datetime, email: str, public: str, home: Home, roles: Sequence[str],
) -> FirstRun:  # fmt: skip
    from django.db import transaction

    from verbale.domain.spine import office, party, party_keys, person, token
    from verbale.engines.seal import PublicKeys
    from verbale.records.marking import Caveat
    from verbale.records.person import Authority, Person

    if Person.objects.exists():
        return _untold(home, side)
    with transaction.atomic():
        admin, invitation = person.invite(
            handle=admin_handle, name=admin_name, email=email, roles=roles, by=None, at=at,
            language="zh-hans" if language == "zh" else "en",
        )  # fmt: skip
        office.describe(by=None, at=at, names=dict(names), languages=list(languages), time_zone=time_zone)
        us = party.introduce(code=side, names=names, language=language, by=None, at=at, is_us=True)
        keys = party_keys.add(party=us, keys=PublicKeys.read(public), by=None, at=at)
        party_keys.confirm(keys=keys, fingerprint=keys.fingerprint, by=admin, at=at)
        Caveat.objects.bulk_create(
            Caveat(code=code, texts=dict(texts), bars_onward_release=bars)
            for code, (bars, texts) in DEFAULT_CAVEATS.items()
        )
        Authority.objects.bulk_create(
            Authority(code=code, titles=dict(titles)) for code, titles in DEFAULT_AUTHORITIES.items()
        )
        _, secret = token.issue(person=admin, label="first run", second_factor=False, at=at)
        made = FirstRun(side, admin_handle, secret, invitation, keys.fingerprint)
        _keep(home, made)
    return made


def _keep(home: Home, made: FirstRun) -> None:
    path = home.path / UNTOLD
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(asdict(made), out)


def _untold(home: Home, side: str) -> FirstRun:
    try:
        return FirstRun(**read_json((home.path / UNTOLD).read_bytes(), UNTOLD))
    except FileNotFoundError:
        raise HomeTaken(home=home.path, side=side) from None


def told(home: Home) -> None:
    """Forgets the first token and invitation: they reached whoever made the node."""
    (home.path / UNTOLD).unlink(missing_ok=True)
