"""``python -m layers``: a map, a page, a dossier, a pack or an atlas as a file.

Heavy imports stand inside the commands: ``--help`` must answer at once.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from geo.cli import DutchParser, run


def draw(arguments: argparse.Namespace) -> int:
    """Write a picture of what was asked for; the suffix of the file says in which format."""
    from geo.catalogue import load_catalogue
    from geo.writers import require_target
    from layers.asked import read_sheet, read_view
    from layers.paper import SUFFIXES, to_picture

    require_target(arguments.out, [f".{suffix}" for suffix in SUFFIXES])
    catalogue = load_catalogue()
    view, sites = read_view(catalogue, arguments)
    sheet = read_sheet(arguments, panel=arguments.panel)
    picture = to_picture(catalogue, view, sheet, _suffix(arguments), sites)
    return _write(arguments.out, picture)


def dossier(arguments: argparse.Namespace) -> int:
    """Write the dossier of one place."""
    from geo.catalogue import load_catalogue
    from geo.subjects import find_place
    from geo.writers import require_target
    from layers.dossiersheet import dossier_file

    require_target(arguments.out, (".pdf", ".png"))
    catalogue = load_catalogue()
    place = catalogue.places[find_place(catalogue, arguments.site)]
    return _write(arguments.out, dossier_file(catalogue, place, _suffix(arguments), date.today()))


def deck(arguments: argparse.Namespace) -> int:
    """Write a pack for a bestuurlijk overleg."""
    from geo.catalogue import load_catalogue
    from geo.progress import Progress
    from geo.writers import require_target
    from layers.asked import asked_places, read_view
    from layers.pack import pack_file
    from layers.packpages import new_pack

    require_target(arguments.out, (".pptx", ".pdf"))
    catalogue = load_catalogue()
    view, sites = read_view(catalogue, arguments)
    places = asked_places(catalogue, view, sites)
    progress = Progress(len(places), "plekken", arguments.progress)
    pack = new_pack(catalogue, view, places, date.today(), arguments.title)
    content = pack_file(pack, _suffix(arguments), lambda done, _: progress(done))
    return _write(arguments.out, content)


def atlas(arguments: argparse.Namespace) -> int:
    """Write an atlas: contents, a page a place, and sources."""
    from geo.catalogue import load_catalogue
    from geo.progress import Progress
    from geo.writers import require_target
    from layers.asked import asked_places, read_view
    from layers.atlas import atlas_file

    require_target(arguments.out, (".pdf",))
    catalogue = load_catalogue()
    view, sites = read_view(catalogue, arguments)
    places = asked_places(catalogue, view, sites)
    progress = Progress(len(places), "plekken", arguments.progress)
    title = arguments.title or "Atlas"
    content = atlas_file(catalogue, places, date.today(), title, lambda done, _: progress(done))
    return _write(arguments.out, content)


def _suffix(arguments: argparse.Namespace) -> Any:
    return arguments.out.suffix.lower().removeprefix(".")


def _write(out: Path, content: bytes) -> int:
    from layers.files import save

    save(out, content)
    print(f"{out} geschreven ({len(content) / 1000:.0f} kB)")
    return 0


def parser() -> DutchParser:
    """Describe all commands."""
    from layers.asked import add_picture_options

    root = DutchParser(prog="python -m layers", description="Kaarten en bladen van Doorbraakkaart.")
    commands = root.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    for name, panel, text in (
        ("map", False, "schrijf een kaart naar png, svg, pdf of html"),
        ("page", True, "schrijf een blad met kaart en feiten naar png, svg, pdf of html"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--out", metavar="BESTAND", type=Path, required=True,
                             help="doelbestand: png, svg, pdf of html")  # fmt: skip
        add_picture_options(command)
        command.set_defaults(command=draw, panel=panel)
    _describe_books(commands)
    return root


def _describe_books(commands: Any) -> None:
    """Describe what has several pages."""
    from layers.asked import add_selection_options

    def command(name: str, body: object, text: str, files: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--out", metavar="BESTAND", type=Path, required=True,
                         help=f"doelbestand: {files}")  # fmt: skip
        sub.set_defaults(command=body)
        return sub

    one = command("dossier", dossier, "schrijf het dossier van een plek", "pdf of png")
    one.add_argument("--site", metavar="PLEK", required=True,
                     help="naam of code, zoals Stougjeswijk of DB01")  # fmt: skip
    for name, body, text, files in (
        ("deck", deck, "schrijf een pakket voor het bestuurlijk overleg", "pptx of pdf"),
        ("atlas", atlas, "schrijf een atlas met een blad per plek", "pdf"),
    ):
        one = command(name, body, text, files)
        add_selection_options(one)
        one.add_argument("--title", metavar="TITEL", default="", help="titel op het voorblad")
        one.add_argument("--progress", action="store_true",
                         help="toon de voortgang, ook buiten een terminal")  # fmt: skip


if __name__ == "__main__":
    sys.exit(run(parser))
