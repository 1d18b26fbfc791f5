"""The colours that say what something is: a kind of place, a state of a finding.

A GeoPackage carries them into QGIS, so they stand below the screen. A provincie that wants its own
look replaces them here and the rest of the look in :mod:`layers.style`.
"""

from __future__ import annotations

INK, SURFACE, PAGE = "#1F2937", "#FFFFFF", "#F7F7F5"
DOORBRAAK, GROOTSCHALIG, NPLV = "#5B2A86", "#154273", "#00695C"
TOUCHES, AT_DISTANCE, CITED = "#1F3A5F", "#C9DAEE", "#E4DDF0"
