"""A first rulebook, `loan.dmn`, as its owner meets it: what is said, and the command whose answer the manual prints."""

SHORTER = (b"<text>28</text>", b"<text>21</text>")
"""What the next version, `loan-next.dmn`, changes."""

STEPS = [
    (
        "**Shown.** What it asks for and decides, rule by rule. A cell that lets everything pass is left out.",
        "verbale rules show loan.dmn",
    ),
    (
        "**Asked.** Facts in, an answer out, with the rule that gave it, its note, and why each other rule did not. A "
        "fact that is not given is unknown.",
        'verbale rules decide loan.dmn --input \'{"kind": "journal", "age": 12}\' --explain',
    ),
    (
        "**Tried.** Cases stand in a table of their own beside it, `loan.cases.md` or `loan.cases.csv`: facts, then "
        "the mark →, then what is expected. They are decided, and the rules that no case fires are named.",
        "verbale rules test loan.dmn",
    ),
    (
        "**Checked.** No cases are needed for this: whatever could be asked is looked at. Here the rules forget maps, "
        "and journals of which the age is unknown or makes no sense. Each gap is told with facts that fall into it. An "
        "error makes the exit code 1; a warning does not. All that can be found: "
        "[Checking a rulebook](rulebook.md#checking-a-rulebook).",
        "verbale rules check loan.dmn",
    ),
    (
        "**Proved.** A sentence about all answers, a *property*, holds whatever is asked;",
        "verbale rules prove loan.dmn 'if kind = \"journal\" then days != 28 else true'",
    ),
    (
        "or here are facts of which it is not true, and exit code 1 says so. This one fails since nothing is decided "
        "there, and null is not at most 28. What a property needs, and how one is kept in a rulebook: "
        "[Properties](rulebook.md#properties).",
        "verbale rules prove loan.dmn 'days <= 28'",
    ),
    (
        "**Changed.** Before a new version comes into force, one sees where it decides otherwise, each place with "
        "facts that show it. In `loan-next.dmn` books are lent for 21 days.",
        "verbale rules diff loan.dmn loan-next.dmn",
    ),
]
"""What is said, and the command."""
