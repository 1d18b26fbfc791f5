/* The symbols of the classes: the same drawing on the map and in the legend. */
"use strict";

function drawSymbol(look) {
  const wide = look.symbol === "area" || look.symbol === "line";
  const width = wide ? 22 : look.size_px + 2 * look.weight_px;
  const height = wide ? 14 : width;
  const svg = svgElement("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const area = look.symbol === "area";
  const [tag, place] = outline();
  svg.append(svgElement(tag, {
    ...place,
    fill: area && look.hatched ? "url(#hatch)" : look.fill || "none", "fill-opacity": look.fill_opacity,
    stroke: look.stroke || "none", "stroke-width": look.weight_px, "stroke-dasharray": look.dashed ? "5 4" : "none",
  }));
  if (!area && look.hatched) svg.append(...stripes());
  if (look.letter) svg.append(letter());
  return svg;

  function outline() {
    const edge = look.weight_px / 2, middle = width / 2;
    if (look.symbol === "dot") return ["circle", { cx: middle, cy: middle, r: look.size_px / 2 }];
    if (look.symbol === "diamond")
      return ["path", { d: `M${middle} ${edge}L${width - edge} ${middle}L${middle} ${height - edge}L${edge} ${middle}Z` }];
    if (look.symbol === "line") return ["path", { d: `M0 ${height / 2}H${width}` }];
    return ["rect", { x: edge, y: edge, width: width - 2 * edge, height: height - 2 * edge }];
  }

  function stripes() {
    const edge = look.weight_px;
    return [0.35, 0.65, 1].map((part) => {
      const reach = edge + (width - 2 * edge) * part;
      return svgElement("path", { d: `M${edge} ${reach}L${reach} ${edge}`, stroke: look.stroke, "stroke-width": 1, fill: "none" });
    });
  }

  function letter() {
    const size = wide ? 11 : 0.62 * look.size_px;
    const node = svgElement("text", {
      x: width / 2, y: height / 2 + 0.36 * size, "text-anchor": "middle", "font-size": size, "font-weight": 600, fill: look.ink,
    });
    node.textContent = look.letter;
    return node;
  }
}

/* Stripes for areas, by the name #hatch. */
function hatchPattern() {
  const svg = svgElement("svg", { width: 0, height: 0, style: "position:absolute" });
  const pattern = svgElement("pattern", { id: "hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(
    svgElement("rect", { width: 7, height: 7, fill: "#f4f2ed" }),
    svgElement("path", { d: "M0 0V7", stroke: "#6b7280", "stroke-width": 2.4 }),
  );
  svg.append(pattern);
  return svg;
}

function svgElement(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}
