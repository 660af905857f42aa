"""DMN files written from rows, for the tests of tables."""

from xml.sax.saxutils import escape, quoteattr

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="made" namespace="urn:made">'


def definitions(body: str) -> bytes:
    return f"{HEAD}{body}</definitions>".encode()


def literal_model(text: str, inputs: dict[str, str] | None = None) -> bytes:
    """One decision “answer” with a literal expression."""
    given = inputs or {}
    return definitions(
        _inputs(given)
        + f'<decision id="d" name="answer"><variable name="answer"/>{_needs(given)}'
        + f"<literalExpression><text>{escape(text)}</text></literalExpression></decision>"
    )


def table_model(
    rules: list[str],
    *,
    hit: str = "UNIQUE",
    aggregation: str = "",
    inputs: dict[str, str] | None = None,
    outputs: dict[str, str] | None = None,
    defaults: dict[str, str] | None = None,
    allowed_input: dict[str, str] | None = None,
) -> bytes:
    """One decision “answer”; a rule is `cell | cell => output # clause`; outputs map name to allowed values."""
    given = inputs or {"x": "number"}
    made = outputs or {"": ""}
    policy = f'hitPolicy="{hit}"' + (f' aggregation="{aggregation}"' if aggregation else "")
    columns = "".join(_column(name, kind, (allowed_input or {}).get(name, "")) for name, kind in given.items())
    columns += "".join(_output(name, values, (defaults or {}).get(name, "")) for name, values in made.items())
    body = "".join(_rule(rule, number) for number, rule in enumerate(rules, 1))
    return definitions(
        _inputs(given)
        + f'<decision id="d" name="answer"><variable name="answer"/>{_needs(given)}'
        + f'<decisionTable {policy}>{columns}<annotation name="clause"/>{body}</decisionTable></decision>'
    )


def _inputs(given: dict[str, str]) -> str:
    return "".join(
        f"<inputData id={quoteattr('i ' + name)} name={quoteattr(name)}>"
        f"<variable name={quoteattr(name)} typeRef={quoteattr(kind)}/></inputData>"
        for name, kind in given.items()
    )


def _needs(given: dict[str, str]) -> str:
    return "".join(
        f"<informationRequirement><requiredInput href={quoteattr('#i ' + name)}/></informationRequirement>"
        for name in given
    )


def _column(name: str, kind: str, allowed: str) -> str:
    values = f"<inputValues><text>{escape(allowed)}</text></inputValues>" if allowed else ""
    expression = f"<inputExpression typeRef={quoteattr(kind)}><text>{escape(name)}</text></inputExpression>"
    return f"<input>{expression}{values}</input>"


def _output(name: str, allowed: str, default: str) -> str:
    values = f"<outputValues><text>{escape(allowed)}</text></outputValues>" if allowed else ""
    entry = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    return f"<output name={quoteattr(name)}>{values}{entry}</output>"


def _rule(rule: str, number: int) -> str:
    cells, _, clause = rule.partition("#")
    asked, _, given = cells.partition("=>")
    inputs = "".join(_entry("inputEntry", cell) for cell in asked.split("|"))
    outputs = "".join(_entry("outputEntry", cell) for cell in given.split("|"))
    note = _entry("annotationEntry", clause)
    return f'<rule id="r{number}">{inputs}{outputs}{note}</rule>'


def _entry(tag: str, text: str) -> str:
    return f"<{tag}><text>{escape(text.strip())}</text></{tag}>"
