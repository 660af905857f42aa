"""Decision tables by hit policy: their rules, and what they decide. The manual prints them, and a test decides each.

A rule is written `cell | cell => output | output`; a question is the facts, the output as FEEL writes it, and the
rules it rests on.
"""

from dataclasses import dataclass, field

GRADES = '"high", "middle", "low"'


@dataclass(frozen=True)
class Shown:
    """A table and what is asked of it; ``hit`` with its aggregation behind a space."""

    title: str
    said: str
    hit: str
    rules: list[str]
    asked: list[tuple[dict, str, tuple[int, ...]]]
    inputs: dict = field(default_factory=lambda: {"pages": "number"})
    outputs: dict = field(default_factory=lambda: {"": ""})
    defaults: dict = field(default_factory=dict)
    fault: str = ""


OVERLAPPING = ['>= 10 => "low"', '>= 20 => "high"', '>= 30 => "middle"']
FEES = [">= 10 => 1", ">= 20 => 3", ">= 30 => 2"]
TABLES = [
    Shown(
        "U: unique",
        "At most one rule may match. Two that do are an error, and the output is null.",
        "UNIQUE",
        ['"book" | < 100 => 28', '"book" | >= 100 => 14', '"journal" | - => 7'],
        [({"kind": "book", "pages": 120}, "14", (2,)), ({"kind": "map", "pages": 1}, "null", ())],
        inputs={"kind": "string", "pages": "number"},
    ),
    Shown(
        "U, where two match",
        "Here a thing of 20 pages or more has two answers. `verbale rules check` finds that before anybody asks.",
        "UNIQUE",
        OVERLAPPING,
        [({"pages": 25}, "null", ())],
        fault="answer: rules 1 and 2 both match, and the hit policy is U: only one may",
    ),
    Shown("F: first", "The first that matches, from above.", "FIRST", OVERLAPPING, [({"pages": 35}, '"low"', (1,))]),
    Shown(
        "A: any",
        "Several may match if they agree. Those that do not are an error.",
        "ANY",
        ['>= 10 => "a"', '>= 20 => "a"', '>= 30 => "b"'],
        [({"pages": 25}, '"a"', (1, 2)), ({"pages": 35}, "null", ())],
        fault="answer: rules 1 and 3 match with different outputs, and the hit policy is A: they must agree",
    ),
    Shown(
        "P: priority",
        "The output that stands first among the allowed values: here high, middle, low.",
        "PRIORITY",
        OVERLAPPING,
        [({"pages": 35}, '"high"', (2,))],
        outputs={"": GRADES},
    ),
    Shown(
        "R: rule order",
        "All outputs, as a list, in the order of the rules.",
        "RULE ORDER",
        OVERLAPPING,
        [({"pages": 35}, '["low", "high", "middle"]', (1, 2, 3)), ({"pages": 15}, '["low"]', (1,))],
    ),
    Shown(
        "O: output order",
        "All outputs, in the order of the allowed values.",
        "OUTPUT ORDER",
        OVERLAPPING,
        [({"pages": 35}, '["high", "middle", "low"]', (2, 3, 1))],
        outputs={"": GRADES},
    ),
    Shown(
        "C: collect", "All outputs, as a list.", "COLLECT", OVERLAPPING, [({"pages": 25}, '["low", "high"]', (1, 2))]
    ),
    Shown(
        "C+: sum",
        "The sum of the outputs; C<, C> and C# are the least, the greatest and their number.",
        "COLLECT SUM",
        FEES,
        [({"pages": 35}, "6", (1, 2, 3))],
    ),
    Shown("C<: least", "", "COLLECT MIN", FEES, [({"pages": 35}, "1", (1, 2, 3))]),
    Shown("C>: greatest", "", "COLLECT MAX", FEES, [({"pages": 35}, "3", (1, 2, 3))]),
    Shown("C#: number", "", "COLLECT COUNT", FEES, [({"pages": 35}, "3", (1, 2, 3))]),
    Shown(
        "Several outputs, and what holds otherwise",
        "Several outputs are a context. Where no rule matches, the defaults are given: here days 0.",
        "UNIQUE",
        ['"book" => 28 | "desk"', '"journal" => 7 | "reading room"'],
        [
            ({"kind": "journal"}, '{days: 7, place: "reading room"}', (2,)),
            ({"kind": "map"}, '{days: 0, place: "nowhere"}', ()),
        ],
        inputs={"kind": "string"},
        outputs={"days": "", "place": ""},
        defaults={"days": "0", "place": '"nowhere"'},
    ),
]
