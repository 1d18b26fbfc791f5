"""Doorbraakkaart: navigation only. Start with ``make run``."""

import streamlit as st

st.set_page_config(page_title="Doorbraakkaart", page_icon="layers/pages/icon.svg", layout="wide")
st.logo("layers/pages/logo.svg", size="large")
st.navigation(
    [
        st.Page("layers/pages/kaart.py", title="Kaart", url_path="kaart", default=True),
        st.Page("layers/pages/knelpunten.py", title="Knelpunten", url_path="knelpunten"),
        st.Page("layers/pages/dossier.py", title="Dossier", url_path="dossier"),
        st.Page("layers/pages/middelen.py", title="Middelen en doelen", url_path="middelen"),
        st.Page(
            "layers/pages/overleg.py", title="Overlegmodus", url_path="overleg", visibility="hidden"
        ),
        st.Page("layers/pages/presentatie.py", title="Presentatie", url_path="presentatie"),
        st.Page("layers/pages/bronnen.py", title="Bronnen", url_path="bronnen"),
    ],
    position="top",
).run()
