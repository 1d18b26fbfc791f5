/* A table that can be sorted by its headings and picked from by keyboard; text stays text. */
export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  const state = (parentElement.tableState ??= { column: null, up: true });
  const root = parentElement.querySelector(".frame");
  draw();

  function draw() {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    table.createCaption().textContent = data.caption;
    data.columns.forEach((column, index) => {
      const cell = document.createElement("th");
      cell.scope = "col";
      if (column.number) cell.className = "number";
      if (state.column === index) cell.setAttribute("aria-sort", state.up ? "ascending" : "descending");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = column.label + (state.column === index ? (state.up ? " ▲" : " ▼") : "");
      button.onclick = () => {
        state.up = state.column === index ? !state.up : !column.number;
        state.column = index;
        draw();
        root.querySelectorAll("th button")[index].focus();
      };
      cell.append(button);
      head.append(cell);
    });
    const body = table.createTBody();
    sorted().forEach((row) => body.append(line(row)));
    const top = root.scrollTop;
    const focused = root.getRootNode().activeElement;
    const kept = focused && root.contains(focused) && focused.closest("tr[data-id]");
    root.replaceChildren(table);
    root.scrollTop = top;
    if (kept) [...root.querySelectorAll("tbody tr")].find((row) => row.dataset.id === kept.dataset.id)?.querySelector("button").focus({ preventScroll: true });
    if (state.selected !== data.selected) {
      state.selected = data.selected;
      const current = root.querySelector("[aria-current]");
      if (current) root.scrollTop = current.offsetTop - root.clientHeight / 2;
    }
  }

  function sorted() {
    if (state.column === null) return data.rows;
    const keyed = data.rows.map((row) => [row.keys[state.column], row]);
    const known = keyed.filter(([key]) => key !== null), unknown = keyed.filter(([key]) => key === null);
    known.sort(([a], [b]) => (typeof a === "number" ? a - b : a.localeCompare(b, "nl")));
    if (!state.up) known.reverse();
    return [...known, ...unknown].map(([, row]) => row);
  }

  function line(row) {
    const node = document.createElement("tr");
    node.dataset.id = row.id;
    if (row.id === data.selected) node.setAttribute("aria-current", "true");
    row.cells.forEach((text, index) => {
      const cell = node.insertCell();
      if (data.columns[index].number) cell.className = "number";
      if (index > 0) { cell.textContent = text; return; }
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      cell.append(button);
    });
    node.onclick = () => {
      setTriggerValue("picked", { id: row.id });
      const page = document.querySelector("[data-testid=stMain]");
      if (page) page.scrollTo({ top: 0, behavior: "smooth" });
    };
    return node;
  }
}
