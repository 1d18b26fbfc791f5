"""What stands under every chart: its sources, and of which data it is."""

from __future__ import annotations

from collections.abc import Iterable

from geo.catalogue import Catalogue
from layers.facts import document_text
from layers.message import version_text


def foot_of(catalogue: Catalogue, source_ids: Iterable[str]) -> str:
    """Write the sources of a chart, each once, with peildatum and version."""
    named = filter(None, (document_text(catalogue, one) for one in source_ids))
    sources = "; ".join(dict.fromkeys(named))
    return f"Bronnen: {sources} · {version_text(catalogue)}"
