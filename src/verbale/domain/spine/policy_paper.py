"""A rulebook on paper, in one language or two: its own texts where it has them, our words, names from the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from verbale.domain.spine.fact_words import fact_in, value_in
from verbale.domain.spine.office import day_of
from verbale.engines import paper
from verbale.engines.paper.phrases import day_in_each, require_languages
from verbale.engines.rules import DecisionTable, Model
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.model import Decision, LiteralExpression, Rule
from verbale.engines.rules.texts import LITERAL, Texts, texts
from verbale.records.marking import Caveat
from verbale.records.party import SupplyChannel
from verbale.records.person import Authority
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import PolicyDraft

ASKS_NOTHING, GIVES_NOTHING = frozenset({"", "-"}), frozenset({"", "-", "null", "[]"})
PLAIN = frozenset({"null", "true", "false"})
Names = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By fact and code, what the office calls it in each language."""


def draw(body: PolicyVersion | PolicyDraft, languages: Sequence[str]) -> bytes:
    """A version or a draft as PDF/A, dated with the day it is in force from, or was drafted on.

    Raises what the paper engine raises for languages and fonts.
    """
    languages = require_languages(languages)
    model = read_leniently(bytes(body.rulebook), name=body.file_name).model
    in_words = _Words(languages, texts(model), _names())
    day = body.in_force_from if isinstance(body, PolicyVersion) else day_of(body.drafted_at)
    made = paper.RulebookPaper(
        title={one: body.policy.title(one) for one in languages}, facts=tuple(_facts(body, languages)),
        decisions=tuple(in_words.decision(each) for each in _ordered(model)), sha256=body.rulebook_sha256,
    )  # fmt: skip
    return paper.rulebook(made, languages=languages, day=day)


def _ordered(model: Model) -> list[Decision]:
    """The decisions, the final one first."""
    final = {each.id for each in model.final}
    return sorted(model.decisions, key=lambda each: each.id not in final)


def _names() -> Names:
    return {
        "approvals": dict(Authority.objects.values_list("code", "titles")),
        "channel": dict(SupplyChannel.objects.values_list("code", "titles")),
        "marking": dict(Caveat.objects.values_list("code", "texts")),
    }


def _facts(body: PolicyVersion | PolicyDraft, languages: Sequence[str]) -> Iterator[tuple[paper.Text, paper.Text]]:
    """What version or draft it is, from when it is in force, and who approved it."""
    draft = body.draft if isinstance(body, PolicyVersion) else body
    if isinstance(body, PolicyVersion):
        yield _word("version", languages), str(body.number)
        yield _word("in_force", languages), _day(body.in_force_from, languages)
        if body.in_force_until is not None:
            yield _word("until", languages), _day(body.in_force_until, languages)
    else:
        yield _word("draft", languages), f"{body.number} ({_moment(body.drafted_at)})"
    if draft.authority is not None and draft.approved_by is not None and draft.approved_at is not None:
        said = zip(languages, _day(day_of(draft.approved_at), languages).values(), strict=True)
        authority = draft.authority
        by = {one: f"{authority.title(one)}, {draft.approved_by.name}, {on}" for one, on in said}
        yield _word("approved", languages), by


def _moment(at: datetime) -> str:
    return day_of(at).isoformat()


def _word(key: str, languages: Sequence[str]) -> dict[str, str]:
    return dict(zip(languages, paper.phrase(languages, f"rulebook_{key}"), strict=True))


def _day(day: date, languages: Sequence[str]) -> dict[str, str]:
    return dict(zip(languages, day_in_each(day, languages), strict=True))


class _Words:
    """Says what stands in a rulebook in each language."""

    def __init__(self, languages: Sequence[str], own: Texts, names: Names) -> None:
        self.languages = tuple(languages)
        self.own = own
        self.names = names

    def decision(self, decision: Decision) -> paper.PaperDecision:
        """A decision with its rules, or its expression."""
        logic, name = decision.logic, self.text(decision.name)
        if isinstance(logic, DecisionTable):
            return paper.PaperDecision(name, logic.hit.value, tuple(self.rule(logic, each) for each in logic.rules))
        return paper.PaperDecision(name, text=logic.text if isinstance(logic, LiteralExpression) else "…")

    def rule(self, table: DecisionTable, rule: Rule) -> paper.PaperRule:
        """A rule without the cells that say nothing."""
        asked = [(one.text, one.label, cell.text) for one, cell in zip(table.inputs, rule.inputs, strict=True)]
        given = [
            (one.name or one.label, one.name or one.label, cell.text)
            for one, cell in zip(table.outputs, rule.outputs, strict=True)
        ]
        notes = [(name, rule.annotations.get(name, "")) for name in table.annotations]
        return paper.PaperRule(
            rule.number,
            tuple(self.cell(*each) for each in asked if each[2].strip() not in ASKS_NOTHING),
            tuple(self.cell(*each) for each in given if each[2].strip() not in GIVES_NOTHING),
            tuple((self.text(name), self.text(said)) for name, said in notes if said.strip()),
        )

    def cell(self, fact: str, label: str, text: str) -> tuple[paper.Text, paper.Text]:
        """What a cell is called and says: its texts in each language, the rest of it as FEEL."""
        called = {one: self.own.found(label, one) or fact_in(one, fact) or label for one in self.languages}
        return called, {one: self._said(fact, text, one) for one in self.languages}

    def _said(self, fact: str, text: str, language: str) -> str:
        whole = LITERAL.fullmatch(text.strip())
        if whole:
            return self._literal(fact, whole[1], language)
        if text.strip() in PLAIN:
            return paper.phrase([language], f"rulebook_value_{text.strip()}")[0]
        return LITERAL.sub(lambda found: f"“{self._literal(fact, found[1], language)}”", text)

    def _literal(self, fact: str, value: str, language: str) -> str:
        own, office = self.own.found(value, language), self.names.get(fact, {}).get(value, {}).get(language)
        return own or office or value_in(language, value, fact) or value

    def text(self, text: str) -> dict[str, str]:
        """A text of the rulebook in each language."""
        return {one: self.own.said(text, one) for one in self.languages}
