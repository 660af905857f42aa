"""Browser tests look at the same office as the tests of the pages."""

from tests.bounds import unhurried
from tests.web.conftest import add_person, clock_of_pages, office

__all__ = ["add_person", "clock_of_pages", "office", "unhurried"]
