"""Every built-in function: what it gives, and examples of it. The manual prints them, and a test evaluates each.

An example is an expression and its value as FEEL writes it; where that is null, the reason may stand third.
"""

NUMBERS = {
    "decimal": (
        "Rounded to so many decimals; a half goes to the even digit.",
        [("decimal(1/3, 2)", "0.33"), ("decimal(2.5, 0)", "2")],
    ),
    "floor": (
        "Rounded down, to so many decimals if a scale is given.",
        [("floor(-1.5)", "-2"), ("floor(1.56, 1)", "1.5")],
    ),
    "ceiling": (
        "Rounded up, to so many decimals if a scale is given.",
        [("ceiling(-1.5)", "-1"), ("ceiling(1.51, 1)", "1.6")],
    ),
    "round up": ("Rounded away from zero.", [("round up(-5.5, 0)", "-6"), ("round up(1.121, 2)", "1.13")]),
    "round down": ("Rounded towards zero.", [("round down(-5.5, 0)", "-5")]),
    "round half up": ("Rounded to the nearest; a half goes away from zero.", [("round half up(5.5, 0)", "6")]),
    "round half down": ("Rounded to the nearest; a half goes towards zero.", [("round half down(5.5, 0)", "5")]),
    "abs": ("The size without the sign, of a number or a duration.", [("abs(-10)", "10"), ('abs(@"-P2D")', "P2D")]),
    "modulo": (
        "What is left after dividing, with the sign of the divisor.",
        [("modulo(-12, 5)", "3"), ("modulo(1, 0)", "null", "modulo: the divisor is 0")],
    ),
    "sqrt": (
        "The square root; null of a negative number.",
        [("sqrt(16)", "4"), ("sqrt(-1)", "null", "sqrt: a negative number has no square root")],
    ),
    "log": ("The natural logarithm.", [("decimal(log(10), 6)", "2.302585")]),
    "exp": ("e to this power.", [("decimal(exp(1), 6)", "2.718282")]),
    "odd": ("Whether a whole number is odd.", [("odd(5)", "true")]),
    "even": ("Whether a whole number is even.", [("even(5)", "false")]),
    "number": (
        "A number out of text, with the signs that group and part it.",
        [('number("1.500,25", ".", ",")', "1500.25"), ('number("five")', "null", "number: “five” is not a number")],
    ),
}
TEXTS = {
    "string": ("A value as text.", [("string(1.1)", '"1.1"'), ('string(@"2012-12-25")', '"2012-12-25"')]),
    "string length": (
        "How many characters; one outside the basic plane counts once.",
        [('string length("日本語")', "3")],
    ),
    "substring": (
        "From a position, counted from 1 or backwards from -1, and so many characters.",
        [('substring("foobar", 3)', '"obar"'), ('substring("foobar", -2, 1)', '"a"')],
    ),
    "substring before": ("What stands before the first match.", [('substring before("foobar", "bar")', '"foo"')]),
    "substring after": ("What stands behind the first match.", [('substring after("foobar", "ob")', '"ar"')]),
    "upper case": ("In capitals.", [('upper case("aBc4")', '"ABC4"')]),
    "lower case": ("In small letters.", [('lower case("aBc4")', '"abc4"')]),
    "contains": ("Whether the text holds the match.", [('contains("foobar", "of")', "false")]),
    "starts with": ("Whether it begins so.", [('starts with("foobar", "fo")', "true")]),
    "ends with": ("Whether it ends so.", [('ends with("foobar", "r")', "true")]),
    "matches": (
        "Whether a pattern (of XPath) matches anywhere; flags s, m, i, x and q.",
        [('matches("report 12", "[0-9]+$")', "true"), ('matches("ABC", "b", "i")', "true")],
    ),
    "replace": (
        "Every match replaced; $1 is the first group.",
        [('replace("abcd", "(ab)|(a)", "[1=$1]")', '"[1=ab]cd"')],
    ),
    "split": ("The parts between the matches of a pattern.", [('split("a;b;;c", ";")', '["a", "b", "", "c"]')]),
    "string join": (
        "The texts of a list, with a text between them.",
        [('string join(["a", "b", null], "-")', '"a-b"')],
    ),
}
LISTS = {
    "list contains": (
        "Whether an element is in the list; null can be.",
        [("list contains([1, 2, null], null)", "true"), ('list contains(["a"], "b")', "false")],
    ),
    "count": ("How many items.", [("count([1, 2, 3])", "3"), ("count([])", "0")]),
    "min": ("The least item.", [("min([3, 1, 2])", "1"), ("min(3, 1, 2)", "1")]),
    "max": ("The greatest item.", [("max([3, 1, 2])", "3"), ('max("b", "c")', '"c"')]),
    "sum": ("The sum of numbers or durations.", [("sum([1, 2, 3])", "6"), ("sum([])", "null")]),
    "mean": ("The arithmetic mean.", [("mean([1, 2, 6])", "3")]),
    "product": ("The product.", [("product([2, 3, 4])", "24")]),
    "median": ("The middle number, or the mean of the two middle ones.", [("median([6, 1, 2, 3])", "2.5")]),
    "stddev": (
        "The standard deviation of a sample.",
        [("stddev([2, 4, 7, 5])", "2.081665999466132735282297706979931")],
    ),
    "mode": ("The most frequent numbers, in order.", [("mode([6, 3, 9, 6, 6])", "[6]"), ("mode([])", "[]")]),
    "all": (
        "True if all are, false if one is not, else null.",
        [("all([true, false, null])", "false"), ("all([true, null])", "null"), ("all([])", "true")],
    ),
    "any": (
        "True if one is, false if none is, else null.",
        [("any([false, null, true])", "true"), ("any([])", "false")],
    ),
    "and": ("The old name of `all`.", [("and([true, true])", "true")]),
    "or": ("The old name of `any`.", [("or([false, true])", "true")]),
    "sublist": (
        "From a position, and so many items.",
        [("sublist([4, 5, 6], 2)", "[5, 6]"), ("sublist([4, 5, 6], -2, 1)", "[5]")],
    ),
    "append": ("The list with more items at its end.", [("append([1], 2, 3)", "[1, 2, 3]")]),
    "concatenate": ("The lists one behind the other.", [("concatenate([1, 2], [3])", "[1, 2, 3]")]),
    "insert before": ("The list with an item before a position.", [("insert before([1, 3], 1, 2)", "[2, 1, 3]")]),
    "remove": ("The list without the item at a position.", [("remove([1, 2, 3], 2)", "[1, 3]")]),
    "list replace": (
        "The list with another item at a position, or wherever a function says so.",
        [
            ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
            ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
        ],
    ),
    "reverse": ("In the other order.", [("reverse([1, 2, 3])", "[3, 2, 1]")]),
    "index of": ("The positions of a match.", [("index of([1, 2, 3, 2], 2)", "[2, 4]")]),
    "union": ("The lists one behind the other, each item once.", [("union([1, 2], [2, 3])", "[1, 2, 3]")]),
    "distinct values": ("Each item once.", [("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]")]),
    "duplicate values": (
        "Each item that stands there more than once.",
        [("duplicate values([1, 2, 3, 2, 1])", "[1, 2]")],
    ),
    "flatten": ("The items of lists within, in one list.", [("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]")]),
    "sort": ("In the order that a function tells.", [("sort([3, 1, 4], function(x, y) x < y)", "[1, 3, 4]")]),
}
CONTEXTS = {
    "get value": (
        "The entry of a name, or of a path of names.",
        [('get value({key1: "value1"}, "key1")', '"value1"'), ('get value({a: {b: 1}}, ["a", "b"])', "1")],
    ),
    "get entries": (
        "The entries as a list of contexts of key and value.",
        [("get entries({a: 1})", '[{key: "a", value: 1}]')],
    ),
    "context": (
        "A context of such a list.",
        [('context([{key: "a", value: 1}, {key: "b", value: 2}])', "{a: 1, b: 2}")],
    ),
    "context put": (
        "The context with one entry set.",
        [('context put({a: 1}, "b", 2)', "{a: 1, b: 2}"), ('context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}")],
    ),
    "context merge": (
        "One context of several; a later one decides.",
        [("context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}")],
    ),
}
TIMES = {
    "date": (
        "A date, of text, of a moment, or of year, month and day.",
        [
            ('date("2012-12-25")', "2012-12-25"),
            ("date(2012, 12, 25)", "2012-12-25"),
            ('date("2012-13-01")', "null", "date: no such month"),
        ],
    ),
    "time": (
        "A time of day, with or without a zone.",
        [('time("23:59:00Z")', "23:59:00Z"), ("time(14, 30, 0)", "14:30:00")],
    ),
    "date and time": (
        "A moment, of text or of a date and a time.",
        [
            ('date and time("2012-12-24T23:59:00")', "2012-12-24T23:59:00"),
            ('date and time(date("2012-12-24"), time("23:59:00"))', "2012-12-24T23:59:00"),
        ],
    ),
    "duration": (
        "A span: of days and time, or of years and months.",
        [('duration("P1DT2H")', "P1DT2H"), ('duration("P26M")', "P2Y2M")],
    ),
    "years and months duration": (
        "The whole months from one date to another.",
        [('years and months duration(date("2011-12-22"), date("2013-08-24"))', "P1Y8M")],
    ),
    "day of year": ("The day's number in its year.", [('day of year(@"2019-09-17")', "260")]),
    "day of week": ("Its name in English.", [('day of week(@"2019-09-17")', '"Tuesday"')]),
    "month of year": ("Its name in English.", [('month of year(@"2019-09-17")', '"September"')]),
    "week of year": ("The week's number by ISO 8601.", [('week of year(@"2005-01-01")', "53")]),
    "last day of month": ("The month's last day.", [('last day of month(@"2024-02-07")', "29")]),
    "now": ("The moment that the caller gave; null without one.", [("now()", "2024-02-29T12:00:00Z")]),
    "today": ("Its day.", [("today()", "2024-02-29")]),
}
RANGES = {
    "before": ("Wholly before.", [("before([1..5], [6..10])", "true"), ("before(1, 10)", "true")]),
    "after": ("Wholly behind.", [("after([5..10], [1..5))", "true")]),
    "meets": ("One ends where the other begins, and both hold that point.", [("meets([1..5], [5..10])", "true")]),
    "met by": ("The other way round.", [("met by([5..10], [1..5])", "true")]),
    "overlaps": ("They share a point.", [("overlaps([1..5], [3..8])", "true")]),
    "overlaps before": (
        "The first begins earlier and ends within the second.",
        [("overlaps before([1..5], [3..8])", "true")],
    ),
    "overlaps after": (
        "The first begins within the second and ends later.",
        [("overlaps after([3..8], [1..5])", "true")],
    ),
    "finishes": ("Both end together, and the first begins no earlier.", [("finishes([5..10], [1..10])", "true")]),
    "finished by": ("The other way round.", [("finished by([1..10], [5..10])", "true")]),
    "includes": ("The second lies within the first.", [("includes([1..10], 5)", "true")]),
    "during": ("The first lies within the second.", [("during(5, [1..10])", "true")]),
    "starts": ("Both begin together, and the first ends no later.", [("starts([1..5], [1..10])", "true")]),
    "started by": ("The other way round.", [("started by([1..10], [1..5])", "true")]),
    "coincides": ("They are the same.", [("coincides([1..5], [1..5])", "true")]),
    "range": ("A range out of text.", [('range("[18..21)")', "[18..21)")]),
}
LOGIC = {
    "not": ("The other truth value; null of anything else.", [("not(true)", "false"), ("not(null)", "null")]),
    "is": (
        "The same value of the same kind; moments with different zones are not.",
        [('is(@"2012-12-25", @"2012-12-25")', "true"), ('is(@"23:00:50Z", @"23:00:50")', "false")],
    ),
}
GROUPS = {
    "Truth": LOGIC, "Numbers": NUMBERS, "Texts": TEXTS, "Lists": LISTS, "Contexts": CONTEXTS,
    "Dates, times and durations": TIMES, "Ranges": RANGES,
}  # fmt: skip
