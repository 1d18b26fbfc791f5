/* A matrix whose cells can be picked. One cell is in the tab order; the arrow keys move from there. */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.matrixState ??= { row: 0, column: 0 });
  const root = parentElement.querySelector(".frame");
  const kept = { top: root.scrollTop, left: root.scrollLeft };
  const active = root.getRootNode().activeElement;
  const held = active && root.contains(active);
  draw();
  root.scrollTo(kept);
  if (held) cell(state.row, state.column)?.focus({ preventScroll: true });
  if (state.place !== data.place) {
    state.place = data.place;
    root.querySelector("tbody tr[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const table = document.createElement("table");
    table.createCaption().textContent = data.caption;
    const head = table.createTHead().insertRow();
    head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: "Plek" }));
    data.themes.forEach((theme) => {
      const title = Object.assign(document.createElement("th"), { scope: "col" });
      if (theme.id === data.theme) title.setAttribute("aria-current", "true");
      title.append(button(theme.label, () => pick(null, theme.id)));
      head.append(title);
    });
    const body = table.createTBody();
    data.rows.forEach((row) => body.append(line(row)));
    root.replaceChildren(table);
    state.row = Math.min(state.row, Math.max(0, data.rows.length - 1));
    cell(state.row, state.column)?.setAttribute("tabindex", "0");
    body.addEventListener("keydown", move);
  }

  function line(row) {
    const node = document.createElement("tr");
    node.dataset.id = row.id;
    if (row.id === data.place) node.setAttribute("aria-current", "true");
    const name = Object.assign(document.createElement("th"), { scope: "row" });
    const mark = Object.assign(document.createElement("span"), { className: "kind", textContent: row.mark, title: row.kind });
    mark.setAttribute("aria-hidden", "true");
    const open = button(row.name, () => pick(row.id, null));
    open.prepend(mark);
    open.tabIndex = -1;
    name.append(open);
    node.append(name);
    row.cells.forEach((one, index) => node.insertCell().append(square(row, one, data.themes[index])));
    return node;
  }

  function square(row, one, theme) {
    const node = button(one.symbol, () => pick(row.id, theme.id));
    const letter = document.createElement("b");
    letter.textContent = one.letter;
    node.append(letter);
    node.className = one.stand + (one.outdated ? " old" : "");
    node.tabIndex = -1;
    node.dataset.theme = theme.id;
    node.title = `${theme.label}: ${one.hint}`;
    node.setAttribute("aria-label", `${row.name}, ${theme.label}: ${one.label}${one.outdated ? ", verouderd" : ""}`);
    node.setAttribute("aria-pressed", String(row.id === data.place && theme.id === data.theme));
    return node;
  }

  function button(text, onclick) {
    return Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick });
  }

  function cell(row, column) {
    const line = root.querySelectorAll("tbody tr")[row];
    return line && line.querySelectorAll("td button")[column];
  }

  function move(event) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    const at = event.target.closest("td");
    if (!steps || !at) return;
    event.preventDefault();
    const next = cell(state.row + steps[0], state.column + steps[1]);
    if (next) stand(next);
  }

  function stand(next) {
    root.querySelectorAll("td button[tabindex='0']").forEach((one) => { one.tabIndex = -1; });
    next.tabIndex = 0;
    next.focus();
    const line = next.closest("tr");
    state.row = [...line.parentElement.children].indexOf(line);
    state.column = [...line.querySelectorAll("td button")].indexOf(next);
  }

  function pick(place, theme) {
    if (place && theme) {
      const line = [...root.querySelectorAll("tbody tr")].find((one) => one.dataset.id === place);
      stand(line.querySelector(`td button[data-theme=${theme}]`));
    }
    setTriggerValue("picked", { place, theme });
  }
}
