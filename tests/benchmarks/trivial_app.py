"""The smallest Streamlit app: how long Streamlit itself takes to show anything."""

import streamlit as st

st.html('<article class="place"><h2>Klaar</h2></article>')
