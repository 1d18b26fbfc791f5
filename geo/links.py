"""Which amount, scheme, region and place belong together (``data/links.csv``)."""

from __future__ import annotations

from collections.abc import Iterable

from geo.model import Link

FUNDING = ("applies_to", "possibly_applies_to")


class Links:
    """Looks links up from either end."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = tuple(links)

    def __len__(self) -> int:
        """Return the number of links, those that say *unlinked* included."""
        return len(self.links)

    def touching(self, identity: str) -> tuple[Link, ...]:
        """Return the links that start or end at an id."""
        return tuple(link for link in self.links if identity in (link.origin, link.target))

    def funding_of(self, place_id: str) -> tuple[Link, ...]:
        """Return the links through which money certainly or possibly reaches a place itself.

        Certain links come first. A place that is the same as another shares its money; of several
        links from one amount the surest counts.
        """
        same = {place_id, *self.same_place(place_id)}
        found = {
            link.origin: link
            for link in sorted(self.links, key=_doubt, reverse=True)
            if link.target in same and link.relation in FUNDING
        }
        return tuple(sorted(found.values(), key=lambda link: (link.relation, link.origin)))

    def same_place(self, place_id: str) -> tuple[str, ...]:
        """Return the other ids of a place that carries two designations."""
        pairs = ((link.origin, link.target) for link in self.links if link.relation == "same_place")
        return tuple(b if a == place_id else a for a, b in pairs if place_id in (a, b))

    def inside(self, place_id: str) -> tuple[str, ...]:
        """Return what lies in a place."""
        links = (link for link in self.links if link.relation == "lies_in")
        return tuple(link.origin for link in links if link.target == place_id)


def _doubt(link: Link) -> tuple[str, bool]:
    """Return a sort key: certain before possible, stated before inferred."""
    return link.relation, link.confidence != "stated"
