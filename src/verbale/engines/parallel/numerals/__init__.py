"""Number expressions in running text of Chinese, Russian, German, Korean and English.

>>> from verbale.engines.parallel.numerals import numerals
>>> [(n.value, n.form.value) for n in numerals("тридцать третья сессия", "ru")]
[(Fraction(33, 1), 'ordinal')]
"""

from verbale.engines.parallel.numerals.finding import numerals
from verbale.engines.parallel.numerals.numeral import Form, Numeral

__all__ = ["Form", "Numeral", "numerals"]
