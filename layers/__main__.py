"""``python -m layers``: a map, or a page with a map and facts, as a file.

Heavy imports stand inside the commands: ``--help`` must answer at once.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from geo.cli import DutchParser, run


def draw(arguments: argparse.Namespace) -> int:
    """Write a picture of what was asked for; the suffix of the file says in which format."""
    from geo.catalogue import load_catalogue
    from geo.writers import require_target
    from layers.asked import read_sheet, read_view
    from layers.files import save
    from layers.paper import SUFFIXES, to_picture

    require_target(arguments.out, [f".{suffix}" for suffix in SUFFIXES])
    catalogue = load_catalogue()
    view, sites = read_view(catalogue, arguments)
    sheet = read_sheet(arguments, panel=arguments.panel)
    suffix = arguments.out.suffix.lower().removeprefix(".")
    picture = to_picture(catalogue, view, sheet, suffix, sites)
    save(arguments.out, picture)
    print(f"{arguments.out} geschreven ({len(picture) / 1000:.0f} kB)")
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
    return root


if __name__ == "__main__":
    sys.exit(run(parser))
