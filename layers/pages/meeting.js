/* Turns slides: one place at a time beside a map that is kept. Keys: arrows, Escape for the overview,
   letters to seek. Text from data only ever becomes textContent. No line is cut by the screen: what
   does not fit is counted, and stands in the dossier. */
export default function (component) {
  const { parentElement, data } = component;
  const root = parentElement.querySelector(".meeting");
  if (parentElement.meeting) return;
  const { slides, message } = data;
  const state = (parentElement.meeting = { at: Math.max(0, data.start), overview: slides.length === 0, ready: false });

  const frame = element("iframe", "", "map");
  frame.title = "Kaart met de gekozen plek";
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = data.source;
  const side = element("section", "", "side"), sources = element("p", "", "quiet sources"), bar = element("div", "", "bar");
  const right = element("div", "", "right");
  side.tabIndex = -1;
  side.setAttribute("aria-live", "polite");
  right.append(side, sources);
  root.append(frame, right, bar);
  const count = element("strong", ""), hint = element("span", "", "hint");
  bar.append(
    button("←", "Vorige plek", () => turn(-1)), count, button("→", "Volgende plek", () => turn(1)), hint,
    button("Overzicht", "Overzicht van alle plekken", toggle),
    button("Volledig scherm", "Volledig scherm aan of uit", fullScreen),
    button("Sluit", "Sluit de overlegmodus", () => { location.href = new URL("presentatie", document.baseURI).href; }),
  );

  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || !event.data) return;
    if (event.data.type === "ready") { state.ready = true; showMap(); }
    if (event.data.type === "key") onKey(event.data.key, () => {});
    if (event.data.type === "click") jump(slides.findIndex((one) => one.id === event.data.id));
  });
  const listen = (event) => {
    if (!root.isConnected) { window.removeEventListener("keydown", listen); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    onKey(event.key, () => event.preventDefault());
  };
  window.addEventListener("keydown", listen);
  new ResizeObserver(() => { if (!state.overview) fit(slides[state.at]); }).observe(root);
  document.fonts.ready.then(() => { if (!state.overview) fit(slides[state.at]); });
  draw();

  function onKey(key, done) {
    if (key === "Escape") { done(); toggle(); return; }
    if (!state.overview && ["ArrowRight", "PageDown"].includes(key)) { done(); turn(1); }
    else if (!state.overview && ["ArrowLeft", "PageUp"].includes(key)) { done(); turn(-1); }
    else if (!state.overview && key === "Home") { done(); jump(0); }
    else if (!state.overview && key === "End") { done(); jump(slides.length - 1); }
    else if (!state.overview && key.length === 1 && key.trim()) { done(); state.overview = true; draw(key); }
  }

  function turn(step) {
    if (slides.length) jump((state.at + step + slides.length) % slides.length);
  }

  function jump(index) {
    if (index < 0) return;
    state.at = index;
    state.overview = false;
    draw();
  }

  function toggle() {
    state.overview = !state.overview || slides.length === 0;
    draw();
  }

  function draw(typed = "") {
    const slide = slides[state.at];
    if (state.overview) show(overview(typed), []); else fit(slide);
    side.scrollTop = 0;
    count.textContent = state.overview ? `${slides.length} plekken` : `${state.at + 1} van ${slides.length}`;
    hint.textContent = state.overview ? "Typ een naam, Enter kiest, Escape sluit" : "Pijltjes: volgende plek · Escape: overzicht · typ een naam om te zoeken";
    const field = side.querySelector("input");
    if (field) { field.focus(); field.setSelectionRange(typed.length, typed.length); } else side.focus({ preventScroll: true });
    showMap();
  }

  function showMap() {
    if (!state.ready) return;
    const slide = state.overview ? null : slides[state.at];
    frame.contentWindow.postMessage({ ...message, selected: slide && slide.id, focus: slide ? slide.bounds : message.focus }, "*");
  }

  function fit(slide) {
    for (const [grants, steps, look] of ways(slide)) {
      const shown = { ...slide, grants: slide.grants.slice(0, grants), steps: slide.steps.slice(0, steps) };
      show(content(shown, slide), cited(shown), look);
      if (side.scrollHeight <= side.clientHeight) return;
    }
  }

  /* All of it, all of it closer together, then with fewer steps and grants, from the last one on. */
  function ways(slide) {
    const grants = slide.grants.length, steps = slide.steps.length;
    const found = ["", "close", "close tight"].map((look) => [grants, steps, look]);
    for (let kept = steps - 1; kept >= 1; kept -= 1) found.push([grants, kept, "close tight"]);
    for (let kept = grants - 1; kept >= 0; kept -= 1) found.push([kept, Math.min(1, steps), "close tight"]);
    return [...found, [0, 0, "close tight"]];
  }

  function cited(shown) {
    const told = [shown.homesMarks, shown.homesNote, ...shown.grants, ...shown.steps].join(" ");
    return shown.sources.filter((one) => told.includes(one.split(" ", 1)[0]));
  }

  function show(nodes, cites, look = "") {
    side.className = `side ${look}`;
    sources.className = `quiet sources ${look}`;
    sources.textContent = cites.join(" · ");
    side.replaceChildren(...nodes);
  }

  function content(slide, whole) {
    const kinds = element("p", slide.kinds, "kinds");
    kinds.style.setProperty("--kind", slide.colour);
    return [
      kinds, element("h1", slide.name, slide.name.length > 36 ? "long" : ""), element("p", slide.where, "quiet"),
      ...(slide.doubt ? [element("p", slide.doubt)] : []),
      homes(slide), ...(slide.homesNote ? [element("p", slide.homesNote, "quiet")] : []),
      element("h2", "Middelen van het Rijk"),
      whole.grants.length ? list(slide.grants, whole.grants.length + whole.grantsMore) : element("p", "Geen bijdrage bekend die aan deze plek zelf is verbonden."),
      element("h2", `Knelpunten · ${slide.claim}`), themes(slide), ...(slide.unchecked ? [element("p", slide.unchecked, "quiet")] : []),
      element("h2", "Wie is aan zet"),
      whole.steps.length ? list(slide.steps, whole.steps.length + whole.stepsMore) : element("p", "Geen bron noemt een volgende stap."),
    ];
  }

  function homes(slide) {
    const node = element("p", slide.homes, "homes");
    node.append(element("span", slide.homesMarks ? ` ${slide.homesMarks}` : "", "quiet"));
    return node;
  }

  function themes(slide) {
    const node = element("ul", "", "themes");
    slide.themes.forEach((one) => {
      const item = element("li", "");
      item.append(element("span", one.mark, `stand ${one.stand}`), document.createTextNode(one.title));
      node.append(item);
    });
    return node;
  }

  function overview(typed) {
    const field = element("input", "");
    field.type = "search";
    field.value = typed;
    field.setAttribute("aria-label", "Zoek plek of gemeente");
    field.placeholder = "Zoek plek of gemeente";
    const found = element("div", "", "list");
    const fill = () => {
      const wanted = plain(field.value);
      const hits = slides.map((slide, index) => [slide, index]).filter(([slide]) => plain(`${slide.name} ${slide.where}`).includes(wanted));
      found.replaceChildren(...hits.map(([slide, index]) => {
        const node = button(slide.name, "", () => jump(index));
        if (index === state.at) node.setAttribute("aria-current", "true");
        return node;
      }));
      if (!hits.length) found.append(element("p", "Geen plek met die naam."));
      return hits;
    };
    field.addEventListener("input", fill);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && found.querySelector("button")) { event.preventDefault(); found.querySelector("button").click(); }
    });
    fill();
    return [element("h1", slides.length ? "Overzicht" : "Geen plekken in deze selectie"), field, found];
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
  }

  function list(texts, all) {
    const node = element("ul", ""), more = all - texts.length;
    node.append(...texts.map((text) => element("li", text)));
    if (more) node.append(element("li", texts.length ? `en ${more} meer in het dossier` : `${more} in het dossier`, "more"));
    return node;
  }

  function button(text, label, onclick) {
    const node = element("button", text);
    node.type = "button";
    if (label) { node.setAttribute("aria-label", label); node.title = label; }
    node.addEventListener("click", onclick);
    return node;
  }

  function element(tag, text, className) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  }
}
