"""Each partner: confirmed keys, folders that stand, a policy in use, and what its rulebook names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from verbale.cli.checks.finding import Finding, fault, sound, warning
from verbale.cli.sign_in import SignedIn, seen
from verbale.domain.spine import channel, dispatch, party_keys
from verbale.domain.spine import policy as policies
from verbale.engines.rules import DecisionTable
from verbale.kernel.errors import VerbaleError
from verbale.records.marking import Caveat
from verbale.records.party import Party, SupplyChannel
from verbale.records.person import Authority, AuthorityHeld
from verbale.records.policy import PolicyVersion

_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def partners(me: SignedIn) -> Iterator[Finding]:
    found = list(seen(Party, me).partners())
    if not found:
        yield warning("partners", "there is none yet", "verbale partner add CODE --name NAME --keys FILE")
    for one in found:
        yield from _keys(one)
        yield from _channel(one)
        yield from _folders(one)
        yield from _policy(me, one)


def _keys(one: Party) -> Iterator[Finding]:
    try:
        yield sound(f"keys of {one.code}", party_keys.confirmed(one).fingerprint)
    except VerbaleError:
        if not one.keys.exists():
            mend = f"verbale partner keys {one.code} FILE, once it has a node; until then by letter"
            yield warning(f"keys of {one.code}", "there are none, so no pouch can be sealed for it or opened", mend)
            return
        mend = f"verbale partner keys {one.code} FILE, then verbale partner trust {one.code} FINGERPRINT"
        yield fault(f"keys of {one.code}", "none are confirmed, so nothing can be sealed for it or opened", mend)


def _channel(one: Party) -> Iterator[Finding]:
    """What keeps pouches from going: a stopped channel, an epoch to confirm, a pouch that the inspector withheld."""
    stands = channel.of(one)
    name = f"channel with {one.code}"
    if stands.stopped_at is not None:
        yield fault(name, f"it is stopped: {stands.stopped_why}", f"verbale partner resume {one.code} --reason TEXT")
    if stands.asks_epoch not in (None, stands.confirmed):
        mend = f"Ask {one.code} by telephone; then verbale partner epoch {one.code} {stands.asks_epoch}"
        yield warning(name, f"{one.code} was restored and begins epoch {stands.asks_epoch}", mend)
    if stands.catching_up:
        mend = f"Ask {one.code} to confirm epoch {stands.epoch}; what it has of us comes back with that"
        yield warning(name, f"this node was restored; {one.code} has not confirmed epoch {stands.epoch} yet", mend)
    if stands.withheld_why:
        yield fault(name, f"the inspector let a pouch not leave: {stands.withheld_why}", "verbale pouch list")
    for message in dispatch.held(one):
        mend = f"Call back what it tells of, or mend that; then verbale pouch retry {one.code}"
        yield fault(name, f"the inspector holds the message “{message.what}” back: {message.held_why}", mend)


def _folders(one: Party) -> Iterator[Finding]:
    mend = f"verbale partner folders {one.code} --to DIR --from DIR"
    for what, folder, need in (("to", one.carry_to, os.W_OK), ("from", one.carry_from, os.R_OK)):
        check = f"folder {what} {one.code}"
        if not folder:
            yield sound(check, "none is named; pouches are carried by hand out of and into the home")
        elif not Path(folder).is_dir():
            yield fault(check, f"{folder} is not there", f"mkdir -p {folder}, or mount it, or name another: {mend}")
        elif not os.access(folder, need | os.X_OK):
            yield fault(check, f"{folder} may not be used by this user", f"Give it the right, or name another: {mend}")
        else:
            yield sound(check, folder)


def _policy(me: SignedIn, one: Party) -> Iterator[Finding]:
    try:
        use, version = policies.in_use(partner=one, day=me.today)
        named = _named(version)
    except VerbaleError as why:
        mend = f"verbale policy use CODE --partner {one.code} --clause CLAUSE --from DATE"
        yield fault(f"policy for {one.code}", why.sentence(), mend)
        return
    yield sound(f"policy for {one.code}", f"{version}, by {use.agreement_clause}")
    yield from _authorities(me, one, named["approvals"])
    for code in sorted(named["marking"] - set(seen(Caveat, me).values_list("code", flat=True))):
        mend = f"verbale caveat define '{code}' --text en=…"
        yield fault(f"policy for {one.code}", f"the marking “{code}” that it demands is not defined", mend)
    channels = set(seen(SupplyChannel, me).values_list("code", flat=True))
    for code in sorted(named["channel"] - channels):
        mend = f"verbale partner channel '{code}' --title en=…"
        yield warning(f"policy for {one.code}", f"the channel “{code}” is not named", mend)


def _authorities(me: SignedIn, one: Party, codes: set[str]) -> Iterator[Finding]:
    known = {row.code: row for row in seen(Authority, me)}
    for code in sorted(codes):
        if code not in known:
            mend = f"verbale authority define {code} --title en=…"
            yield fault(f"policy for {one.code}", f"the authority “{code}” that it demands is not defined", mend)
        elif not seen(AuthorityHeld, me).in_force(me.today).filter(authority=known[code]).exists():
            mend = f"verbale authority propose {code} HANDLE --from DATE; another administrator confirms"
            yield fault(f"policy for {one.code}", f"nobody holds the authority “{code}” today", mend)


def _named(version: PolicyVersion) -> dict[str, set[str]]:
    """The texts that a rulebook's tables can give as approvals, marking and channel."""
    named: dict[str, set[str]] = {"approvals": set(), "marking": set(), "channel": set()}
    for decision in policies.prepared(version).model.decisions:
        if isinstance(decision.logic, DecisionTable):
            for rule in decision.logic.rules:
                for column, cell in zip(decision.logic.outputs, rule.outputs, strict=True):
                    if column.name in named:
                        named[column.name] |= set(_TEXT.findall(cell.text))
    return named
