"""The catalogues of translations follow from the sources."""

import gettext

import polib
import pytest

from tests.shared import ROOT
from tools.messages import LANGUAGES, LOCALES, SOURCES, Text, check, collect, compile_all, extract, faults

PYTHON = '''
from django.utils.translation import gettext as _, gettext_lazy, gettext_lazy as _l, ngettext, pgettext
from kernel import errors
name = _("Name")
lazy = gettext_lazy("Two " "parts")
late = _l("Later")
many = ngettext("%(count)s line", "%(count)s lines", 3)
month = pgettext("month", "May")
untouched = other("Not a text"), _(name)


class Odd(errors.Refused):
    """Row {row} is
    odd."""


class Odder(Odd):
    """Row {row} is odder."""


class Stranger(Exception):
    """Nobody reads this."""
'''
ERRORS = '''
class VerbaleError(Exception):
    """Nobody described this."""


class Refused(VerbaleError):
    """This may not be done now."""
'''
ENGINE = """
SENTENCES: dict[str, str] = {"script": "It holds {count} script(s).", "form": "It holds a " "form."}
OTHERS = {"form": "Form"}
"""
TEMPLATE = """{% load i18n %}
  <h1>{% translate "Orders" %}</h1>
    {# a comment #}<p title="{{ _('Hint') }}">{% blocktranslate with name=person.name trimmed %}
      Dear {{ name }},
      here's “all”.
    {% endblocktranslate %}
  {% blocktranslate count n=lines %}{{ n }} line{% plural %}{{ n }} lines{% endblocktranslate %}
 {% translate "May" context "month" %}"""
TEXTS = {
    Text("%(count)s line", plural="%(count)s lines"): {"src/verbale/web/page.py"},
    Text("%(n)s line", plural="%(n)s lines"): {"src/verbale/web/templates/web/page.html"},
    Text("Dear %(name)s, here's “all”."): {"src/verbale/web/templates/web/page.html"},
    Text("Hint"): {"src/verbale/web/templates/web/page.html"},
    Text("It holds a form.", braces=True): {"src/verbale/engines/report.py"},
    Text("It holds {count} script(s).", braces=True): {"src/verbale/engines/report.py"},
    Text("Later"): {"src/verbale/web/page.py"},
    Text("May", context="month"): {"src/verbale/web/page.py", "src/verbale/web/templates/web/page.html"},
    Text("Name"): {"src/verbale/web/page.py"},
    Text("Nobody described this.", braces=True): {"src/verbale/kernel/errors.py"},
    Text("Orders"): {"src/verbale/web/templates/web/page.html"},
    Text("Row {row} is odd.", braces=True): {"src/verbale/web/page.py"},
    Text("Row {row} is odder.", braces=True): {"src/verbale/web/page.py"},
    Text("This may not be done now.", braces=True): {"src/verbale/kernel/errors.py"},
    Text("Two parts"): {"src/verbale/web/page.py"},
}
CHINESE = {
    "%(count)s line": "%(count)s 行",
    "%(n)s line": "%(n)s 行",
    "Dear %(name)s, here's “all”.": "尊敬的%(name)s：全部在此。",
    "It holds {count} script(s).": "含 {count} 个脚本。",
    "Row {row} is odd.": "第{row}行是奇数。",
    "Row {row} is odder.": "第{row}行更奇。",
}


@pytest.fixture
def sources(tmp_path):
    """A small project: one module of errors, an engine, one page, a template, and a migration nobody translates."""
    files = {
        "kernel/errors.py": ERRORS,
        "engines/report.py": ENGINE,
        "web/page.py": PYTHON,
        "web/templates/web/page.html": TEMPLATE,
        "records/migrations/0001_first.py": 'verbose_name = _("a column")',
    }
    for name, text in files.items():
        path = tmp_path / SOURCES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def catalogue_of(root):
    return root / LOCALES / "zh_Hans" / "LC_MESSAGES" / "django.po"


def translate(root, texts=CHINESE):
    """Fills every text in, with its own Chinese or some that needs no placeholder."""
    catalogue = polib.pofile(str(catalogue_of(root)))
    for entry in catalogue:
        chinese = texts.get(entry.msgid, "文")
        if entry.msgid_plural:
            entry.msgstr_plural = {0: chinese}
        else:
            entry.msgstr = chinese
    catalogue.save()
    extract(root)


def test_texts_come_from_python_templates_and_errors(sources):
    assert collect(sources) == TEXTS


def test_the_catalogue_is_sorted_and_names_files_only(sources):
    assert extract(sources) == [f"{LOCALES}/zh_Hans/LC_MESSAGES/django.po"]
    entries = list(polib.pofile(str(catalogue_of(sources))))
    assert [entry.msgid for entry in entries] == sorted(text.singular for text in TEXTS)
    by_text = {entry.msgid: entry for entry in entries}
    assert by_text["May"].occurrences == [
        ("src/verbale/web/page.py", ""),
        ("src/verbale/web/templates/web/page.html", ""),
    ]
    flags = [by_text[text].flags for text in ("%(n)s line", "Row {row} is odd.", "Name")]
    assert flags == [["python-format"], ["python-brace-format"], []]


def test_extracting_again_changes_nothing(sources):
    extract(sources)
    assert extract(sources) == []


def test_translations_are_kept_and_unused_texts_dropped(sources):
    extract(sources)
    translate(sources)
    page = sources / SOURCES / "web" / "page.py"
    page.write_text(PYTHON.replace('"Name"', '"Family name"'), "utf-8")
    assert extract(sources) != []
    kept = {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue_of(sources)))}
    assert (kept["Family name"], kept["Orders"], "Name" in kept) == ("", "文", False)


def test_a_compiled_catalogue_translates(sources):
    extract(sources)
    translate(sources)
    compile_all(sources)
    with catalogue_of(sources).with_suffix(".mo").open("rb") as file:
        chinese = gettext.GNUTranslations(file)
    assert chinese.gettext("Row {row} is odd.") == "第{row}行是奇数。"
    assert chinese.ngettext("%(n)s line", "%(n)s lines", 3) == "%(n)s 行"
    assert chinese.pgettext("month", "May") == "文"
    assert sorted(path.suffix for path in catalogue_of(sources).parent.iterdir()) == [".mo", ".po"]


def test_the_check_passes_when_everything_is_translated(sources):
    extract(sources)
    translate(sources)
    assert check(sources) == []


def test_the_check_names_a_missing_catalogue(sources):
    name = f"{LOCALES}/zh_Hans/LC_MESSAGES/django.po"
    assert check(sources) == [f"{name}: is missing; run: make messages"]


def test_the_check_names_what_is_not_translated_or_does_not_follow(sources):
    extract(sources)
    translate(sources, CHINESE | {"Orders": ""})
    (sources / SOURCES / "web" / "page.py").write_text(PYTHON.replace('"Name"', '"Family name"'), "utf-8")
    name = f"{LOCALES}/zh_Hans/LC_MESSAGES/django.po"
    assert check(sources) == [
        f"{name}: does not follow from the sources; run: make messages",
        f"{name}: not translated: 'Family name'",
        f"{name}: not translated: 'Orders'",
    ]


@pytest.mark.parametrize(
    ("msgid", "msgstr", "flag"),
    [
        ("Row {row}", "第行", "python-brace-format"),
        ("Row {row}", "第{line}行", "python-brace-format"),
        ("Row {row}", "第{row行", "python-brace-format"),
        ("%(n)s lines", "%(m)s 行", "python-format"),
        ("%(n)s lines", "行", "python-format"),
    ],
)
def test_other_placeholders_are_a_fault(msgid, msgstr, flag):
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=msgid, msgstr=msgstr, flags=[flag]))
    assert list(faults(catalogue)) == [f"other placeholders: {msgid!r}: {msgstr!r}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_are_those_of_the_settings(language, settings):
    assert language.lower().replace("_", "-") in dict(settings.LANGUAGES)
    assert (ROOT / LOCALES) in settings.LOCALE_PATHS


def test_every_text_is_translated():
    assert check(ROOT) == []
