"""The calculator of the Realisatiestimulans: years to fill in, load and save, amounts out.

What a reader fills in stays in the session; only the file that is saved leaves it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo.catalogue import Catalogue
from geo.errors import GeoError
from geo.stimulus import BadScenarioError, Scenario, pay_out, read_scenario, scenario_of, to_json
from layers.pages.chart import show_chart
from layers.pages.shell import say
from layers.references import References
from layers.stimulus_panel import (
    FIELDS,
    INTRO,
    LABELS,
    form_note,
    has_amounts,
    start_years,
    stimulus_chart,
    stimulus_head,
    stimulus_table,
)

EMPTY = {"naam": "Mijn scenario", "aannames": "", "jaren": {}}


def show_calculator(catalogue: Catalogue, sources: References) -> None:
    """Show the form, what the scheme pays in that case, and the scenario as a file."""
    st.html(f"<h2>Rekenhulp Realisatiestimulans</h2><p>{INTRO}</p>")
    held: dict[str, Any] = st.session_state.setdefault("scenario", EMPTY | {"jaren": {}})
    left, right = st.columns([560, 500], gap="large")
    with right:
        _draw_load(catalogue)
    with left:
        _draw_form(start_years(catalogue), held)
    try:
        scenario = scenario_of(held["naam"], held["aannames"], held["jaren"])
        payment = pay_out(catalogue, scenario)
    except BadScenarioError as error:
        say(map(form_note, error.issues))
        return
    except GeoError as error:
        say([str(error)])
        return
    with right:
        st.download_button("Bewaar scenario", partial(to_json, scenario), "scenario.json",
                           "application/json", on_click="ignore")  # fmt: skip
    st.html(stimulus_head(payment, sources))
    if has_amounts(payment):
        show_chart(stimulus_chart(catalogue, payment), "realisatiestimulans")
    st.html(stimulus_table(payment, sources))


def _draw_load(catalogue: Catalogue) -> None:
    """Draw the upload of a scenario; a file that is none, or none of this scheme, is refused."""
    number = st.session_state.setdefault("uploads", 0)
    file = st.file_uploader("Open een bewaard scenario", type="json", key=f"upload-{number}",
                            max_upload_size=1)  # fmt: skip
    say(st.session_state.pop("upload-refused", []))
    if file is None:
        return
    try:
        scenario = read_scenario(file.getvalue(), file.name)
        pay_out(catalogue, scenario)  # a year that the form does not have could not be mended there
        _hold(scenario)
    except BadScenarioError as error:
        st.session_state["upload-refused"] = [issue.message for issue in error.issues]
    except GeoError as error:
        st.session_state["upload-refused"] = [str(error)]
    st.session_state.uploads = number + 1  # a fresh field, so that the file is read once
    st.rerun()


def _hold(scenario: Scenario) -> None:
    """Keep a scenario that was read as what the form shows."""
    plain = scenario.model_dump(mode="json")
    st.session_state.scenario = {
        "naam": plain["naam"],
        "aannames": "\n".join(plain["aannames"]),
        "jaren": {
            row["startjaar"]: {name: str(row[name]) for name in FIELDS} for row in plain["jaren"]
        },
    }


def _draw_form(years: tuple[int, ...], held: dict[str, Any]) -> None:
    """Draw name, assumptions and a row of fields a year, as the session holds them."""
    st.session_state["calc-naam"] = held["naam"]
    st.session_state["calc-aannames"] = held["aannames"]
    st.text_input(LABELS["naam"], key="calc-naam", max_chars=80,
                  on_change=_keep, args=("naam",))  # fmt: skip
    for year in years:
        row = held["jaren"].get(year, {})
        columns = st.columns([60, 150, 150, 170], vertical_alignment="center")
        columns[0].html(f"<p class='year'>{year}</p>")
        for column, (name, (label, hint)) in zip(columns[1:], FIELDS.items(), strict=True):
            key = f"calc-{year}-{name}"
            st.session_state[key] = row.get(name, "")
            column.text_input(
                label if year == years[0] else f"{label}, {year}", key=key, max_chars=20,
                placeholder=hint if year == years[0] else "",
                label_visibility="visible" if year == years[0] else "collapsed",
                on_change=_keep_cell, args=(year, name),
            )  # fmt: skip
    st.text_area("Aannames, een per regel", key="calc-aannames", height=90, max_chars=2000,
                 on_change=_keep, args=("aannames",))  # fmt: skip


def _keep(name: str) -> None:
    st.session_state.scenario[name] = st.session_state[f"calc-{name}"]


def _keep_cell(year: int, name: str) -> None:
    row = st.session_state.scenario["jaren"].setdefault(year, {})
    row[name] = st.session_state[f"calc-{year}-{name}"]
