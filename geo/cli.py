"""A command line that speaks Dutch, for ``python -m geo`` and ``python -m layers``.

argparse rather than Typer: all its words pass through gettext, so that usage, help and errors can
be Dutch, and it starts in a hundredth of a second.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from geo.errors import GeoError
from geo.model import Issue

DUTCH = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "subcommands": "opdrachten",
    "show this help message and exit": "toon deze uitleg en stop",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s: %(message)s",
    "the following arguments are required: %s": "deze argumenten ontbreken: %s",
    "unrecognized arguments: %s": "onbekende argumenten: %s",
    "invalid choice: %(value)r (choose from %(choices)s)":
        "onbekende keuze: %(value)r (kies uit %(choices)s)",
    "invalid %(type)s value: %(value)r": "geen geldige waarde (%(type)s): %(value)r",
    "expected one argument": "hier hoort één waarde",
    "expected at least one argument": "hier hoort ten minste één waarde",
    "expected at most one argument": "hier hoort ten hoogste één waarde",
    "one of the arguments %s is required": "een van deze argumenten is nodig: %s",
    "not allowed with argument %s": "kan niet samen met %s",
    "ambiguous option: %(option)s could match %(matches)s":
        "niet duidelijk welke optie %(option)s is: %(matches)s",
    "ignored explicit argument %r": "waarde %r past hier niet",
    "unknown parser %(parser_name)r (choices: %(choices)s)":
        "onbekende opdracht %(parser_name)r (kies uit %(choices)s)",
}  # fmt: skip
TYPES = {
    "float": "getal met een punt", "int": "geheel getal",
    "fromisoformat": "datum zoals 2026-11-23",
}  # fmt: skip


class DutchParser(argparse.ArgumentParser):
    """An argument parser whose every word is Dutch."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the error to standard error, and exit with 2."""
        for english, dutch in TYPES.items():
            message = message.replace(f"({english})", f"({dutch})")
        super().error(message)


def run(build: Callable[[], DutchParser], argv: Sequence[str] | None = None) -> int:
    """Parse the arguments and run their command; a :class:`GeoError` becomes one line and 1."""
    # argparse looks its words up through this name; the public way (a compiled catalogue that is
    # bound to the process) would put a binary file in the repository for fifteen phrases.
    setattr(argparse, "_", lambda text: DUTCH.get(text, text))  # noqa: B010
    arguments = build().parse_args(argv)
    try:
        return int(arguments.command(arguments))
    except GeoError as error:
        issues: Sequence[Issue] = getattr(error, "issues", [])
        for line in [issue.message for issue in issues] or [str(error)]:
            print(line, file=sys.stderr)
        return 1
