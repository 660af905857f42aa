"""Keeps the catalogues of translations, without gettext's programs.

    python tools/messages.py extract    collect the texts of the sources into the .po files, keeping translations
    python tools/messages.py compile    write the .mo files that a node reads
    python tools/messages.py check      exit 1 if a text is missing, left over, untranslated, or lost a placeholder

English is the language of the sources. Texts come from gettext's functions in Python (under any name that a module
imports them by), from the translation tags of Django's templates, from the docstrings of errors, which are the
sentences that people read, and from the dictionaries that engines, which know no gettext, call SENTENCES.
"""

from __future__ import annotations

import ast
import inspect
import io
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import polib
from babel.messages.extract import extract as babel_extract

ROOT = Path(__file__).resolve().parents[1]
SOURCES = "src/verbale"
LOCALES = f"{SOURCES}/config/locale"
LANGUAGES = {"zh_Hans": "nplurals=1; plural=0;"}
"""The languages beside English, by the name of their folder, each with its rule of plurals."""

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
ALIAS = re.compile(rf"\b({'|'.join(name for name in KEYWORDS if name != '_')}) as (\w+)")
PERCENT = re.compile(r"%\(\w+\)[sdif]|%[sdif]")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text to translate; ``plural`` and ``context`` are empty where there is none."""

    singular: str
    context: str = ""
    plural: str = ""
    braces: bool = False
    """Filled in by str.format rather than by %."""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.singular


def collect(root: Path) -> dict[Text, set[str]]:
    """Every text of the sources below ``root``, with the files that use it."""
    found: dict[Text, set[str]] = defaultdict(set)
    modules = [path for path in sorted((root / SOURCES).rglob("*.py")) if "migrations" not in path.parts]
    for path, texts in (
        *((path, from_python(path.read_bytes())) for path in modules),
        *((path, from_template(path.read_text("utf-8"))) for path in _templates(root)),
        *from_errors(modules),
        *((path, from_sentences(path.read_bytes())) for path in modules),
    ):
        for text in texts:
            found[text].add(path.relative_to(root).as_posix())
    return found


def from_python(source: bytes) -> Iterator[Text]:
    """The texts that Python source hands to gettext's functions."""
    keywords = KEYWORDS | {alias: KEYWORDS[name] for name, alias in ALIAS.findall(source.decode("utf-8"))}
    for _line, message, _comments, context in babel_extract("python", io.BytesIO(source), keywords, (), {}):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            yield Text(singular, context or "", plural)


def from_template(source: str) -> Iterator[Text]:
    """The texts of a template's translation tags and of its ``_("…")``."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    lines = (line.strip() for line in templatize(source).splitlines())
    return from_python("\n".join(lines).encode("utf-8"))


def from_errors(modules: Iterable[Path]) -> Iterator[tuple[Path, list[Text]]]:
    """The sentence of every error of Verbale's family, wherever in the sources its class stands."""
    classes = [
        (path, node)
        for path in modules
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ClassDef)
    ]
    family = {"VerbaleError"}
    while grown := {node.name for _, node in classes if _bases(node) & family} - family:
        family |= grown
    for path, node in classes:
        sentence = " ".join(inspect.cleandoc(ast.get_docstring(node) or "").split())
        if node.name in family and sentence:
            yield path, [Text(sentence, braces=True)]


def from_sentences(source: bytes) -> Iterator[Text]:
    """The values of a module's dictionary SENTENCES, templates that a door translates before it fills them."""
    for node in ast.parse(source).body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id="SENTENCES")], value=ast.Dict(values=values))
                | ast.AnnAssign(target=ast.Name(id="SENTENCES"), value=ast.Dict(values=values))
            ):
                yield from (Text(ast.literal_eval(value), braces=True) for value in values)


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}


def _templates(root: Path) -> list[Path]:
    folders = (root / SOURCES).rglob("templates")
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".txt"))


def merged(old: polib.POFile, texts: dict[Text, set[str]], language: str) -> polib.POFile:
    """A catalogue of exactly these texts, with the translations that the old one has; no dates and no lines."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old if not entry.obsolete}
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language],
    }
    for text, files in _joined(texts).items():
        new.append(_entry(text, files, known.get(text.key)))
    return new


def _joined(texts: dict[Text, set[str]]) -> dict[Text, set[str]]:
    """One text for each key, in order: the same words may stand alone here and with a plural there."""
    joined: dict[tuple[str, str], tuple[Text, set[str]]] = {}
    for text in sorted(texts, key=lambda text: (text.singular, text.context, text.plural, text.braces)):
        before, files = joined.get(text.key, (text, set()))
        both = Text(text.singular, text.context, text.plural or before.plural, text.braces or before.braces)
        joined[text.key] = both, files | texts[text]
    return dict(joined.values())


def _entry(text: Text, files: set[str], before: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.singular, msgctxt=text.context or None, msgid_plural=text.plural)
    entry.occurrences = [(file, "") for file in sorted(files)]
    if text.braces:
        entry.flags = ["python-brace-format"]
    elif PERCENT.search(text.singular):
        entry.flags = ["python-format"]
    plurals = before.msgstr_plural if before else {}
    if text.plural:
        entry.msgstr_plural = {0: plurals.get(0) or (before.msgstr if before else "")}
    elif before:
        entry.msgstr = before.msgstr or plurals.get(0, "")
    return entry


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """What is wrong with the translations: those that miss, and those with other placeholders than their source."""
    for entry in catalogue:
        translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(translations):
            yield f"not translated: {entry.msgid!r}"
            continue
        # Where a language has one form for one and for many, that form fills what the plural fills.
        expected = _placeholders(entry, entry.msgid_plural or entry.msgid)
        for translation in translations:
            if _placeholders(entry, translation) != expected:
                yield f"other placeholders: {entry.msgid!r}: {translation!r}"


def _placeholders(entry: polib.POEntry, text: str) -> set[str]:
    if "python-brace-format" not in entry.flags:
        return set(PERCENT.findall(text))
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as fault:
        return {f"broken: {fault}"}


def extract(root: Path) -> list[str]:
    """Writes the catalogues anew; returns the names of those that changed."""
    texts, changed = collect(root), []
    for language in LANGUAGES:
        path = _po(root, language)
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        wanted = str(merged(old, texts, language))
        if not path.exists() or path.read_text("utf-8") != wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, "utf-8")
            changed.append(path.relative_to(root).as_posix())
    return changed


def compile_all(root: Path) -> None:
    """Writes the binary catalogue beside each .po, so that a process that reads meanwhile finds the old or the new."""
    for language in LANGUAGES:
        path = _po(root, language)
        fresh = path.with_suffix(f".{os.getpid()}")
        polib.pofile(str(path)).save_as_mofile(str(fresh))
        fresh.replace(path.with_suffix(".mo"))


def check(root: Path) -> list[str]:
    """Every fault of the catalogues, each a sentence with its file."""
    texts, found = collect(root), []
    for language in LANGUAGES:
        path = _po(root, language)
        name = path.relative_to(root).as_posix()
        if not path.exists():
            found.append(f"{name}: is missing; run: make messages")
            continue
        old = polib.pofile(str(path))
        new = merged(old, texts, language)
        if str(new) != path.read_text("utf-8"):
            found.append(f"{name}: does not follow from the sources; run: make messages")
        found.extend(f"{name}: {fault}" for fault in faults(new))
    return found


def _po(root: Path, language: str) -> Path:
    return root / LOCALES / language / "LC_MESSAGES" / "django.po"


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            print("\n".join(extract(ROOT)) or "nothing changed")
        case ["compile"]:
            compile_all(ROOT)
        case ["check"]:
            found = check(ROOT)
            print("\n".join(found) or "every text is translated")
            return bool(found)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
