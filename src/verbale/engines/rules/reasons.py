"""What a check of a rulebook finds, and what the solver cannot say, as doors put it into other languages.

    sentence, facts = reason_of(finding.why)
    gettext(sentence).format(**facts)

Findings are kept with their draft in English. Places that no decision has are sentences too.
"""

from __future__ import annotations

from verbale.kernel.sentences import Sentences

SENTENCES = {
    "character": "character {number}: {why}",
    "value here": "a value must stand here; {found}",
    "name here": "a name must stand here; {found}",
    "ended": "the expression should have ended before; {found}",
    "text ends": "the text ends",
    "found": "found “{token}”",
    "missing after": "“{token}” is missing after {before}; {found}",
    "quotation": "the quotation mark is never closed",
    "sign": "“{sign}” has no meaning here",
    "range": "the range is never closed; {found}",
    "text follows": "a text must follow the @; {found}",
    "all arguments": "name all arguments or none; {found}",
    "levels": "the expression is nested more than {most} levels deep; {found}",
    "deep": "the expression is nested too deeply; {found}",
    "type": "nothing defines this type, so any value is taken for it",
    "nothing": "it decides nothing",
    "no logic": "it has no logic, so it gives null",
    "no rules": "its table has no rules, so it never decides",
    "says dash": "this output says “-”, so the rule gives null here",
    "says nothing": "this output says nothing, so the rule gives null here",
    "no function": "no function is called “{name}” here",
    "unknown name": "nothing is called “{name}” here",
    "unquoted": 'nothing is called “{name}” here; a text stands in quotation marks: "{text}"',
    "not of type": "{value} is not of the type that is declared here",
    "gives": "it gives {given}, and {declared} is declared here",
    "column asks": "the column is {declared}, and what it asks for is {given}",
    "column compares": "the column is {declared}, and the cell compares it with {given}",
    "plus": "“+” stands between {left} and {right}",
    "cannot": "“{operator}” cannot be done with {given}",
    "compared with": "{left} is compared with {right}",
    "no part": "{given} has no part “{name}”",
    "argument": "argument {number} of “{name}” is {given}, and {wanted} is wanted",
    "takes": "“{name}” takes {wanted}, not {count}",
    "boolean": "{asking} asks for boolean, and this is {given}",
    "not allowed": "{value} is not allowed here",
    "allowed are": "{value} is not allowed here; allowed are {allowed}",
    "no value": "no value passes this cell, so the rule never decides",
    "compared": "it has {count} rules; only the first {most} are compared with each other",
    "together": "all its cases are cases of rules {some} and {last} together, so it never decides",
    "same before": "rule {number} asks the same: that rule stands before it, so it never decides",
    "cases before": "all its cases are cases of rule {number} too: that rule stands before it, so it never decides",
    "same higher": "rule {number} asks the same: that rule has a higher output, so it never decides",
    "cases higher": "all its cases are cases of rule {number} too: that rule has a higher output, so it never decides",
    "same alike": "rule {number} asks the same: that rule says the same",
    "cases alike": "all its cases are cases of rule {number} too: that rule says the same",
    "both count": "rule {number} asks the same: that rule says the same, and both count",
    "same forbidden": (
        "rule {number} asks the same: that rule matches whenever it does, which hit policy {hit} does not allow"
    ),
    "cases forbidden": (
        "all its cases are cases of rule {number} too: that rule matches whenever it does, which hit policy {hit} does "
        "not allow"
    ),
    "gap": "no rule matches where {where}; for instance: {record}",
    "all gap": "no rule ever matches; for instance: {record}",
    "overlap": "{rules} both match, which hit policy {hit} does not allow; for instance: {record}",
    "other outputs": (
        "{rules} both match with different outputs, which hit policy {hit} does not allow; for instance: {record}"
    ),
    "pairs": "{count} pairs of rules match together; only the first {most} are told",
    "unmatched": "no record matches it, so it never decides",
    "taken": "{rules} matches whatever it matches, so it never decides",
    "taken together": "{rules} together match whatever it matches, so it never decides",
    "unused": "its value never changes what the decision gives",
    "the table": "the table: {why}",
    "matching": "rules that match together: {why}",
    "never": "rules that never decide: {why}",
    "changing": "inputs that change nothing: {why}",
    "ever": "whether it ever decides: {why}",
    "not proved": "it could not be proved: {why}",
    "function": "it rests on a function that the solver does not know",
    "not enough": "the solver does not know enough of: {names}",
    "no record": "no record could be made",
    "gave up": "the solver gave up after {seconds} seconds",
    "few digits": "no record with numbers of few digits was found",
    "kinds": "“{name}” has more kinds of values than can be told apart",
    "no table": "decision “{name}” is no decision table",
    "imported": "decision “{name}” calls functions of an imported model",
    "more than": "decision “{name}” is more than a table or a plain expression",
    "ranks": "rule {number} computes its output, and hit policy P ranks by it",
    "many rules": "it has {count} rules, and tables of up to {most} are looked at",
    "not compared": "{name} has a value that is not compared with anything",
    "regions": "only the first {most} regions are told",
    "other type": "the type of “{name}” is another now; values that only one version admits are left aside",
    "list": "hit policy {hit} gives a list",
    "use": "hit policy {hit} gives a list; use U, A, F or P",
    "one decision": "it must end in one decision, not in: {names}",
    "never given": "a supply rulebook is never given it; given are: {names}",
    "not given": "a supply rulebook is never given it",
    "no request": "it names no standard request",
    "input": "its input cannot be {why}",
    "final": "the final decision must be a decision table",
    "missing output": "the output “{name}” is missing ({meaning})",
    "unknown output": "nobody asks for the output “{name}”",
    "none of": "“{value}” is none of: {allowed}",
    "outcome": "the outcome must be one of {allowed}",
    "basis": "a supply cites its basis, and this one has none",
    "released": "it supplies where distribution is unknown",
    "no property": "“{tag}” is no property with a name",
    "long name": "its name has more than {most} characters",
    "empty": "it is empty",
    "twice": "it stands twice",
    "most": "a rulebook has at most {most}",
    "no text": "“{tag}” is no text with what it is a text of",
    "no language": "“{code}” is no code of a language, such as zh",
    "twice in": "it stands twice in “{language}”",
    "original": "nothing in the rulebook says that",
    "needs cases": "what supersedes a version needs a table of cases that it passes",
    "of property": "property “{name}”",
    "of nameless": "property {number}",
    "of text": "text of “{name}”",
    "of input": "input “{name}”",
    "of type": "type “{name}”",
    "of model": "model",
    "of request": "standard request",
    "of fact": "standard request, “{name}”",
}
_KNOWN = Sentences(SENTENCES.values())


def reason_of(text: str) -> tuple[str, dict[str, str]]:
    """The sentence that a reason or a place is, and what fills it; the text and nothing if it is none of ours."""
    return _KNOWN.of(text)
