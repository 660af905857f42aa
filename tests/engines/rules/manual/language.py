"""FEEL by subject: what is said of it, and examples. The manual prints them, and a test evaluates each.

An example is an expression and its value as FEEL writes it; where that is null for an error, the reason stands third.
"""

FACTS = {"year": 1963, "publisher class": "university", "languages": ("ru", "de"), "pages": None}
"""What the names in the examples stand for."""

SECTIONS = [
    (
        "Numbers",
        "Numbers are decimals of 34 digits, so what is exact on paper is exact here. Division by zero, and what "
        "goes beyond the digits, is null.",
        [
            ("0.1 + 0.2 = 0.3", "true"),
            ("1/3", "0.3333333333333333333333333333333333"),
            ("2 ** 10", "1024"),
            ("-2 ** 2", "4"),
            ("1 / 0", "null", "“/” gives no value here (division by zero, or beyond the range of numbers)"),
        ],
    ),
    (
        "Texts",
        'In quotation marks, with `\\n`, `\\t`, `\\"`, `\\\\`, `\\u00df` and `\\U01F40E`. `+` joins; nothing is made a '
        "text by itself.",
        [
            ('"Stra\\u00dfe"', '"Straße"'),
            ('"a" + "b"', '"ab"'),
            ('"a" + 1', "null", "“+” has no meaning between a text and a number"),
            ('"abc" < "abd"', "true"),
        ],
    ),
    (
        "Names",
        "A name may have spaces and signs; the longest that is known counts. Here `year` is 1963, `publisher class` "
        '"university", `languages` ["ru", "de"] and `pages` null.',
        [("year - 1900", "63"), ('publisher class = "university"', "true")],
    ),
    (
        "Truth and null",
        "Three truth values. `and` is false as soon as one side is, `or` true as soon as one side is; what cannot be "
        "told is null. Values of different kinds are not compared: their equality is null too. A condition that is "
        "null counts as not true.",
        [
            ("true and null", "null"),
            ("false and null", "false"),
            ("true or null", "true"),
            ("not(null)", "null"),
            ("null = null", "true"),
            ('1 = "1"', "null", "a number and a text cannot be compared"),
            ("pages > 10", "null", "null and a number cannot be compared"),
            ('if pages > 10 then "long" else "short"', '"short"', "null and a number cannot be compared"),
        ],
    ),
    (
        "Comparing",
        "`=`, `!=`, `<`, `<=`, `>`, `>=`, `between … and …` with both ends, and `in`, which takes a value, a range, "
        "a comparison, or several of these.",
        [
            ("year between 1960 and 1964", "true"),
            ("year in [1960..1964)", "true"),
            ("year in (< 1900, > 1960)", "true"),
            ('"de" in ("ru", "de")', "true"),
        ],
    ),
    (
        "Choosing",
        "`if … then … else …`; the other branch is not evaluated.",
        [('if year < 1964 then "old" else "new"', '"old"')],
    ),
    (
        "Lists",
        "Positions count from 1, or from -1 backwards. In a filter `item` is the item; entries of an item that is a "
        "context are names. A list of one item counts as the item where one is wanted, and the other way round.",
        [
            ("languages[1]", '"ru"'),
            ("languages[-1]", '"de"'),
            ("languages[3]", "null", "the list has 2 items, there is no item 3"),
            ("[1, 2, 3, 4][item > 2]", "[3, 4]"),
            ("[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b", "[4]"),
            ("[1, [2, 3]] = [1, [2, 3]]", "true"),
        ],
    ),
    (
        "Loops",
        "`for` makes a list; `partial` is what it has made so far. Several names run one within the other. `some` and "
        "`every` ask for a condition, with three truth values.",
        [
            ("for i in 1..4 return i * i", "[1, 4, 9, 16]"),
            ("for i in 4..2 return i", "[4, 3, 2]"),
            ("for x in [1, 2], y in [3, 4] return x * y", "[3, 4, 6, 8]"),
            ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
            ('some l in languages satisfies l = "de"', "true"),
            ('every l in languages satisfies l = "de"', "false"),
            (
                "some x in [1, null] satisfies x > 1",
                "null",
                "null and a number cannot be compared; a condition is neither true nor false",
            ),
        ],
    ),
    (
        "Contexts",
        "Entries by name; a later entry may use an earlier one. A path into a list takes the entry of every item.",
        [
            ("{a: 1, b: a + 1}.b", "2"),
            ('{"a b": 1}.a b', "1"),
            ("[{a: 1}, {a: 2}].a", "[1, 2]"),
            ("{a: 1}.b", "null", "the context has no entry “b”"),
        ],
    ),
    (
        "Functions",
        "A function is a value. Arguments stand in their order, or all by name; an argument of the wrong kind, and "
        "a wrong number of them, makes null.",
        [
            ("(function(x, y) x - y)(5, 3)", "2"),
            ("{f: function(x, y) x - y, r: f(y: 3, x: 5)}.r", "2"),
            ('substring(string: "foobar", start position: 4)', '"bar"'),
            ('substring("foobar")', "null", "“substring” takes 2 to 3 arguments, not 1"),
        ],
    ),
    (
        "Ranges",
        "With both ends `[a..b]`, without `(a..b)` or `]a..b[`, or mixed; a comparison in brackets is open on one "
        "side.",
        [
            ("5 in (1..5)", "false"),
            ("5 in (1..5]", "true"),
            ("7 in (>= 5)", "true"),
            ("[1..5].end", "5"),
            ("[1..5].end included", "true"),
        ],
    ),
    (
        "Dates, times and durations",
        'As a literal `@"…"`, or by the functions below. Spans of days and time and spans of years '
        "and months are two kinds. A moment without a zone and one with are not compared.",
        [
            ('@"2024-01-31" + @"P1M"', "2024-02-29"),
            ('@"2024-03-01" - @"2024-02-01"', "P29D"),
            ('@"2024-02-29".weekday', "4"),
            ('@"PT90M"', "PT1H30M"),
            ('@"P1Y" + @"P3M"', "P1Y3M"),
            ('@"P10D" / @"P4D"', "2.5"),
            ('@"2024-02-29T10:00:00@Europe/Berlin".time offset', "PT1H"),
            ('@"10:00:00" < @"11:00:00Z"', "null", "a time and a time cannot be compared"),
        ],
    ),
    (
        "Kinds",
        "`instance of` asks for a kind; null is of none but `Null`. Of lists, contexts, ranges and functions it may "
        "ask what is in them.",
        [
            ("year instance of number", "true"),
            ("null instance of number", "false"),
            ("null instance of Null", "true"),
            ("languages instance of list<string>", "true"),
            ("{a: 1} instance of context<a: number>", "true"),
            ("[1..3] instance of range<number>", "true"),
        ],
    ),
]
"""Heading, what is said, examples."""

CELLS = [
    ("-", 5, True, "anything, unknown included"),
    ('"book"', "book", True, "this text; texts stand in quotation marks"),
    ("5", 5, True, "this number"),
    ("< 5", 5, False, "less than 5"),
    ("[1..5]", 5, True, "from 1 to 5, both included"),
    ("[1..5)", 5, False, "from 1 to 5, without 5"),
    ("1, 2, 3", 2, True, "one of these"),
    ("not(1, 2)", 3, True, "none of these"),
    ("null", None, True, "unknown"),
    ("not(null)", None, False, "known"),
    ("> 5", None, False, "more than 5, which nobody knows"),
    ("not(5)", None, True, "not known to be 5"),
    ("odd(?)", 3, True, "a condition on the value, which is called `?`"),
    ("? * 2 > 5, 1", 3, True, "a condition, or 1"),
]
"""Cells, a value, whether it passes, and what the cell asks for."""
