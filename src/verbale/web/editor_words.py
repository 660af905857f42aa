"""The words of the table editor in the reader's language, by the English that it has of its own."""

from __future__ import annotations

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from verbale.engines.rules import Hit
from verbale.web.rulebook import HITS

WORDS = (
    _("Add cell description"), _("Add input"), _("Add input column left"), _("Add input column right"),
    _("Add output"), _("Add output column left"), _("Add output column right"), _("Add predefined values"),
    _("Add rule"), _("Add rule above"), _("Add rule below"), _("Add values"), _("And"), _("Annotation"),
    _("Annotations"), _("Between"), _("Change cell expression language"), _("Clear predefined values"),
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
    _("Remove rule"), _("Resize"), _("Rule"), _("Set date"), _("Set date and time"), _("Set duration"), _("Set time"),
    _("Set value"), _("Start date"), _("Start value"), _("String value"), _("Strings must be in double quotes"),
    _("Then"), _("Time value"), _("Type"), _("Use now"), _("Use today"), _("Value"), _("Values"),
    _("Variable name:"), _("Variable type:"), _("Yes"),
    _("Boolean value"), _("Edit end date"), _("Edit end date and time"), _("Edit end time"), _("Edit start date"),
    _("Edit start date and time"), _("Edit start time"), _("Editing not supported for set expression language"),
    _("End date and time"), _("End time"), _("Must match PnDTnH"), _("Must match PnYnM"), _("Range end operator"),
    _("Range end value"), _("Range start operator"), _("Range start value"), _("Start date and time"),
    _("Start time"), _("e.g. { example }"), _("e.g. { sample }"),
)  # fmt: skip
MEANT = {
    "After": pgettext_lazy("table editor", "After"),
    "Any": pgettext_lazy("hit policy", "Any"),
    "Before": pgettext_lazy("table editor", "Before"),
    "Collect": pgettext_lazy("hit policy", "Collect"),
    "Collect (Count)": pgettext_lazy("hit policy", "Collect (Count)"),
    "Collect (Max)": pgettext_lazy("hit policy", "Collect (Max)"),
    "Collect (Min)": pgettext_lazy("hit policy", "Collect (Min)"),
    "Collect (Sum)": pgettext_lazy("hit policy", "Collect (Sum)"),
    "Date": pgettext_lazy("table editor", "Date"),
    "Date and time": pgettext_lazy("table editor", "Date and time"),
    "First": pgettext_lazy("hit policy", "First"),
    "Output order": pgettext_lazy("hit policy", "Output order"),
    "Priority": pgettext_lazy("hit policy", "Priority"),
    "Rule order": pgettext_lazy("hit policy", "Rule order"),
    "Time": pgettext_lazy("table editor", "Time"),
    "Unique": pgettext_lazy("hit policy", "Unique"),
    "When": pgettext_lazy("table editor", "When"),
}
"""Words that mean something else elsewhere on our pages."""
EXPLAINED = {
    "No overlap is possible and all rules are disjoint. Only a single rule can be matched": Hit.UNIQUE,
    "Rules may overlap. The first matching rule will be chosen": Hit.FIRST,
    "Rules may overlap. The one with the highest priority will be chosen": Hit.PRIORITY,
    "Rules may overlap. Their output have to match": Hit.ANY,
    "Collects the values of all matching rules": Hit.COLLECT,
    "Collects the values of all matching rules and sums up to a single value": Hit.SUM,
    "Collects the values of all matching rules and uses the lowest value": Hit.MIN,
    "Collects the values of all matching rules and uses the highest value": Hit.MAX,
    "Collects the values of all matching rules and counts the number of them": Hit.COUNT,
    "Collects the values of all matching rules in rule order": Hit.RULE_ORDER,
    "Collects the values of all matching rules in decreasing output priority order": Hit.OUTPUT_ORDER,
}
"""What the editor says of each hit policy; our pages say it already."""


def editor_words() -> dict[str, str]:
    """What the editor says, by its own English."""
    meant = {each: str(word) for each, word in MEANT.items()}
    explained = {each: str(HITS[hit]) for each, hit in EXPLAINED.items()}
    return {**{each: gettext(each) for each in WORDS}, **meant, **explained}
