"""Generated decision tables, and records for them as an Arrow table."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

import ibis
import pyarrow as pa
from hypothesis import strategies as st

from tests.engines.rules.models import definitions
from verbale.engines.rules import Prepared, prepare, read_model

TEXTS = [
    "",
    "a",
    "ab",
    "b",
    "B",
    "激光",
    "激",
    "Ёлка",
    "ёлка",
    "가",
    "gefüge",
    "e\u0301",
    "é",
    "\U0001f4d6",
    'q"t',
    "b\\s",
    "null",
]
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
KINDS = {
    "text": ("string", pa.string()),
    "whole": ("number", pa.int16()),
    "amount": ("number", pa.decimal128(9, 3)),
    "flag": ("boolean", pa.bool_()),
    "day": ("date", pa.date32()),
    "moment": ("date and time", pa.timestamp("us")),
}
SIGNS = ["<", "<=", ">", ">=", "=", "!="]


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


texts = st.sampled_from(TEXTS) | st.text(LETTERS, max_size=3)
wholes = st.integers(-3, 3) | st.sampled_from([-(2**15), 2**15 - 1])
amounts = st.sampled_from(["0.1", "0.2", "0.3", "-0.001", "0", "999999.999"]).map(Decimal) | st.decimals(
    -2, 2, places=3, allow_nan=False, allow_infinity=False
)
days = st.integers(0, 5).map(lambda n: date(2019, 12, 29) + timedelta(n)) | st.just(date(1, 1, 1))
moments = st.sampled_from(["2019-12-31T23:59:59.999999", "2019-12-31T23:59:59", "2020-01-01", "0001-01-01"]).map(
    datetime.fromisoformat
)
VALUES = {"text": texts, "whole": wholes, "amount": amounts, "flag": st.booleans(), "day": days, "moment": moments}
LITERALS = {
    "text": texts.map(quoted),
    "whole": wholes.map(str) | st.sampled_from(["0.5", "1.0", "-40000", "1e3", "12345678901234567890"]),
    "amount": amounts.map(lambda value: format(value, "f")) | st.sampled_from(["0.10000", "0.0005", "1e9"]),
    "flag": st.sampled_from(["true", "false"]),
    "day": days.map(lambda day: f'date("{day.isoformat()}")'),
    "moment": moments.map(lambda moment: f'date and time("{moment.isoformat()}")'),
}


BESIDE = {
    "text": ['starts with(?, "激")', 'contains(?, "a")', 'ends with(?, "\u0301")', 'matches(?, "^[Ёa-c]+$")', "> text"],
    "whole": ["amount", "> amount", "<= whole + 1", "? != amount and flag"],
    "amount": ["whole", "< whole", "? > 0 or flag", "floor(?) = whole"],
    "flag": ["? or whole > 0", "amount = whole"],
    "day": ["date(moment)", "> date(moment)", '? + duration("P1D") > date(moment)', "?.month = whole"],
    "moment": ["?.hour = 23", "< now()", "moment"],
}
"""Cells that read more than compare their column with constants."""


def tests_of(kind: str, plain: bool) -> st.SearchStrategy[str]:
    one = LITERALS[kind]
    found = one | st.just("null") | st.just("[]") | LITERALS["whole"] | st.just('"a"')
    if kind != "flag":
        ends = st.tuples(st.sampled_from("[("), one, one, st.sampled_from("])"))
        found |= st.tuples(st.sampled_from(SIGNS), one).map(" ".join)
        found |= ends.map(lambda each: f"{each[0]}{each[1]}..{each[2]}{each[3]}")
        found |= st.tuples(one, one).map(lambda each: f"[{each[0]}, {each[1]}]")
    if kind != "flag" and not plain:
        found |= st.tuples(one, st.sampled_from(SIGNS), one).map(lambda each: f"? > {each[0]} or ? {each[1]} {each[2]}")
    if not plain:
        found |= st.sampled_from(BESIDE.get(kind, ["null"]))
    many = st.lists(found, min_size=1, max_size=3).map(", ".join)
    return st.just("-") | found | many | many.map(lambda cell: f"not({cell})")


@dataclass
class Made:
    """A table with records. Columns are kinds, or expressions with the kind that their cells are of."""

    columns: list[tuple[str, str]]
    rules: list[list[str]]
    outputs: list[str]
    hit: str
    records: list[dict[str, object]]
    aggregation: str = ""
    default: str = ""
    output_values: str = ""
    between: str = ""
    """An expression over `answer`, with which the table after it begins."""
    after: list[list[str]] = field(default_factory=list)
    """Cells over that expression and over `whole`, of a table that rests on this one; none for no such table."""
    facts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(KINDS))

    @property
    def asked(self) -> str:
        """The last decision."""
        return "final" if self.after else "answer"

    def prepared(self) -> Prepared:
        return prepare(read_model(self.model(), name="made"))

    def model(self) -> bytes:
        inputs = "".join(
            f'<inputData id="i{name}" name="{name}"><variable name="{name}" typeRef="{KINDS[name][0]}"/></inputData>'
            for name in KINDS
        )
        needs = "".join(
            f'<informationRequirement><requiredInput href="#i{name}"/></informationRequirement>' for name in KINDS
        )
        asked = "".join(f"<input><inputExpression>{_text(text)}</inputExpression></input>" for text, _ in self.columns)
        values = f"<outputValues>{_text(self.output_values)}</outputValues>" if self.output_values else ""
        entry = f"<defaultOutputEntry>{_text(self.default)}</defaultOutputEntry>" if self.default else ""
        rows = "".join(
            "<rule>"
            + "".join(f"<inputEntry>{_text(cell)}</inputEntry>" for cell in cells)
            + f"<outputEntry>{_text(output)}</outputEntry></rule>"
            for cells, output in zip(self.rules, self.outputs, strict=True)
        )
        policy = f"hitPolicy={quoteattr(self.hit)}" + (f' aggregation="{self.aggregation}"' if self.aggregation else "")
        return definitions(
            f'{inputs}<decision id="d" name="answer"><variable name="answer"/>{needs}'
            f'<decisionTable {policy}>{asked}<output name="o">{values}{entry}</output>{rows}</decisionTable></decision>'
            + self._after()
        )

    def _after(self) -> str:
        if not self.after:
            return ""
        needs = {"b": "<requiredDecision href='#d'/>", "f": "<requiredDecision href='#b'/>"}
        needs = {name: f"<informationRequirement>{need}</informationRequirement>" for name, need in needs.items()}
        whole = "<informationRequirement><requiredInput href='#iwhole'/></informationRequirement>"
        rows = "".join(
            "<rule>"
            + "".join(f"<inputEntry>{_text(cell)}</inputEntry>" for cell in cells)
            + f"<outputEntry>{_text(str(at))}</outputEntry></rule>"
            for at, cells in enumerate(self.after)
        )
        columns = "".join(
            f"<input><inputExpression>{_text(each)}</inputExpression></input>" for each in ("between", "whole")
        )
        return (
            f'<decision id="b" name="between"><variable name="between"/>{needs["b"]}'
            f"<literalExpression>{_text(self.between)}</literalExpression></decision>"
            f'<decision id="f" name="final"><variable name="final"/>{needs["f"]}{whole}'
            f'<decisionTable hitPolicy="FIRST">{columns}<output/>{rows}</decisionTable></decision>'
        )

    def table(self) -> ibis.Table:
        """For an engine in the same process."""
        return ibis.memtable(self.rows())

    def rows(self) -> pa.Table:
        schema = pa.schema([("number", pa.int64()), *((name, kind) for name, (_, kind) in KINDS.items())])
        rows = [{"number": number, **record} for number, record in enumerate(self.records)]
        return pa.Table.from_pylist(rows, schema)


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


EXPRESSIONS = [
    ("amount + amount", "amount"),
    ("amount - 0.1 * whole", "amount"),
    ("-whole", "whole"),
    ("day.year", "whole"),
    ("day.weekday", "whole"),
    ("amount > 0.2", "flag"),
    ("whole < amount", "flag"),
    ('if text = "a" then 1 else 2', "whole"),
    ("if flag then 0.1 else null", "amount"),
    ("not(flag)", "flag"),
    ("text = string(whole)", "flag"),
    ('text + "a"', "text"),
    ("upper case(text)", "text"),
    ("substring(text, -1)", "text"),
    ("string length(text)", "whole"),
    ('contains(text, "a") and flag', "flag"),
    ("if whole > 0 and amount > 0 then 1 else -1", "whole"),
    ("ceiling(amount)", "whole"),
    ("years and months duration(day, date(moment)).years", "whole"),
    ('day - date("2019-12-30") > duration("P1D")', "flag"),
    ("date(moment)", "day"),
]
columns = st.lists(st.sampled_from([*((kind, kind) for kind in KINDS), *EXPRESSIONS]), min_size=1, max_size=4)


ONE_RULE = [("FIRST", ""), ("FIRST", ""), ("UNIQUE", ""), ("ANY", ""), ("PRIORITY", "")]
MANY_RULES = [("RULE ORDER", ""), ("OUTPUT ORDER", ""), *(("COLLECT", each) for each in ("", "SUM", "MIN", "COUNT"))]


@st.composite
def made(draw: st.DrawFn, plain: bool = False) -> Made:
    """Any table; or a plain one, that is within the exact subset."""
    asked = draw(
        st.lists(st.sampled_from([(kind, kind) for kind in KINDS]), min_size=1, max_size=4) if plain else columns
    )
    count = draw(st.integers(1, 6) | st.integers(12, 24))
    rules = [[draw(tests_of(kind, plain)) for _, kind in asked] for _ in range(count)]
    hit, aggregation = draw(st.sampled_from(ONE_RULE + MANY_RULES))
    given = ["1", "2", "3"] if plain else [*["1", "2", "3"] * 4, "0.1 + 0.2", "null", "whole"]
    outputs = [draw(st.sampled_from(given)) for _ in range(count)]
    record = st.fixed_dictionaries({kind: st.one_of(*[VALUES[kind]] * 9, st.none()) for kind in KINDS})
    records = draw(st.lists(record, min_size=1, max_size=12))
    default = draw(st.sampled_from(["", "7"]))
    values = draw(st.sampled_from(["", "3, 2, 1"])) or ("2, 3, 1" if "PRIORITY" in hit or "OUTPUT" in hit else "")
    between = draw(st.sampled_from(["answer", "answer + 1", "if answer = 3 then 1 else answer", "answer = null"]))
    after = st.lists(st.tuples(tests_of("whole", True), tests_of("whole", plain)).map(list), min_size=1, max_size=3)
    further = [] if plain else draw(st.just([]) | after)
    return Made(asked, rules, outputs, hit, records, aggregation, default, values, between, further)
