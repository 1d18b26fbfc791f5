/* Draws the layer specs of web.py in Leaflet, and shows them as messages from outside say.
   Text from data only ever becomes textContent. */
"use strict";

function drawMap(map, spec) {
  const LABEL_ZOOM = { places: 8, gemeenten: 10 };
  const LETTER_PX = 22; /* an area that is smaller has no room for its letter */
  const SMALL = 600; /* px: a narrower map has a page around it that names the places */
  const specs = new Map(spec.layers.map((layer) => [layer.id, layer]));
  const shapes = new Map(); /* layer id → feature id → Leaflet shape */
  const groups = new Map(); /* layer id → Leaflet group on the map */
  /* In a file of its own the page talks to itself, else to the app around it. */
  const host = spec.alone ? window : window.parent;
  let message = null, chosen = [], tiles = null, focus = null, quiet = false, moved = false, resized = 0, unfolded = null;

  document.documentElement.lang = "nl";
  if (!spec.alone) document.title = "Kaart van Nederland met de plekken";
  /* Leaflet listens for focus on every shape with a tooltip, and a browser then stops at each of them
     on Tab. The table holds the same places for the keyboard. */
  L.Layer.include({ _addFocusListeners() {} });

  map.getContainer().style.background = spec.water;
  L.control.zoom({ position: "topright", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
  addHome();
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  const legend = box("topleft", "legend");
  const sources = box("bottomright", "sources");
  const notice = box("topright", "notice");
  map.createPane("tiles").style.zIndex = 390;
  spec.layers.forEach(drawLayer);
  map.createPane("labels").style.zIndex = 480;
  map.createPane("selection").style.zIndex = 490;
  const labels = L.layerGroup().addTo(map);
  document.body.append(hatchPattern());
  fit(spec.bounds);
  show(spec.message);
  fit(focus || spec.bounds); /* again, around the line of sources that is now there */

  map.on("click", () => tell({ type: "click", id: null }));
  map.on("moveend", () => {
    placeLabels();
    const { lat, lng } = map.getCenter();
    moved = moved || !quiet;
    tell({ type: "moved", own: quiet, view: [lat.toFixed(4), lng.toFixed(4), map.getZoom()].join(",") });
  });
  /* An observer, because a frame that gets its size while it loads has no resize event. When only its
     height changes, a while later: on paper the frame is higher for a moment, and the map must not
     follow that. A map that opened before its frame had a height follows at once. */
  const node = map.getContainer();
  new ResizeObserver(() => {
    clearTimeout(resized);
    const { x, y } = map.getSize();
    if (x === node.clientWidth && y === node.clientHeight) return;
    if (y > 150 && Math.abs(x - node.clientWidth) < 4) resized = setTimeout(resize, 200); else resize();
  }).observe(node);
  window.addEventListener("message", (event) => {
    if (event.source !== host || !event.data) return;
    if (event.data.type === "view") show(event.data);
    if (event.data.type === "select") show({ ...message, selected: event.data.id });
    if (event.data.type === "move") move(event.data.view);
  });
  document.addEventListener("keydown", ({ key }) => { if (message.large) tell({ type: "key", key }); });
  tell({ type: "ready" });

  function tell(text) {
    if (spec.alone || host !== window) host.postMessage(text, "*");
  }

  function resize() {
    quietly(() => map.invalidateSize({ animate: false }));
    foldLegend();
    layFoot();
    if (!moved) fit(focus || spec.bounds);
  }

  /* ---- layers ---- */

  function drawLayer(layer, order) {
    map.createPane(layer.id).style.zIndex = 400 + order;
    const known = new Map();
    const group = L.geoJSON(layer.features.map(unpack), {
      pane: layer.id,
      interactive: layer.clickable || layer.hoverable,
      style: (feature) => pathStyle(layer.classes[feature.properties.class_id]),
      pointToLayer: (feature, latlng) => marker(layer, feature, latlng),
      onEachFeature: (feature, shape) => {
        known.set(feature.id, shape);
        shape.note = feature.properties.note;
        if (layer.hoverable) shape.bindTooltip(() => tooltip(feature.properties.label, shape.note), { sticky: true });
        if (layer.clickable) shape.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          tell({ type: "click", id: feature.id });
        });
      },
    }).addTo(map);
    layer.shownAs = JSON.stringify([{ id: layer.id, same: true }, false]);
    shapes.set(layer.id, known);
    groups.set(layer.id, group);
  }

  /* The writing is in web.py: a point, or rings of moves in ten-thousandths of a degree. */
  function unpack({ id, properties, shape }) {
    const point = typeof shape[0] === "number";
    const coordinates = point ? shape : shape.map((rings) => rings.map((steps) => {
      const ring = [];
      for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) ring.push([(x += steps[i]) / 1e4, (y += steps[i + 1]) / 1e4]);
      return ring;
    }));
    return { type: "Feature", id, properties, geometry: { type: point ? "Point" : "MultiPolygon", coordinates } };
  }

  function show(next) {
    const before = message;
    message = next;
    document.documentElement.classList.toggle("large", Boolean(next.large));
    const wanted = new Map(next.layers.map((layer) => [layer.id, layer]));
    showBackground(next.background);
    groups.forEach((group, id) => {
      if (wanted.has(id)) { group.addTo(map); restyle(id, wanted.get(id)); } else group.remove();
    });
    if (!before || JSON.stringify(before.legend) !== JSON.stringify(next.legend)) showLegend(next.legend);
    sources.textContent = next.sourceLine;
    layFoot();
    if (JSON.stringify(next.focus) !== JSON.stringify(focus)) {
      focus = next.focus;
      fit(focus || spec.bounds);
    }
    select(next.selected, before && before.selected);
    requestAnimationFrame(placeLabels); /* the areas first: a label can wait for a frame */
  }

  function restyle(id, change) {
    const layer = specs.get(id);
    const signature = JSON.stringify([change, Boolean(tiles && tiles.loaded)]);
    if (layer.shownAs === signature) return;
    layer.shownAs = signature;
    const classOf = new Map();
    if (!change.same) Object.entries(change.of).forEach(([name, ids]) => ids.forEach((one) => classOf.set(one, name)));
    shapes.get(id).forEach((shape, featureId) => {
      const feature = shape.feature;
      const name = change.same ? feature.properties.class_id : classOf.get(featureId);
      setVisible(groups.get(id), shape, Boolean(name));
      const drawn = change.same ? layer : change;
      if (name && shape.setStyle) shape.setStyle(pathStyle(drawn.classes[name]));
      if (name && shape.setIcon) wear(shape, drawn, name);
      shape.note = (!change.same && change.notes[featureId]) || feature.properties.note;
    });
  }

  function setVisible(group, shape, visible) {
    if (visible && !group.hasLayer(shape)) group.addLayer(shape);
    if (!visible && group.hasLayer(shape)) group.removeLayer(shape);
  }

  function pathStyle(look) {
    const faint = tiles && tiles.loaded && look.symbol === "area";
    return {
      fill: Boolean(look.fill), fillColor: look.hatched ? "url(#hatch)" : look.fill || undefined,
      fillOpacity: faint ? Math.min(look.fill_opacity, 0.35) : look.fill_opacity,
      stroke: look.weight_px > 0, color: look.stroke || undefined, weight: look.weight_px,
      dashArray: look.dashed ? "5 4" : null,
    };
  }

  function marker(layer, feature, latlng) {
    const shape = L.marker(latlng, { pane: layer.id, keyboard: false, alt: "" });
    shape.feature = feature;
    wear(shape, layer, feature.properties.class_id);
    shape.on("add", () => shape.getElement().setAttribute("data-id", feature.id));
    return shape;
  }

  /* Gives a marker the look of its class; a later class of the legend lies on top. */
  function wear(shape, drawn, name) {
    const look = { ...drawn.classes[name] };
    look.size_px = drawn.sizes[shape.feature.properties.size_id] || look.size_px;
    const text = JSON.stringify(look);
    if (shape.worn === text) return;
    shape.worn = text;
    const half = look.size_px / 2 + look.weight_px;
    shape.setIcon(L.divIcon({ className: "symbol", html: drawSymbol(look), iconSize: [2 * half, 2 * half], iconAnchor: [half, half] }));
    shape.setZIndexOffset(1000 * Object.keys(drawn.classes).indexOf(name));
    if (shape.getElement()) shape.getElement().setAttribute("data-id", shape.feature.id);
  }

  function tooltip(label, note) {
    const node = document.createElement("div");
    node.append(element("strong", label));
    if (note) node.append(document.createElement("br"), element("span", note, "note"));
    return node;
  }

  /* ---- background, selection, view ---- */

  function showBackground(wanted) {
    const url = wanted ? wanted.url : null;
    if ((tiles && tiles.url) === url) return;
    if (tiles) tiles.layer.remove();
    notice.hidden = true;
    tiles = null;
    if (!wanted) return;
    const layer = L.tileLayer(url, { pane: "tiles", minZoom: 6, maxZoom: 19 });
    layer.on("tileerror", () => {
      notice.textContent = "De achtergrond van PDOK is niet bereikbaar; de kaart zelf is volledig.";
      notice.hidden = false;
    });
    layer.on("tileload", () => {
      notice.hidden = true;
      if (!tiles.loaded) { tiles.loaded = true; message.layers.forEach((one) => restyle(one.id, one)); }
    });
    tiles = { url, layer, loaded: false };
    layer.addTo(map);
  }

  function select(id, before) {
    chosen.forEach((shape) => shape.remove());
    chosen = [];
    const shape = shapes.get("places").get(id);
    if (!shape || !visible("places").includes(shape)) return;
    const place = shape.getLatLng();
    const ring = { color: spec.selection, fill: false, interactive: false, pane: "selection" };
    chosen = [
      L.circle(place, { ...ring, radius: shape.feature.properties.uncertainty_m, weight: 1.5, dashArray: "4 4" }),
      L.circleMarker(place, { ...ring, radius: 16, weight: 3, className: "ring" }),
    ];
    chosen.forEach((one) => one.addTo(map));
    if (id !== before && !map.getBounds().pad(-0.1).contains(place)) quietly(() => map.panTo(place, { animate: false }));
  }

  function isSmall() {
    return map.getSize().x < SMALL;
  }

  /* The line of sources takes the whole width of a small map; the scale then stands on it. */
  function layFoot() {
    map.getContainer().classList.toggle("small", isSmall());
    map.getContainer().style.setProperty("--foot", `${sources.offsetHeight}px`);
  }

  /* The country may run under the legend, where there is only sea; a provincie may not. */
  function fit(bounds) {
    const folded = !legend.firstChild?.open;
    const wide = [legend.offsetWidth + 24, 16], low = [16, legend.offsetHeight + 20];
    const corner = !focus ? [Math.min(120, map.getSize().x / 8), 16] : folded ? low : wide;
    const foot = isSmall() ? sources.offsetHeight + 12 : 48;
    quietly(() => map.fitBounds(bounds, { paddingTopLeft: corner, paddingBottomRight: [16, foot], animate: false }));
  }

  /* A move of our own is not a choice of the reader, and does not go into the address. */
  function quietly(work) {
    quiet = true;
    work();
    quiet = false;
  }

  function move(view) {
    const [lat, lng, zoom] = view.split(",").map(Number);
    if (![lat, lng, zoom].every(Number.isFinite) || !L.latLngBounds(spec.bounds).pad(0.5).contains([lat, lng])) return;
    moved = true;
    quietly(() => map.setView([lat, lng], zoom, { animate: false }));
  }

  /* ---- labels: as many as fit, the chosen place first ---- */

  function placeLabels() {
    labels.clearLayers();
    if (!message) return;
    const frame = map.getSize(), corner = map.getContainer().getBoundingClientRect(), written = new Set();
    const controls = [...map.getContainer().querySelectorAll(".leaflet-control")].map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return [left - corner.left, top - corner.top, right - corner.left, bottom - corner.top];
    });
    const taken = [...controls];
    const wanted = visible("places").map((shape) => ({
      point: map.latLngToContainerPoint(shape.getLatLng()), latlng: shape.getLatLng(),
      text: shape.feature.properties.label,
      gap: shape.feature.id === message.selected ? 20 : shape.options.icon.options.iconSize[0] / 2 + 3,
      rank: shape.feature.id === message.selected ? -1 : rank(shape), name: shape.feature.id === message.selected ? "label chosen" : "label",
    }));
    wanted.forEach((one) => {
      const { point: { x, y }, gap } = one;
      taken.push(one.own = [x - gap, y - gap, x + gap, y + gap]);
    });
    const far = map.getZoom() < LABEL_ZOOM.places;
    /* Few names fit on a small map of the country, and those few would seem to matter more. */
    const shown = wanted.filter((one) => message.labels && (!far || one.rank < (isSmall() ? 0 : 2)));
    if (message.labels && map.getZoom() >= LABEL_ZOOM.gemeenten) shown.push(...gemeenteLabels());
    if (!far) shown.push(...letters());
    shown.sort((a, b) => a.rank - b.rank).forEach((one) => {
      const spot = written.has(one.text) ? null : freeSpot(one, taken, controls, frame, message.large ? 20 : 13);
      if (!spot) return;
      taken.push(spot.area);
      if (one.name !== "letter") written.add(one.text);
      const icon = L.divIcon({ className: one.name, html: element("span", spot.text), iconSize: null, iconAnchor: spot.anchor });
      L.marker(one.latlng, { icon, pane: "labels", interactive: false, keyboard: false }).addTo(labels);
    });
  }

  function rank(shape) {
    const { class_id: kind, size_id: size } = shape.feature.properties;
    const large = size === "size-unknown" ? 0 : Number(size.slice(-1)) / 10;
    if (kind === "doorbraaklocatie") return (large ? 1 : 1.5) - large;
    return (kind === "grootschalig_gebied" ? 2.9 : 3.9) - large;
  }

  function gemeenteLabels() {
    const inView = map.getBounds();
    return visible("gemeenten").filter((shape) => inView.intersects(shape.getBounds())).map((shape) => {
      const latlng = shape.getBounds().getCenter();
      return { point: map.latLngToContainerPoint(latlng), latlng, text: shape.feature.properties.label, gap: 0, rank: 9, name: "label area" };
    });
  }

  /* The letter of a class stands in every area that has room for it: never colour alone. */
  function letters() {
    const inView = map.getBounds();
    return [...groups.keys()].flatMap(visible).filter((shape) => {
      const { letter, spot } = shape.feature.properties;
      if (!letter || !inView.contains(spot)) return false;
      const low = map.latLngToContainerPoint(shape.getBounds().getSouthWest());
      const high = map.latLngToContainerPoint(shape.getBounds().getNorthEast());
      return high.x - low.x > LETTER_PX && low.y - high.y > LETTER_PX;
    }).map((shape) => {
      const { letter, spot } = shape.feature.properties;
      return { point: map.latLngToContainerPoint(spot), latlng: spot, text: letter, gap: 0, rank: 8, name: "letter" };
    });
  }

  function visible(id) {
    return groups.get(id) && map.hasLayer(groups.get(id)) ? groups.get(id).getLayers() : [];
  }

  /* ---- symbols: the same drawing on the map and in the legend ---- */

  function showLegend(rows) {
    const list = document.createElement("ul");
    rows.forEach((row) => {
      if (row.heading) list.append(element("li", row.heading, "heading"));
      else if (row.note) list.append(element("li", row.note, "note"));
      else if (row.sizes) {
        const item = element("li", "", "sizes");
        row.sizes.forEach((one) => {
          const pair = document.createElement("span");
          pair.append(drawSymbol(one.look), element("span", one.label));
          item.append(pair);
        });
        list.append(item);
      } else {
        const item = document.createElement("li"), key = element("span", "", "key");
        key.append(drawSymbol(row.look));
        item.append(key, element("span", row.label));
        list.append(item);
      }
    });
    const fold = document.createElement("details");
    const summary = element("summary", "Legenda");
    summary.addEventListener("click", () => { unfolded = !fold.open; });
    fold.append(summary, list);
    fold.addEventListener("toggle", placeLabels);
    legend.replaceChildren(fold);
    foldLegend();
  }

  /* A small map has no room for an open legend; the reader may open it. */
  function foldLegend() {
    legend.firstChild.open = unfolded ?? !isSmall();
  }

  /* ---- small parts ---- */

  function addHome() {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const bar = element("div", "", "leaflet-bar"), button = element("a", "⌂");
      Object.assign(button, { href: "#", title: "Toon het hele gebied" });
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", button.title);
      L.DomEvent.on(button, "click", (event) => { L.DomEvent.stop(event); fit(focus || spec.bounds); });
      bar.append(button);
      return bar;
    };
    control.addTo(map);
  }

  function box(position, className) {
    const control = L.control({ position });
    const node = element("div", "", className);
    control.onAdd = () => node;
    L.DomEvent.disableClickPropagation(node);
    L.DomEvent.disableScrollPropagation(node);
    control.addTo(map);
    if (className === "notice") node.hidden = true;
    return node;
  }

  function element(tag, text, className) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  }
}
