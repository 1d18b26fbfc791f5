"""What a picture is of: a view, the places asked for, and the day on which findings are judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from geo.catalogue import Catalogue
from geo.model import Place
from geo.selection import select_places
from layers import all_layers
from layers.base import Layer
from layers.view import View


@dataclass(frozen=True)
class Scene:
    """A view of the catalogue; ``sites`` are ids of the places that the picture is about.

    Without sites it is about the whole selection.
    """

    catalogue: Catalogue
    view: View = field(default_factory=View)
    sites: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers from bottom to top."""
        return all_layers(self.catalogue, self.view, self.today)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that the picture is about."""
        shown = select_places(self.catalogue, self.view.selection)
        return tuple(p for p in shown if not self.sites or p.place_id in self.sites)

    @property
    def chosen(self) -> str | None:
        """The place with a ring around it."""
        return self.view.place_id or (self.sites[0] if len(self.sites) == 1 else None)

    @property
    def subject(self) -> Place | None:
        """The one place that the picture is about."""
        return self.places[0] if len(self.sites) == 1 and self.places else None
