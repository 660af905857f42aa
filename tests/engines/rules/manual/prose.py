"""What the manual says between its examples, with the limits as the code has them."""

from verbale.engines.rules.cases import MAX_CASES
from verbale.engines.rules.dmn import boxed, xml
from verbale.engines.rules.dmn.parts import MAX_CHAIN
from verbale.engines.rules.feel import scope, syntax, values
from verbale.engines.rules.feel.builtins import automaton, patterns, patterntree
from verbale.engines.rules.proof.limits import USUAL

OPENING = """\
This page is printed by `make manual` from examples that the tests decide
(`tests/engines/rules/manual`); a test compares the two. Do not edit it.

A rulebook is a file of decision tables: who owns the rules reads and writes them, a machine decides by them and says
why. Its format is DMN (1.1 to 1.5), a standard that several editors write; what stands in its cells is FEEL.

- **If you own rules**, read [a first rulebook](#a-first-rulebook), [what a cell may say](#what-a-cell-may-say),
  [which rule counts](#which-rule-counts) and [what is not known](#what-is-not-known), and look things up in
  [the language](#the-language) and [the functions](#functions). What a rulebook that supplies catalogues must ask and
  answer, and how one comes into force: [rulebook.md](rulebook.md). The words: [the glossary](../GLOSSARY.md#rules).
- **If you program**, `verbale.engines.rules` is a library of its own and needs no node: [from Python](#from-python),
  [columns](#columns), [proofs](#proofs), [a cluster](spark.md), [limits](#limits).
"""
FIRST = """\
`loan.dmn` (it lies in `tests/engines/rules/manual`) says for how many days a library lends a thing. Its table has two
columns that ask, one that answers, and a note for people:"""
COMMANDS = """\
What follows needs nothing but this file, and no node. Every command has `--help`, and `--json` for programs."""
CELLS = """\
A cell of a decision table asks something of the value of its column. A cell is passed or not: there is no third way, so
what cannot be compared does not pass, and `not(…)` of it does."""
UNKNOWN = """\
A fact that nobody gave is unknown: null. Null is a value of every column, and the one that is forgotten most often.

- `-` and `not(…)` let it pass; a value, a comparison and a range do not; `null` asks for it.
- So where unknown must not pass, name what may: `"open", "internal"`, and not `not("confidential")`.
- A rule for what is unknown stands best on top, with `null` in its cell.
- Where no rule matches and the table has no default, the answer is null too. The check calls that a gap."""
LANGUAGE = """\
FEEL is the language of cells and expressions. An error never stops a decision: its value is null, and the reason is
told with the verdict. No text of an expression is ever run as Python."""
FUNCTIONS = """\
All functions of DMN 1.5. What may be left out stands in square brackets; `…` means as many as one likes. The moment is
29 February 2024 at noon, UTC."""
TABLES = """\
A table asks its columns rule by rule. Its hit policy, a letter in its corner, says what becomes of the rules that
match. F is read like a list of instructions, from above; U promises that no two rules ever speak of the same, and the
check holds it to that. Where no rule matches, the answer is the default outputs, else null. Each verdict names the
rules it rests on."""
BOXED = """\
A decision's logic is a table or one of these; one may stand within another. The decision knows an input `n`, which
is 3."""
PROGRAMS = [
    (
        "From Python",
        "A model is read once and prepared once; then a decision takes tens of microseconds, and about one with "
        "`fast()`. Facts that are not given are unknown, that is null; `now()` and `today()` are null unless "
        "`decide(…, now=…)` says what day it is. Save this beside "
        "[`loan.dmn`](../tests/engines/rules/manual/loan.dmn), the first "
        "rulebook of this page. What is wrong with a file or a question is an exception of `verbale.kernel.errors`, a "
        "sentence with its facts.",
        "deciding",
    ),
    (
        "Models that import others",
        "Their parts are known under the import's name. No file is opened unasked: the bytes of imported models are "
        "handed over by name, or found in a folder by `verbale.engines.rules.dmn.parts.parts_beside`.",
        "importing",
    ),
    (
        "Columns",
        "A table of decisions compiles to one expression of ibis, which DuckDB runs here and Spark on a "
        "[cluster](spark.md). It gives for each record the number of the rule; the outputs are looked up by it. Rule "
        "0 is no rule. What lies outside the exact subset is named, and decided one record at a time, never "
        "approximated.",
        "columns",
    ),
    (
        "Proofs",
        "`prove` settles a property for every record, null included: it holds, or here is a record of which it is not"
        " true. `examine` finds gaps, overlaps, rules that never decide and inputs that change nothing; `differ` "
        "where two versions decide otherwise; `smallest_change` what it would take. Every record that is told was "
        "decided again by the plain evaluator. What lies outside the solver's reach is said: `holds` is then None, "
        "and `why` says what.",
        "proving",
    ),
]
"""Heading, what is said, and the module of the program."""
LIMITS = """\
No rulebook and no text can make a decision run for ever or fill the memory: what goes beyond a limit is refused when
the file is read, or becomes null with a reason."""
BOUNDS = [
    ("bytes of a model", xml.MAX_BYTES),
    ("models that import one another in a row", MAX_CHAIN),
    ("boxed expressions one in another", boxed.MAX_NESTING),
    ("characters of one expression", syntax.MAX_LENGTH),
    ("brackets, branches and the like in one another", syntax.MAX_NESTING),
    ("steps of one decision: turns of loops, calls, going through values", scope.MAX_STEPS),
    ("calls of functions one in another", scope.MAX_CALLS),
    ("items of a list", values.MAX_ITEMS),
    ("characters of a text that an operation makes", values.MAX_TEXT),
    ("lists and contexts one in another", values.MAX_LEVELS),
    ("characters of a pattern", patterntree.MAX_PATTERN),
    ("steps of a pattern's program", automaton.MAX_PROGRAM),
    ("places of a pattern visited in one search", patterns.MAX_WORK),
    ("cases in a file of cases", MAX_CASES),
    ("seconds of the solver for one question", int(USUAL.seconds)),
]
CLOSING = """\
How fast this is, and how it compares: `python bench/rules.py`, `bench/review.py` and `bench/proofs.py`."""
