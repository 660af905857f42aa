"""The properties that a rulebook carries."""

import pytest

from verbale.engines.rules import read_model
from verbale.engines.rules.check import check
from verbale.engines.rules.finding import Finding
from verbale.engines.rules.properties import MOST, Property, check_properties, properties

HEAD = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:verbale="urn:verbale:rulebook:1"
  id="m" name="made" namespace="urn:made"><extensionElements>{}</extensionElements>
  <inputData id="i" name="publisher class"><variable id="v" name="publisher class" typeRef="string"/></inputData>
  <decision id="d" name="supply"><variable id="w" name="supply"/>
    <informationRequirement id="n"><requiredInput href="#i"/></informationRequirement>
    <decisionTable id="t" hitPolicy="FIRST"><input id="c"><inputExpression id="e"><text>publisher class</text>
      </inputExpression></input><output id="o" name="outcome"/><output id="p" name="basis"/>
      <rule id="r"><inputEntry id="x"><text>-</text></inputEntry><outputEntry id="y"><text>"refuse"</text></outputEntry>
      <outputEntry id="z"><text>"none"</text></outputEntry></rule></decisionTable></decision></definitions>"""


def model(inside, around="<verbale:properties>{}</verbale:properties>"):
    return read_model(HEAD.format(around.format(inside)).encode(), name="made.dmn")


def one(name, text):
    return f'<verbale:property name="{name}">{text}</verbale:property>'


def test_properties_stand_in_the_order_of_the_file():
    made = model(one("a  b", ' outcome\n = "refuse" ') + one("c", 'publisher class != "x"'))
    assert properties(made) == (Property("a b", 'outcome = "refuse"'), Property("c", 'publisher class != "x"'))
    assert list(check_properties(made)) == []


def test_a_rulebook_may_have_none():
    assert (properties(model("", "")), list(check_properties(model("", "")))) == ((), [])


@pytest.mark.parametrize(
    ("inside", "name", "why"),
    [
        (one("a", "true") + one("a", "false"), "a", "it stands twice"),
        (one("b", "true") + one("", "true"), 2, "“property” is no property with a name"),
        ('<verbale:fact name="a">true</verbale:fact>', "a", "“fact” is no property with a name"),
        ('<property xmlns="urn:other" name="a">true</property>', "a", "“property” is no property with a name"),
        (one("a", "  "), "a", "it is empty"),
        (one("a", 'outcom != "supply"'), "a", "nothing is called “outcom” here"),
        (one("a" * 121, "true"), "a" * 121, "its name has more than 120 characters"),
    ],
)
def test_what_is_ill_formed_is_an_error(inside, name, why):
    (found,) = check_properties(model(inside))
    place = f"property “{name}”" if isinstance(name, str) else f"property {name}"
    assert (found.kind, found.place, found.why, found.error) == ("property", place, why, True)


def test_what_is_no_feel_is_named_with_its_character():
    made = model(one("a", "outcome = = 1"))
    (found,) = check_properties(made)
    assert (found.cell, found.why.startswith("character 11: "), properties(made)) == ("outcome = = 1", True, ())
    assert isinstance(found, Finding)


def test_the_check_of_a_rulebook_lists_them():
    data = HEAD.format(f"<verbale:properties>{one('a', 'outcome =')}</verbale:properties>").encode()
    assert ("property “a”", True) in [(found.place, found.error) for found in check(data, name="made.dmn").findings]


def test_it_may_speak_of_what_the_decision_rests_on():
    """Of an earlier decision whose name has a space, too, as `verbale rules prove` takes it."""
    data = HEAD.format(f"<verbale:properties>{one('a', 'risk class != null')}</verbale:properties>")
    earlier = """<decision id="f" name="risk class"><variable id="g" name="risk class"/><literalExpression id="h">
      <text>1</text></literalExpression></decision><decision id="d"""
    needs = '<informationRequirement id="k"><requiredDecision href="#f"/></informationRequirement>'
    data = data.replace('<decision id="d', earlier).replace(
        '<informationRequirement id="n">', needs + '<informationRequirement id="n">'
    )
    made = read_model(data.encode(), name="made.dmn")
    assert (list(check_properties(made)), [each.feel for each in properties(made)]) == ([], ["risk class != null"])


def test_a_rulebook_has_so_many_at_most():
    made = model("".join(one(f"p{number}", "true") for number in range(MOST + 1)))
    assert [found.place for found in check_properties(made)] == [f"property “p{MOST}”"]
    assert len(properties(made)) == MOST


@pytest.mark.parametrize("facts", [("", "true"), ("a", "")])
def test_a_property_says_something(facts):
    with pytest.raises(ValueError, match="a property has a name"):
        Property(*facts)
