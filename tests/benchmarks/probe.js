/* Put into every page and frame before anything else: writes down when the reader clicks, when the
   map has other paths or fills, and when the panel has another heading. All times are on one clock,
   and those of a change are taken one frame later, when the browser has painted it. */
(() => {
  const events = (window.probe ??= []);
  const tell = (event) => window.top.postMessage({ probe: { at: performance.timeOrigin + performance.now(), ...event } }, "*");
  if (window === window.top) {
    window.addEventListener("message", ({ data }) => data && data.probe && events.push(data.probe));
    events.start = performance.timeOrigin;
  }
  const clicked = () => tell({ kind: "click" });
  let seen = "", shown = "", pending = [], turn = 0, looked = 0;
  const look = (mine) => {
    if (mine !== turn) return;
    looked = performance.now();
    pending.forEach(tell);
    pending = [];
    const fills = {};
    let paths = 0;
    document.querySelectorAll(".leaflet-pane > svg path").forEach((path) => {
      const fill = path.getAttribute("fill");
      fills[fill] = (fills[fill] || 0) + 1;
      paths += 1;
    });
    const text = JSON.stringify(fills);
    if (paths && text !== seen) pending.push({ kind: "paths", paths, fills });
    if (paths) seen = text;
    const heading = document.querySelector("article.place h2");
    if (heading && heading.textContent !== shown) {
      shown = heading.textContent;
      pending.push({ kind: "panel", text: shown });
    }
    requestAnimationFrame(() => look(mine));
  };
  /* A frame that gets its address late drops the callbacks of the empty page it began as. */
  const start = () => {
    const mine = (turn += 1);
    document.addEventListener("click", clicked, true);
    requestAnimationFrame(() => look(mine));
  };
  setInterval(() => performance.now() - looked > 250 && start(), 250);
  window.addEventListener("DOMContentLoaded", start);
  start();
})();
