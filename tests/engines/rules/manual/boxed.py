"""Boxed expressions, each as DMN writes it, with the value of the decision: printed by the manual, decided by a test.

The decision knows the input `n`, which is 3.
"""

BOXED = [
    ("Literal", "FEEL as text.", "<literalExpression><text>n * 2</text></literalExpression>", "6"),
    ("Context", "Entries in their order, each known to those after it. An entry without a name is the result.", """\
<context>
  <contextEntry><variable name="twice"/><literalExpression><text>n * 2</text></literalExpression></contextEntry>
  <contextEntry><literalExpression><text>twice + 1</text></literalExpression></contextEntry>
</context>""", "7"),
    ("Invocation", "A function, called by the names of its parameters.", """\
<context>
  <contextEntry><variable name="less"/>
    <functionDefinition><formalParameter name="x"/><formalParameter name="y"/>
      <literalExpression><text>x - y</text></literalExpression></functionDefinition></contextEntry>
  <contextEntry>
    <invocation><literalExpression><text>less</text></literalExpression>
      <binding><parameter name="y"/><literalExpression><text>n</text></literalExpression></binding>
      <binding><parameter name="x"/><literalExpression><text>10</text></literalExpression></binding>
    </invocation></contextEntry>
</context>""", "7"),
    ("List", "Its items, each an expression.", """\
<list>
  <literalExpression><text>n</text></literalExpression>
  <literalExpression><text>n + 1</text></literalExpression>
</list>""", "[3, 4]"),
    ("Relation", "Rows under named columns: a list of contexts.", """\
<relation>
  <column name="code"/><column name="days"/>
  <row><literalExpression><text>"a"</text></literalExpression><literalExpression><text>n</text></literalExpression></row>
  <row><literalExpression><text>"b"</text></literalExpression><literalExpression><text>7</text></literalExpression></row>
</relation>""", '[{code: "a", days: 3}, {code: "b", days: 7}]'),
    ("Conditional", "If, then, else.", """\
<conditional>
  <if><literalExpression><text>n &gt; 2</text></literalExpression></if>
  <then><literalExpression><text>"many"</text></literalExpression></then>
  <else><literalExpression><text>"few"</text></literalExpression></else>
</conditional>""", '"many"'),
    ("Filter", "The items for which the match holds.", """\
<filter>
  <in><literalExpression><text>[1, 2, 3, 4, 5]</text></literalExpression></in>
  <match><literalExpression><text>item &gt; n</text></literalExpression></match>
</filter>""", "[4, 5]"),
    ("For", "A list, made item by item.", """\
<for iteratorVariable="i">
  <in><literalExpression><text>[1..n]</text></literalExpression></in>
  <return><literalExpression><text>i * i</text></literalExpression></return>
</for>""", "[1, 4, 9]"),
    ("Some and every", "Whether a condition holds of one item, or of all (`every`).", """\
<some iteratorVariable="i">
  <in><literalExpression><text>[1..n]</text></literalExpression></in>
  <satisfies><literalExpression><text>i &gt; 2</text></literalExpression></satisfies>
</some>""", "true"),
]  # fmt: skip
"""Name, what is said, the expression, and its value."""
