"""Patterns of XPath: what they mean, what they refuse, and that the machine finds what Python finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.feel.builtins.automaton import Machine
from verbale.engines.rules.feel.builtins.patterns import MAX_WORK, compiled
from verbale.engines.rules.feel.builtins.patterntree import parsed
from verbale.engines.rules.feel.values import Failure


def spans(pattern, text, flags=None):
    return [text[match[0] : match[1]] for match in compiled(pattern, flags).all_in(text, lambda count: None)]


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("a.c", None, "abc a\nc", ["abc"]),
        ("a.c", "s", "a\nc", ["a\nc"]),
        ("^b", "m", "a\nb", ["b"]),
        ("^", "m", "a\nb\n", ["", ""]),
        ("a$", None, "a\n", []),
        ("A", "i", "aA", ["a", "A"]),
        ("[^Q]", "i", "qQx", ["x"]),
        ("[a-z-[aeiou]]+", None, "abcdef", ["bcd", "f"]),
        ("[^a-c-[x]]+", None, "abxyz", ["yz"]),
        (r"[\w-]+", None, "a-b c", ["a-b", "c"]),
        (r"\w+", None, "a_b+c", ["a", "b+c"]),
        (r"\d+", None, "12 ٣٤", ["12", "٣٤"]),
        (r"\s", None, "a\u00a0b c", [" "]),
        (r"[\S]+", None, "ab c", ["ab", "c"]),
        (r"\p{Lu}+", None, "ABcÄ", ["AB", "Ä"]),
        (r"\P{Lu}+", None, "ABcd", ["cd"]),
        (r"[\P{L}]+", None, "a12b", ["12"]),
        (r"\p{IsCyrillic}+", None, "ab где", ["где"]),
        (r"\i\c*", None, "1a-b:c", ["a-b:c"]),
        (r"(a)(b)\2\1", None, "abba", ["abba"]),
        (r"(a)\11", None, "aa1", ["aa1"]),
        ("a b", "x", "ab", ["ab"]),
        ("[ ]", "x", "a b", [" "]),
        ("a.b", "q", "a.b axb", ["a.b"]),
        ("a{2}", None, "aaaaa", ["aa", "aa"]),
        ("a{2,}?", None, "aaaaa", ["aa", "aa"]),
        ("a|bc|d", None, "abcd", ["a", "bc", "d"]),
        ("(?:ab)+", None, "ababa", ["abab"]),
        ("x|", None, "", [""]),
        ("😀+", None, "a😀😀", ["😀😀"]),
    ],
)
def test_what_patterns_find(pattern, flags, text, found):
    assert spans(pattern, text, flags) == found


@pytest.mark.parametrize(
    "pattern",
    ["(", ")", "a)", "[", "[]", "[a", "a**", "a++", "*a", "a{,2}", "a{2", "a{3,2}", "a{1001}", "{", "}", "]", "(?=a)"]
    + ["(?<n>a)", "(?i)a", r"\1", r"(a\1)", r"\0", r"\z", r"\b", r"\p{Xx}", r"\pL", "[[a]]", "[z-a]", r"[\d-z]", "\\"]
    + ["(" * 60 + ")" * 60, "a" * 1001, "((a{1000}){1000}){1000}" * 40 + ")"],
)
def test_what_is_no_pattern(pattern):
    with pytest.raises(Failure):
        compiled(pattern, None)


PIECES = ("a", "b", "(a|b)", "(ab)", "a*", "b+", "(a*)", "(a|ab)*", "[ab]", "[^a]", "a{1,2}", "(b?)", "(?:a|b)+?", ".")
PIECES += ("^", "$", "|", "a*?", "(a{2})", "b{0,2}?")


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), st.text("abc\n", max_size=9))
def test_the_machine_finds_what_python_finds(pattern, text):
    found = compiled(pattern, None)
    if found.matches_nothing():
        return
    machine = Machine(*parsed(pattern, ""), lines=False)
    at, made = 0, []
    while at <= len(text) and (match := machine.find(text, at, lambda count: None)):
        made.append(match[:2])
        at = match[1]
    assert made == [match[:2] for match in found.all_in(text, lambda count: None)]


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(a*)*b", "(.*)*(.*)*x", "a*a*a*a*a*a*b"])
def test_work_grows_with_the_text_and_no_faster(pattern):
    machine = Machine(*parsed(pattern, ""), lines=False)

    def work(length):
        spent = []
        machine.find("a" * length + "!", 0, spent.append)
        return sum(spent)

    assert work(400) < 2.2 * work(200)


def test_too_much_work_is_refused():
    with pytest.raises(Failure, match="the search for the pattern takes too long on this text"):
        compiled("(a*)(a*)(a*)b", None).is_in("a" * MAX_WORK, lambda count: None)
    with pytest.raises(Failure, match="refers to its groups could take too long"):
        compiled(r"(a*)*\1b", None).is_in("a" * 50, lambda count: None)
