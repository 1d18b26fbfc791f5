/* Draws the layer specs of web.py in Leaflet. Text from data only ever becomes textContent. */
"use strict";

function drawMap(map, spec) {
  const SVG = "http://www.w3.org/2000/svg";
  const places = new Map();
  let selected = null;

  map.getContainer().style.background = spec.water;
  map.fitBounds(spec.bounds, { padding: [12, 12] });
  L.control.zoom({ position: "topright", zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);

  spec.layers.forEach(drawLayer);
  map.createPane("selection").style.zIndex = 490;
  addLegend();
  addSourceLine();
  map.on("click", () => tell({ type: "click", id: null }));
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || !event.data) return;
    if (event.data.type === "select") select(event.data.id);
  });
  tell({ type: "ready" });

  function tell(message) {
    if (window.parent !== window) window.parent.postMessage(message, "*");
  }

  function drawLayer(layer, order) {
    const pane = map.createPane(layer.id);
    pane.style.zIndex = 400 + order;
    L.geoJSON(layer.features, {
      pane: layer.id,
      interactive: layer.clickable || layer.hoverable,
      style: (feature) => pathStyle(layer.classes[feature.properties.class_id]),
      pointToLayer: (feature, latlng) => marker(layer, feature, latlng),
      onEachFeature: (feature, shape) => {
        if (layer.hoverable) shape.bindTooltip(() => tooltip(feature.properties), { sticky: true });
        if (layer.clickable) shape.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          tell({ type: "click", id: feature.id });
        });
      },
    }).addTo(map);
  }

  function pathStyle(look) {
    return {
      fill: Boolean(look.fill), fillColor: look.fill || undefined, fillOpacity: look.fill_opacity,
      stroke: look.weight_px > 0, color: look.stroke || undefined, weight: look.weight_px,
      dashArray: look.dashed ? "5 4" : null,
    };
  }

  function marker(layer, feature, latlng) {
    const look = layer.classes[feature.properties.class_id];
    const half = look.size_px / 2 + look.weight_px;
    const icon = L.divIcon({
      className: "symbol", html: symbol(look), iconSize: [2 * half, 2 * half], iconAnchor: [half, half],
    });
    const shape = L.marker(latlng, { icon, pane: layer.id, keyboard: false, alt: "" });
    shape.on("add", () => shape.getElement().setAttribute("data-id", feature.id));
    places.set(feature.id, { latlng, feature });
    return shape;
  }

  function tooltip(properties) {
    const box = document.createElement("div");
    box.append(element("strong", properties.label));
    if (properties.note) box.append(document.createElement("br"), element("span", properties.note, "note"));
    return box;
  }

  function select(id) {
    if (selected) { selected.forEach((shape) => shape.remove()); selected = null; }
    const place = places.get(id);
    if (!place) return;
    selected = [
      L.circle(place.latlng, {
        radius: place.feature.properties.uncertainty_m, color: spec.selection, weight: 1.5,
        dashArray: "4 4", fill: false, interactive: false, pane: "selection",
      }),
      L.circleMarker(place.latlng, {
        radius: 14, color: spec.selection, weight: 3, fill: false, interactive: false, className: "ring",
        pane: "selection",
      }),
    ];
    selected.forEach((shape) => shape.addTo(map));
    if (!map.getBounds().pad(-0.1).contains(place.latlng)) map.panTo(place.latlng);
  }

  /* One symbol in its own little drawing: on the map and in the legend alike. */
  function symbol(look) {
    const wide = look.symbol === "area" || look.symbol === "line";
    const width = wide ? 22 : look.size_px + 2 * look.weight_px;
    const height = wide ? 14 : width;
    const svg = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    const shape = svgElement(...outline(look, width, height));
    const paint = {
      fill: look.fill || "none", "fill-opacity": look.fill_opacity, stroke: look.stroke || "none",
      "stroke-width": look.weight_px, "stroke-dasharray": look.dashed ? "5 4" : "none",
    };
    Object.entries(paint).forEach(([name, value]) => shape.setAttribute(name, value));
    svg.append(shape);
    if (look.hatched) svg.append(...stripes(look, width));
    return svg;
  }

  function outline(look, width, height) {
    const edge = look.weight_px / 2, middle = width / 2;
    if (look.symbol === "dot") return ["circle", { cx: middle, cy: middle, r: look.size_px / 2 }];
    if (look.symbol === "diamond")
      return ["path", { d: `M${middle} ${edge}L${width - edge} ${middle}L${middle} ${height - edge}L${edge} ${middle}Z` }];
    if (look.symbol === "line") return ["path", { d: `M0 ${height / 2}H${width}` }];
    return ["rect", { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge }];
  }

  function stripes(look, width) {
    const edge = look.weight_px;
    return [0.35, 0.65, 1].map((part) => {
      const reach = edge + (width - 2 * edge) * part;
      return svgElement("path", {
        d: `M${edge} ${reach}L${reach} ${edge}`, stroke: look.stroke, "stroke-width": 1, fill: "none",
      });
    });
  }

  function addLegend() {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = element("div", "", "legend");
      const list = document.createElement("ul");
      [...spec.layers].reverse().forEach((layer) => layer.legend.forEach((id) => {
        const row = document.createElement("li");
        const key = element("span", "", "key");
        key.append(symbol(layer.classes[id]));
        row.append(key, element("span", layer.classes[id].label));
        list.append(row);
      }));
      box.append(list);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(map);
  }

  function addSourceLine() {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => element("div", spec.sourceLine, "sources");
    control.addTo(map);
  }

  function element(tag, text, className) {
    const node = document.createElement(tag);
    node.textContent = text;
    if (className) node.className = className;
    return node;
  }

  function svgElement(tag, attributes) {
    const node = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    return node;
  }
}
