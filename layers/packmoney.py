"""The pages of a pack on money and goals: what reaches the selection, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.catalogue import Catalogue
from geo.goals import Assessment, assess, selected_portfolio
from geo.model import Place
from layers import style
from layers.funding import Grant, grants_of
from layers.goal_panel import sources_of
from layers.references import References
from layers.slides import BOTTOM, MARGIN, TOP, WIDTH, Grid, Row, Slide, Words, split_rows

WIDTHS = (250.0, WIDTH - 2 * MARGIN - 470.0, 220.0)
NOT_ADDED = "Bedragen die deel van elkaar kunnen zijn, zijn niet opgeteld; zie Middelen en doelen."


def money_pages(
    catalogue: Catalogue, places: Sequence[Place], sources: References
) -> Iterator[Slide]:
    """Yield the goals and the money of a selection; one place has no goals, only what it adds."""
    rows = [*_goal_rows(catalogue, places, sources), *_money_rows(catalogue, places, sources)]
    for page in split_rows(rows, WIDTHS, [BOTTOM - TOP]):
        yield Slide("Doelen en middelen van de selectie", NOT_ADDED,
                    (Grid(MARGIN, TOP, WIDTHS, page),))  # fmt: skip


def _goal_rows(catalogue: Catalogue, places: Sequence[Place], sources: References) -> Iterator[Row]:
    if not places:
        return
    found = assess(catalogue, selected_portfolio(catalogue, [p.place_id for p in places]))
    marks = sources.marks([figure.source_id for figure in found.figures])
    if not isinstance(found, Assessment):
        homes = found.homes.text if found.homes else "aantal woningen onbekend"
        yield _row("Bijdrage", f"{style.sentence(homes)} {found.reason}", "", marks)
        return
    yield _row("Woningen", found.coverage, "", marks)
    for line in found.lines:
        yield _row(line.norm.title, line.text, "", sources.marks(sources_of(found, line)))
    if not found.lines:
        yield _row("Aandelen", found.reason, "", ())


def _money_rows(
    catalogue: Catalogue, places: Sequence[Place], sources: References
) -> Iterator[Row]:
    """Yield every amount once, with the places that it reaches."""
    reached: dict[Grant, list[str]] = {}
    for place in places:
        for grant in grants_of(catalogue, place):
            reached.setdefault(grant, []).append(place.name)
    for grant, names in reached.items():
        sure = f"{grant.sure}: " if grant.sure else ""
        condition = f", {grant.condition}" if grant.condition else ""
        own = list(dict.fromkeys(names))  # two designations of one place have one name
        whose = style.list_text(own) if len(own) < 4 else f"{len(own)} plekken"
        marks = sources.marks(list(grant.source_ids))
        yield _row(grant.name, f"{sure}{grant.amount}{condition}", whose, marks)
    if places and not reached:
        yield _row("Middelen", "Geen bijdrage bekend aan deze plekken zelf.", "", ())


def _row(head: str, text: str, whose: str, marks: tuple[int, ...]) -> Row:
    return Row((Words(head, bold=True, colour=style.MUTED), Words(text, marks), Words(whose)))
