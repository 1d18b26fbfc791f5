"""Errors that say where, what was expected, what was found and how to repair it, in Dutch."""

from __future__ import annotations


def sentence(where: str, expected: str, found: str, repair: str) -> str:
    """Say in one Dutch sentence what is wrong and how to repair it."""
    return f"{where}: verwacht {expected}; gevonden {found}. Herstel: {repair}"


class GeoError(Exception):
    """Base of every error that a user may read.

    Parameters
    ----------
    where
        The file, row, key or command that is wrong.
    expected, found
        What should have been there, and what was.
    repair
        What the reader does next.
    """

    def __init__(self, where: str, expected: str, found: str, repair: str) -> None:
        super().__init__(where, expected, found, repair)
        self.where = where
        self.expected = expected
        self.found = found
        self.repair = repair

    def __str__(self) -> str:
        return sentence(self.where, self.expected, self.found, self.repair)


class UnfitError(ValueError):
    """What a stranger's file is instead, in Dutch; what a library says of it would be English."""


class SourceError(GeoError):
    """A source, its file or its lock is missing, changed or badly described."""


class SchemaError(GeoError):
    """A row of a bundled table does not fit its schema."""


class CRSMismatchError(GeoError):
    """Two geometries that must meet have different coordinate systems, or none."""


class OutsideNetherlandsError(GeoError):
    """A point or polygon lies in no gemeente."""


class UnknownSubjectError(GeoError):
    """A figure was asked for something that the ledger does not know."""


class ExportError(GeoError):
    """A table cannot be written to the file that was asked for."""


class ScenarioError(GeoError):
    """A scenario for the Realisatiestimulans cannot be read, or does not fit the scheme."""


class ProgrammeError(GeoError):
    """A table with homes by segment cannot be read at all."""


class PortfolioError(GeoError):
    """Goals were asked for something that is no portfolio."""


class RevisionError(GeoError):
    """An edition of the data was asked for that is neither a folder nor a git revision."""
