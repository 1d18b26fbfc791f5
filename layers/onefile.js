/* The panels of a map in one file: a click on a symbol or a name opens one. */
"use strict";

(() => {
  const panels = new Map([...document.querySelectorAll("[data-panel]")].map((one) => [one.dataset.panel, one]));
  const names = document.querySelector(".names");

  function open(id, byKey) {
    const wanted = panels.has(id) ? id : "";
    panels.forEach((panel, key) => { panel.hidden = key !== wanted; });
    document.querySelector("aside").scrollTop = 0;
    window.postMessage({ type: "select", id: wanted || null }, "*");
    if (byKey) panels.get(wanted).querySelector("button")?.focus();
  }

  window.addEventListener("message", (event) => {
    if (event.source === window && event.data && event.data.type === "click") open(event.data.id);
  });
  document.querySelectorAll("[data-open]").forEach((button) => {
    button.addEventListener("click", (event) => open(button.dataset.open, event.detail === 0));
  });
  if (names && names.dataset.chosen) open(names.dataset.chosen);
})();
