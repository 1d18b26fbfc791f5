"""Every source with its licence, date, age and address, and what is still missing."""

import streamlit as st

from layers.pages.shell import open_page
from layers.sources import gaps_html, sources_html

catalogue = open_page("bronnen")
st.title("Bronnen", anchor=False)
st.html(gaps_html(catalogue))
st.html(sources_html(catalogue))
