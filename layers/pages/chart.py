"""Shows a chart on a page with its sources under it, and gives it as a file.

The chart is SVG made on the server; its text is text. It stands in a component because Streamlit's
own HTML block takes SVG out.
"""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from layers.chart import SUFFIXES, Chart, to_inline, to_picture

_chart = st.components.v2.component(
    "doorbraakkaart_chart",
    html='<figure class="chart"></figure>',
    css=".chart { margin: 0; max-width: 1500px } svg { width: 100%; height: auto; display: block }",
    js="""export default ({ parentElement, data }) => {
      parentElement.querySelector(".chart").innerHTML = data.svg;
    }""",
)


def show_chart(chart: Chart, key: str) -> None:
    """Show a chart with subtitle, sources and buttons; ``key`` names it and its files."""
    st.html(Markup('<p class="claim">{}</p>').format(chart.subtitle))
    _chart(key=f"chart-{key}", data={"svg": to_inline(chart)})
    st.html(Markup('<p class="muted">{}</p>').format(chart.foot))
    with st.container(horizontal=True, key=f"files-{key}"):
        for suffix in SUFFIXES:
            st.download_button(
                f"Download als {suffix.upper()}", partial(to_picture, chart, suffix),
                f"{key}.{suffix}", on_click="ignore", key=f"{key}-{suffix}",
            )  # fmt: skip
