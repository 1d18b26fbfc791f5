"""Doorbraakkaart: navigation only. Start with ``make run``."""

import streamlit as st

st.set_page_config(page_title="Doorbraakkaart", page_icon="layers/pages/icon.svg", layout="wide")
st.logo("layers/pages/logo.svg", size="large")
st.navigation(
    [
        st.Page("layers/pages/kaart.py", title="Kaart", url_path="kaart", default=True),
        st.Page("layers/pages/bronnen.py", title="Bronnen", url_path="bronnen"),
    ],
    position="top",
).run()
