"""`verbale catalogue find | search`: our editions by words, a partner's catalogue by a whole language of queries."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import click

from verbale.cli import named
from verbale.cli.catalogue_row import ROW, plain_row
from verbale.cli.group import Command
from verbale.cli.output import laid_out, say
from verbale.cli.sign_in import SignedIn, seen, signed_in
from verbale.domain.cycle import descent, holding, saved_search
from verbale.engines.catalogue import (
    EXPORT_FORMS,
    MOST_EXPORTED,
    ORDERS,
    Filters,
    Hits,
    every_hit,
    read_query,
    suggestions,
)
from verbale.kernel.errors import NotFound
from verbale.records.holding import Edition, ReceivedCatalogue
from verbale.records.saved_search import SavedSearch

LIMIT = 25
ITEM = ("identifier", "title", "creators", "publisher", "year", "kind", "forms")
LANGUAGE = """\b
    laser welding               items with both words, in any inflection
    '"remote sensing"'          these words side by side
    'flood OR drought'          either
    'soil -moisture'            the first word without the second
    -- -laser                   what begins with minus stands after two dashes
    '(ice OR snow) river'       brackets keep together
    'hydro*'                    words that begin like this
    title:laser creator:Chow    a word in one field: title creator publisher
                                series subject isbn
    year:1957..1960             years, both included
    language:ru kind:report     a language by its code, a kind by its name

Nothing is an error: what cannot be read as syntax is words. German words are found inside compounds, Chinese ones in
either script and by one character, Korean nouns under particles, British and American spellings by each other.
"""


class Asking(Command):
    """A command that takes a query, of which the first word may begin with minus."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Says of what looks like an option how it is written as a word to leave out."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as fault:
            told = f"{fault.format_message()} To leave a word out, write two dashes before the query: -- -laser"
            raise click.UsageError(told, ctx) from fault


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.argument("text", nargs=-1),
            click.option("--limit", type=click.IntRange(1, 1000), default=LIMIT, show_default=True),
            click.option("--offset", type=click.IntRange(0), default=0),
            click.option("--from", "year_from", type=click.IntRange(1, 9999), help="No year before this."),
            click.option("--to", "year_to", type=click.IntRange(1, 9999), help="No year after this."),
            click.option("--kind", help="As items have it: book, journal, …"),
            click.option("--language", metavar="CODE", help="As items have it: eng, rus, chi, …"),
            click.option("--subject", help="One of the subjects, whole."),
            click.option("--order", type=click.Choice(ORDERS), help="In which order; else the best match first."),
            click.option("--counts", is_flag=True, help="Also how many hits each year, language, kind, subject has."),
            click.option(
                "--format", "form", type=click.Choice(sorted(EXPORT_FORMS)),
                help=f"All hits as a file on standard output, at most {MOST_EXPORTED:,}.",
            ),
            click.option("--keep", metavar="NAME", help="Keeps the search under a name; see verbale catalogue kept."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(cls=Asking, example="verbale catalogue find '激光 测量' --partner DD --from 1960 --kind book --counts")
@_options
@click.option("--partner", metavar="CODE", help="Whose catalogue; else the newest that came.")
@signed_in
def find(me: SignedIn, partner: str | None, **asked: Any) -> None:
    _find(me, _newest(me, partner), **asked)


find.help = f"""Finds items in a partner's catalogue; all that fit the filters, where no word is given.

{LANGUAGE}
Order some with: verbale need add ORDER --item ID --item ID

\b
With --json: {{"total": 3, "items": […], "loosened": false, "read": "laser", "suggestions": []}}
"""


@click.command(cls=Asking, example="verbale catalogue search 'thin films' --edition 7zq0…")
@_options
@click.option("--edition", help="Which of our editions; else the newest. It is searched by plain words.")
@click.option("--partner", metavar="CODE", help="Not our own: this partner's newest catalogue.")
@signed_in
def search(me: SignedIn, edition: str | None, partner: str | None, **asked: Any) -> None:
    if partner:
        _find(me, _newest(me, partner), **asked)
        return
    if not asked["text"]:
        raise click.UsageError("Missing argument 'TEXT...'.")
    one = named.edition(me, edition) if edition else seen(Edition, me).first()
    if one is None:
        raise NotFound(what="edition", which="newest")
    rows = descent.opened(one).search(" ".join(asked["text"]), asked["limit"], asked["offset"])
    say([plain_row(row) for row in rows], columns=ROW)


search.help = f"""Finds records of our own that hold every word or, with --partner, items in a partner's catalogue.

A partner's catalogue is asked in this language:

{LANGUAGE}"""


@click.command(cls=Command, example="verbale catalogue kept 'Ice of rivers' --partner FI")
@click.argument("name", required=False)
@click.option("--partner", metavar="CODE", help="Only searches of this partner's catalogue.")
@click.option("--ask", metavar="NAME", help="The same as NAME.")
@click.option("--forget", metavar="NAME", help="Forgets this one.")
@signed_in
def kept(me: SignedIn, name: str | None, partner: str | None, ask: str | None, forget: str | None) -> None:
    """Lists the searches that you keep; asks NAME again of the partner's newest catalogue, or forgets one."""
    mine = seen(SavedSearch, me).select_related("partner")
    if partner:
        mine = mine.filter(partner=named.partner(me, partner))
    if name and (ask or forget):
        raise click.UsageError("Give one name: NAME asks that search again, --forget NAME forgets it.")
    if name := name or ask or forget:
        one = mine.filter(name=name).first()
        if one is None:
            raise NotFound(what="saved search", which=name)
        if forget:
            saved_search.forget(name=one.name, partner=one.partner, by=me.person)
            say({"forgotten": one.name}, f"“{one.name}” is forgotten.")
        else:
            _show(_newest(me, one.partner.code), one.query, saved_search.filters_of(one), one.order)
        return
    say([_kept(one) for one in mine], columns=("name", "partner", "query", "filters", "order"))


def _kept(one: SavedSearch) -> dict[str, Any]:
    filters = ", ".join(f"{name}: {value}" for name, value in sorted(one.filters.items()))
    return {"name": one.name, "partner": one.partner.code, "query": one.query, "filters": filters, "order": one.order}


class NoCatalogue(NotFound):
    """No catalogue of a partner has come yet, or you may not see it. List them with: verbale catalogue received"""


def _newest(me: SignedIn, partner: str | None) -> ReceivedCatalogue:
    rows = seen(ReceivedCatalogue, me).select_related("partner").order_by("-received_at")
    newest = (rows.filter(partner=named.partner(me, partner)) if partner else rows).first()
    if newest is None:
        raise NotFound(what="catalogue of", which=partner) if partner else NoCatalogue()
    return newest


def _find(
    me: SignedIn, received: ReceivedCatalogue, *, text: tuple[str, ...], limit: int, offset: int, order: str | None,
    counts: bool, form: str | None, keep: str | None, **filters: Any,
) -> None:  # fmt: skip
    query, narrowed, order = " ".join(text), Filters(**filters), order or ORDERS[0]
    if keep:
        saved_search.save(
            partner=received.partner, name=keep, query=query, filters=filters, order=order, by=me.person, at=me.at
        )
    if form:
        if limit != LIMIT or offset:
            raise click.UsageError("--format writes all hits: leave out --limit and --offset.")
        items = every_hit(holding.index_of(received), query, filters=narrowed, order=order, most=MOST_EXPORTED)
        for data in EXPORT_FORMS[form].write(items):
            sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    _show(received, query, narrowed, order, limit=limit, offset=offset, counts=counts)


def _show(
    received: ReceivedCatalogue, query: str, filters: Filters, order: str, *, limit: int = 25, offset: int = 0,
    counts: bool = False,
) -> None:  # fmt: skip
    hits = holding.search_received(
        received, query, limit=limit, offset=offset, filters=filters, order=order, facets=counts
    )
    proposed = suggestions(holding.index_of(received), query, filters) if query and not hits.total else ()
    items, facets = [asdict(item) for item in hits.items], asdict(hits.facets) if hits.facets else {}
    told = {"total": hits.total, "items": items, "loosened": hits.loosened, "read": str(read_query(query)),
            "suggestions": list(proposed), **({"counts": facets} if counts else {})}  # fmt: skip
    counted = [f"{name}: {', '.join(f'{one} ({count:,})' for one, count in some)}" for name, some in facets.items()]
    say(told, *_told(hits, proposed), *counted, *laid_out(items, ITEM))


def _told(hits: Hits, proposed: tuple[str, ...]) -> list[str]:
    found = f"{hits.total:,} found" + (": none has all words, these have most." if hits.loosened else ".")
    return [found, *([f"Did you mean: {' | '.join(proposed)}"] if proposed else [])]
