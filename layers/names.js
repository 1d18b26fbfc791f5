/* Where a name fits beside its symbol: a place that no other name, symbol or control has taken. */
"use strict";

function freeSpot(one, taken, controls, frame, size) {
  const lines = breakLines(one.text, 0.6 * frame.x, size), text = lines.join("\n"), { x, y } = one.point, gap = one.gap;
  const width = Math.max(...lines.map((line) => measure(line, size))), height = Math.round(1.37 * size) * lines.length;
  const near = 0.7 * gap, mid = [-width / 2, -height / 2];
  const corners = gap
    ? [[gap, mid[1]], [-gap - width, mid[1]], [mid[0], -gap - height], [mid[0], gap],
       [near, near - 4], [near, 4 - near - height], [-near - width, near - 4], [-near - width, 4 - near - height]]
    : [mid];
  /* The chosen name always shows, and then over symbols; if need be under its own, inside the map. */
  for (const others of one.rank < 0 ? [taken, controls] : [taken]) {
    for (const [dx, dy] of corners) {
      const area = [x + dx, y + dy, x + dx + width, y + dy + height];
      const inside = area[0] > 4 && area[1] > 4 && area[2] < frame.x - 4 && area[3] < frame.y - 4;
      const free = others.every((t) => t === one.own || area[2] <= t[0] || area[0] >= t[2] || area[3] <= t[1] || area[1] >= t[3]);
      if (inside && free) return { text, area, anchor: [-dx, -dy] };
    }
  }
  if (one.rank >= 0) return null;
  const left = Math.max(4, Math.min(x - width / 2, frame.x - 4 - width)), top = y + gap;
  return { text, area: [left, top, left + width, top + height], anchor: [x - left, -gap] };
}

/* A name that takes most of the map is written on several lines. */
function breakLines(text, most, size) {
  const lines = [];
  text.split(" ").forEach((word) => {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measure(longer, size) <= most) lines[lines.length - 1] = longer; else lines.push(word);
  });
  return lines;
}

function measure(text, size) {
  const pen = (measure.pen ??= document.createElement("canvas").getContext("2d"));
  pen.font = `600 ${size}px "Source Sans"`;
  return pen.measureText(text).width + 4;
}
