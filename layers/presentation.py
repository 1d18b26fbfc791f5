"""What the page Presentatie offers: pictures, packs and atlases of what was chosen, as files."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from urllib.parse import urlencode

from markupsafe import Markup

from geo.agenda import AgendaItem
from geo.catalogue import Catalogue
from geo.model import Place
from layers import style
from layers.asked import page_address
from layers.atlas import atlas_file
from layers.files import to_file
from layers.jobs import Job
from layers.pack import Suffix, pack_file
from layers.packpages import new_pack
from layers.paper import draw_sheet, titled, to_picture
from layers.scene import Scene
from layers.sheet import Orientation, Sheet, Size
from layers.view import View, to_address

PREVIEW_PX = 1280  # the longer side of a preview
SHEETS: dict[str, tuple[Size, Orientation]] = {
    "a4": ("a4", "landscape"), "a4-staand": ("a4", "portrait"), "a3": ("a3", "landscape"),
    "a3-staand": ("a3", "portrait"), "16x9": ("16x9", "landscape"),
}  # fmt: skip
SHEET_NAMES = {
    "16x9": "Scherm, 16:9 (1920 × 1080)", "a4": "A4 liggend", "a4-staand": "A4 staand",
    "a3": "A3 liggend", "a3-staand": "A3 staand",
}  # fmt: skip
FORMATS = {
    "png": "Afbeelding (PNG)", "pdf": "PDF", "svg": "Tekening (SVG)", "html": "Kaart (HTML)",
}  # fmt: skip
MIMES = {
    "png": "image/png", "pdf": "application/pdf", "svg": "image/svg+xml", "html": "text/html",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a reader asks for: a view, the places it is about, and a sheet."""

    view: View
    sites: tuple[str, ...]
    sheet: Sheet

    @property
    def shown(self) -> View:
        """The view, with the one place of it chosen."""
        return self.view.with_place(self.sites[0] if len(self.sites) == 1 else None)

    def places(self, catalogue: Catalogue, selected: Sequence[Place]) -> tuple[Place, ...]:
        """Return the places asked for, or else the whole selection."""
        return tuple(catalogue.places[one] for one in self.sites) or tuple(selected)


def read_wish(
    address: Mapping[str, str], catalogue: Catalogue, view: View, selected: Sequence[Place]
) -> Wish:
    """Read from the address what Presentatie shows; what is not known there is left out."""
    known = {place.place_id for place in selected}
    sites = tuple(one for one in address.get("plekken", "").split(",") if one in known)
    size, orientation = SHEETS.get(address.get("vel", ""), SHEETS["16x9"])
    sheet = Sheet(size, orientation, title=address.get("titel", "")[:120],
                  base_url=page_address(), panel=address.get("blad") == "feiten")  # fmt: skip
    return Wish(view, tuple(dict.fromkeys(sites)), sheet)


def meeting_address(catalogue: Catalogue, wish: Wish) -> str:
    """Return the address of the overlegmodus for the same places."""
    sites = {"plekken": ",".join(wish.sites)} if wish.sites else {}
    return f"overleg?{urlencode(to_address(wish.view, catalogue) | sites)}"


def sheet_id(sheet: Sheet) -> str:
    """Return the word that the address has for the size of a sheet."""
    return next(key for key, (size, orientation) in SHEETS.items()
                if (size, orientation) == (sheet.size, sheet.orientation))  # fmt: skip


@lru_cache(maxsize=16)
def preview(catalogue: Catalogue, wish: Wish, today: date) -> Markup:
    """Return a picture of the sheet, as HTML that carries it; drawn once for each wish."""
    scene = Scene(catalogue, wish.shown, wish.sites, today)
    figure = draw_sheet(scene, wish.sheet)
    figure.set_dpi(PREVIEW_PX / max(figure.get_size_inches()))
    title = titled(scene, wish.sheet).title
    data = base64.b64encode(to_file(figure, "png", title, round(figure.dpi))).decode()
    return Markup(
        '<img class="preview" src="data:image/png;base64,{}" alt="Voorbeeld: {}">'
    ).format(data, title)


def picture(catalogue: Catalogue, wish: Wish, suffix: str) -> bytes:
    """Return the picture itself, in full size."""
    return to_picture(catalogue, wish.shown, wish.sheet, suffix, wish.sites)  # type: ignore[arg-type]


def file_name(catalogue: Catalogue, wish: Wish, suffix: str, what: str = "") -> str:
    """Return a name that says what is in the file: doorbraaklocaties-in-zuid-holland.png."""
    title = titled(Scene(catalogue, wish.shown, wish.sites), wish.sheet).title
    words = "".join(letter if letter.isalnum() else " " for letter in f"{what} {title}".lower())
    return f"{'-'.join(words.split())[:80]}.{suffix}"


def pack_job(
    catalogue: Catalogue, wish: Wish, places: Sequence[Place], suffix: Suffix,
    items: Sequence[AgendaItem],
) -> Job:  # fmt: skip
    """Begin to make a pack."""
    pack = new_pack(catalogue, wish.view, places, date.today(), wish.sheet.title, items)
    return Job(lambda job: pack_file(pack, suffix, job.report))


def atlas_job(catalogue: Catalogue, wish: Wish, places: Sequence[Place]) -> Job:
    """Begin to make an atlas."""
    title = wish.sheet.title or "Atlas"
    work = partial(atlas_file, catalogue, places, date.today(), title)
    return Job(lambda job: work(report=job.report))


def size_text(content: bytes) -> str:
    """Write how large a file is: 2,1 MB, or 48 kB."""
    if len(content) < 100_000:
        return f"{style.number_text(round(Decimal(len(content)) / 1_000))} kB"
    return f"{style.number_text(round(Decimal(len(content)) / 1_000_000, 1))} MB"
