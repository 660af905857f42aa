"""FEEL, the expression language of DMN: text becomes a frozen tree, the tree becomes closures.

No text of an expression ever reaches ``eval`` or ``exec``.

    >>> from verbale.engines.rules.feel import compile_expression, Scope, parse_expression
    >>> compile_expression(parse_expression("0.1 + 0.2 = 0.3"))(Scope({}))
    True
"""

from .compiler import compile_expression, compile_unary_tests
from .parser import parse_expression, parse_unary_tests
from .scope import Scope
from .syntax import SyntaxFault
from .values import Value

__all__ = [
    "Scope",
    "SyntaxFault",
    "Value",
    "compile_expression",
    "compile_unary_tests",
    "parse_expression",
    "parse_unary_tests",
]
