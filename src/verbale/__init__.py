"""Verbale runs a scientific-and-technical cooperation between two sides."""

__version__ = "0.1.0"
