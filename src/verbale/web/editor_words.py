"""The words of the table editor in the reader's language, by the English that it has of its own."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS = (
    _("Add cell description"), _("Add input"), _("Add input column left"), _("Add input column right"),
    _("Add output"), _("Add output column left"), _("Add output column right"), _("Add predefined values"),
    _("Add rule"), _("Add rule above"), _("Add rule below"), _("Add values"), _("After"), _("And"), _("Annotation"),
    _("Annotations"), _("Before"), _("Between"), _("Change cell expression language"), _("Clear predefined values"),
    _("Comparison"), _("Comparison operator"), _("Copy input column"), _("Copy output column"), _("Copy rule"),
    _("Custom values"), _("Cut input column"), _("Cut output column"), _("Cut rule"), _("Date and time value"),
    _("Date value"), _("Decision name:"), _("Duration value"), _("Edit"), _("Edit boolean"), _("Edit date"),
    _("Edit date and time"), _("Edit duration"), _("Edit input"), _("Edit number"), _("Edit output"),
    _("Edit string"), _("Edit time"), _("End date"), _("End value"), _("Enter expression"), _("Equals"),
    _("Exactly"), _("Exclude"), _("Expression"), _("Expression language"), _("Greater"), _("Greater or equals"),
    _("Hit policy"), _("Hit policy:"), _("Include"), _("Input"), _("Input expression"), _("Input expression:"),
    _("Input label"), _("Input label:"), _("Input type"), _("Input values"), _("Less"), _("Less or equals"),
    _("Literal expression editor"), _("Match none"), _("Match one"), _("Move rule"), _("No"), _("No values"),
    _("Output"), _("Output label"), _("Output label:"), _("Output name"), _("Output name:"), _("Output type"),
    _("Output values"), _("Paste input column left"), _("Paste input column right"), _("Paste output column left"),
    _("Paste output column right"), _("Paste rule above"), _("Paste rule below"), _("Predefined values"),
    _("Range"), _("Remove cell description"), _("Remove input column"), _("Remove output column"),
    _("Remove rule"), _("Resize"), _("Set date"), _("Set date and time"), _("Set duration"), _("Set time"),
    _("Set value"), _("Start date"), _("Start value"), _("String value"), _("Strings must be in double quotes"),
    _("Then"), _("Time value"), _("Type"), _("Use now"), _("Use today"), _("Value"), _("Values"),
    _("Variable name:"), _("Variable type:"), _("When"), _("Yes"),
)  # fmt: skip


def editor_words() -> dict[str, str]:
    """What the editor says, by its own English."""
    return {each: gettext(each) for each in WORDS}
