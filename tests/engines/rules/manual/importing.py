"""A model that rests on another: its parts are known under the import's name."""

from verbale.engines.rules import prepare, read_model, to_json

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
SHELF = f"""<definitions xmlns="{DMN}" id="shelf" name="shelf" namespace="urn:shelf">
  <inputData id="copies" name="copies"><variable name="copies" typeRef="number"/></inputData>
  <decision id="spare" name="spare"><variable name="spare" typeRef="number"/>
    <informationRequirement><requiredInput href="#copies"/></informationRequirement>
    <literalExpression><text>copies - 1</text></literalExpression>
  </decision>
</definitions>"""
DESK = f"""<definitions xmlns="{DMN}" id="desk" name="desk" namespace="urn:desk">
  <import name="the shelf" namespace="urn:shelf" importType="{DMN}"/>
  <decision id="lend" name="lend"><variable name="lend" typeRef="boolean"/>
    <informationRequirement><requiredDecision href="urn:shelf#spare"/></informationRequirement>
    <literalExpression><text>the shelf.spare > 0</text></literalExpression>
  </decision>
</definitions>"""

model = read_model(DESK.encode(), name="desk.dmn", parts={"shelf.dmn": SHELF.encode()})
prepared = prepare(model)
names = [each.name for each in model.inputs]
print(names, to_json(prepared.decide({names[0]: 2}, decision="lend").outputs))
