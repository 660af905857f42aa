"""Number expressions in running text of Chinese, Russian, German, Korean and English.

>>> from verbale.engines.parallel.numerals import numerals
>>> [(n.value, n.form.value) for n in numerals("тридцать третья сессия", "ru")]
[(Fraction(33, 1), 'ordinal')]
"""

from verbale.engines.parallel.numerals.numeral import Form, Numeral

__all__ = ["Form", "Numeral", "numerals"]


def numerals(text: str, language: str) -> tuple[Numeral, ...]:
    """All number expressions of the text, in order, not overlapping; the language is a code such as zh, zh-Hans, ru."""
    return ()
