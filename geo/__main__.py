"""``python -m geo``: look things up, check, screen, export, compare, read in, lock and build.

Heavy imports stand inside the commands: ``--help`` must answer at once.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geo.catalogue import data_folder, load_catalogue
from geo.cli import DutchParser, run
from geo.model import Issue


def check(arguments: argparse.Namespace) -> int:
    """Check everything in ``data/``; exit 1 when something must be repaired."""
    from geo.check import check_catalogue

    report = check_catalogue(data_folder())
    if arguments.json:
        print(report.model_dump_json(indent=1))
        return 0 if report.ok else 1
    for issue in report.issues:
        print(f"{'FOUT ' if issue.severity == 'error' else 'LET OP'} {issue.message}")
    print(
        ", ".join(f"{name} {'onbekend' if n is None else n}" for name, n in report.counts.items())
    )
    print("De gegevens zijn in orde." if report.ok else "De gegevens worden geweigerd.")
    return 0 if report.ok else 1


def figures(arguments: argparse.Namespace) -> int:
    """Print every figure about one subject, the preferred ones marked."""
    from geo.lookup import figure_rows
    from geo.subjects import find_subject

    catalogue = load_catalogue()
    rows = figure_rows(catalogue, find_subject(catalogue, arguments.subject))
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        value = row["value"] if row["value"] is not None else f"{row['low']}–{row['high']}"
        mark = "*" if row["preferred"] else " "
        label = catalogue.quantities[str(row["quantity"])].label
        spot = [
            f"{word} {row[key]}"
            for key, word in (("section", "paragraaf"), ("paragraph", "alinea"))
            if row[key] not in ("", None)
        ]
        source = " ".join([str(row["source_id"]), *spot])
        print(f"{mark} {label}: {row['qualifier']} {value} ({source})")
    print("* = voorkeur")
    return 0


def locate(arguments: argparse.Namespace) -> int:
    """Print the gemeente and provincie of a point in degrees."""
    from geo.joins import locate as locate_point

    found = locate_point(arguments.lon, arguments.lat, load_catalogue().gemeenten)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"{found['gemeente']} ({found['gemeente_code']}), {found['provincie']}")
    return 0


def export(arguments: argparse.Namespace) -> int:
    """Write places, figures, findings or statements, with their sources.

    A layer that is missing or damaged refuses every table but the findings, which say so.
    """
    from geo.catalogue import load_for_screening
    from geo.columns import TITLES
    from geo.export import export_table
    from geo.scope import read_scope

    issues: Iterable[Issue] = ()
    if arguments.what == "findings":
        catalogue, issues = load_for_screening()
    else:
        catalogue = load_catalogue()
    _say(issues)
    scope = read_scope(catalogue, arguments.provincie, arguments.site)
    rows = export_table(
        catalogue, arguments.what, scope, arguments.out, arguments.today, arguments.excel_nl
    )
    print(f"{rows} {TITLES[arguments.what].lower()} geschreven naar {arguments.out}")
    return 0


def lock(_: argparse.Namespace) -> int:
    """Stamp ``lock.json`` for the files as they are now, then check them."""
    from geo.sources import read_manifest, stamp_lock

    manifest, issues = read_manifest(data_folder())
    if issues:
        return check(argparse.Namespace(json=False))
    stamped = stamp_lock(manifest, data_folder())
    print(f"{len(stamped)} bestanden vastgelegd in lock.json")
    return check(argparse.Namespace(json=False))


def build(arguments: argparse.Namespace) -> int:
    """Build the bundled geometry again from its public source."""
    from geo.build import build_geometry

    report = lambda text: print(text, file=sys.stderr)  # noqa: E731
    for path in build_geometry(data_folder(), arguments.cache, report):
        print(path.name)
    return 0


def screen(arguments: argparse.Namespace) -> int:
    """Screen the bundled places, or a user's file, and write the findings.

    A layer that is missing, damaged or changed is said and screened all the same: it may become a
    finding of its own. Anything else that is wrong refuses.
    """
    from geo.catalogue import load_for_screening
    from geo.constraints import load_constraints
    from geo.findings import (
        SUFFIXES,
        bundled_plans,
        count_unchecked,
        gemeenten_of,
        plan_table,
        write_findings,
        write_plans,
    )
    from geo.plans import read_plans
    from geo.progress import Progress
    from geo.screening import screen as screen_plans
    from geo.writers import require_target

    for out in filter(None, (arguments.out, arguments.plans_out)):
        require_target(out, SUFFIXES)
    catalogue, wrong = load_for_screening()
    constraints, found = load_constraints(data_folder())
    issues = [*dict.fromkeys((*wrong, *found))]
    gemeenten = gemeenten_of(catalogue)
    if arguments.file is None:
        plans = bundled_plans(catalogue)
    else:
        plans, found = read_plans(arguments.file, gemeenten)
        issues += found
    _say(issues)
    count = f"{len(plans)} plannen verkennen op {len(constraints)} lagen en thema's"
    print(count, file=sys.stderr)
    progress = Progress(len(plans), "plannen", arguments.progress)
    table = screen_plans(plans, constraints, catalogue, arguments.today, progress)
    rows = write_findings(table, arguments.out, catalogue)
    unchecked = int(count_unchecked(table).sum())
    print(f"{rows} bevindingen geschreven naar {arguments.out}; {unchecked} keer is een thema bij "
          "een plan niet gecontroleerd. Verkenning, geen toets.")  # fmt: skip
    if arguments.plans_out is not None:
        write_plans(plan_table(plans, gemeenten), arguments.plans_out)
    return 0


def diff(arguments: argparse.Namespace) -> int:
    """Print what differs between two editions of the data."""
    from geo.changes import as_text, compare_editions
    from geo.revisions import open_edition

    with open_edition(arguments.old) as old, open_edition(arguments.new) as new:
        changes = compare_editions(old, new, arguments.old, arguments.new)
    print(changes.model_dump_json(indent=1) if arguments.json else as_text(changes))
    return 0


def import_netcongestie(arguments: argparse.Namespace) -> int:
    """Read the capaciteitskaart of the netbeheerders in, and say what was left out."""
    from geo.netcongestie import import_capaciteitskaart, summary

    found = import_capaciteitskaart(
        arguments.file, data_folder(), date.today(), arguments.areas, arguments.date
    )
    _say(found.issues)
    for line in summary(found):
        print(line)
    return 0


def _say(issues: Iterable[Issue]) -> None:
    """Print what is wrong with a file."""
    for issue in issues:
        mark = "FOUT " if issue.severity == "error" else "LET OP"
        print(f"{mark} {issue.message}", file=sys.stderr)


def parser() -> DutchParser:
    """Describe all commands."""
    root = DutchParser(prog="python -m geo", description="Gegevens van Doorbraakkaart.")
    commands = root.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)

    def command(name: str, body: object, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(command=body)
        return sub

    one = command("check", check, "controleer alle gebundelde gegevens")
    one.add_argument("--json", action="store_true", help="uitvoer als JSON")
    one = command("figures", figures, "toon alle cijfers over een plek, regeling of gebied")
    one.add_argument("subject", metavar="ONDERWERP", help="naam of code, zoals Stougjeswijk of NL")
    one.add_argument("--json", action="store_true", help="uitvoer als JSON")
    one = command("locate", locate, "zoek de gemeente en provincie van een punt (WGS 84)")
    one.add_argument("lon", metavar="LON", type=float, help="lengte in graden, zoals 4.434")
    one.add_argument("lat", metavar="LAT", type=float, help="breedte in graden, zoals 51.8185")
    one.add_argument("--json", action="store_true", help="uitvoer als JSON")
    _describe_export(command("export", export, "schrijf plekken, cijfers, bevindingen of "
                             "uitspraken weg, met hun bronnen"))  # fmt: skip
    one = command("screen", screen, "verken knelpunten bij de plekken of bij eigen plannen")
    one.add_argument("file", metavar="BESTAND", type=Path, nargs="?",
                     help="plannen: gpkg, geojson, zip (Shapefile), parquet of csv")  # fmt: skip
    one.add_argument("--out", metavar="UIT", type=Path, required=True,
                     help="bevindingen: csv, parquet, gpkg of xlsx")  # fmt: skip
    one.add_argument("--plans-out", metavar="PLANNEN", type=Path,
                     help="een rij per plan met gemeente en provincie")  # fmt: skip
    one.add_argument("--today", metavar="DATUM", type=date.fromisoformat, default=date.today(),
                     help="dag waarop een laag verouderd kan zijn, zoals 2026-11-23")  # fmt: skip
    one.add_argument("--progress", action="store_true",
                     help="toon de voortgang van lang werk, ook buiten een terminal")  # fmt: skip
    one = command("diff", diff, "toon wat er tussen twee edities van de gegevens verschilt")
    one.add_argument("old", metavar="OUD", help="map met gegevens, of een git-revisie")
    one.add_argument("new", metavar="NIEUW", help="map met gegevens, of een git-revisie")
    one.add_argument("--json", action="store_true", help="uitvoer als JSON")
    _describe_import(command("import-netcongestie", import_netcongestie,
                             "lees de capaciteitskaart van de netbeheerders in"))  # fmt: skip
    command("lock", lock, "leg de bestanden in data/ vast in lock.json")
    one = command("build", build, "bouw de gebundelde geometrie opnieuw uit de openbare bron")
    one.add_argument("--cache", metavar="MAP", type=Path, default=Path(".cache"),
                     help="map voor opgehaalde bestanden")  # fmt: skip
    return root


def _describe_export(one: argparse.ArgumentParser) -> None:
    one.add_argument("what", metavar="WAT",
                     choices=["places", "figures", "findings", "statements"],
                     help="places (plekken), figures (cijfers), findings (bevindingen) of "
                     "statements (uitspraken)")  # fmt: skip
    one.add_argument("--out", metavar="BESTAND", type=Path, required=True,
                     help="doelbestand: csv, xlsx, geojson (WGS 84) of gpkg (RD New); findings ook "
                     "parquet")  # fmt: skip
    one.add_argument("--excel-nl", action="store_true",
                     help="csv voor Excel in het Nederlands: puntkomma, decimale komma, "
                     "Nederlandse koppen")  # fmt: skip
    which = one.add_mutually_exclusive_group()
    which.add_argument("--provincie", metavar="PROVINCIE", default="",
                       help="alleen deze provincie, zoals Zuid-Holland")  # fmt: skip
    which.add_argument("--site", metavar="PLEK", nargs="+", default=(),
                       help="alleen deze plekken, zoals DB01 of Stougjeswijk")  # fmt: skip
    one.add_argument("--today", metavar="DATUM", type=date.fromisoformat, default=date.today(),
                     help="dag waarop een laag verouderd kan zijn, zoals 2026-11-23")  # fmt: skip


def _describe_import(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="BESTAND", type=Path,
                     help="informatiemodel (json), of vlakken met klassen (geojson, gpkg)"
                     )  # fmt: skip
    one.add_argument("--areas", metavar="VLAKKEN", type=Path,
                     help="vlakken van de voedingsgebieden (gpkg, geojson); zonder deze optie "
                     "die van de vorige keer")  # fmt: skip
    one.add_argument("--date", metavar="DATUM", default="",
                     help="dag waarop u vlakken met klassen ophaalde, zoals 2026-08-21"
                     )  # fmt: skip


if __name__ == "__main__":
    sys.exit(run(parser))
