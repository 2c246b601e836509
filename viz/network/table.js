// The same lines in words: for screen readers, for the keyboard, for paper, and for whoever likes tables.

const PAGE = 100;

function makeTable() {
  const holder = element("table");
  let order = { by: "points", down: true };
  let most = PAGE;
  let scene = null;

  const columns = [
    { id: "first", title: "Speaker", value: ({ edge }) => edge.parties[0].name },
    { id: "sign", title: "Stands", value: ({ edge }) => (edge.sign > 0 ? "agrees with" : "disagrees with") },
    { id: "second", title: "Speaker", value: ({ edge }) => edge.parties[1].name },
    { id: "points", title: "Points", value: ({ points }) => points.length },
    { id: "claims", title: "On what", value: ({ points }) => points[0].claims[0].name },
  ];

  function heading(column) {
    const sorted = order.by === column.id;
    const sort = () => {
      order = { by: column.id, down: sorted ? !order.down : column.id === "points" };
      draw();
      holder.querySelector(`[data-sort=${column.id}]`).focus();
    };
    return h(
      "th",
      {
        scope: "col",
        role: "columnheader",
        class: `col-${column.id}`,
        "aria-sort": sorted ? (order.down ? "descending" : "ascending") : null,
      },
      h(
        "button",
        { type: "button", "data-sort": column.id, on: { click: sort } },
        column.title,
        h("span", { "aria-hidden": "true" }, sorted ? (order.down ? " ↓" : " ↑") : ""),
      ),
    );
  }

  function row(line) {
    const { edge, points } = line;
    const names = [...new Set(points.flatMap(({ claims }) => claims))].map(({ name }) => name);
    const pinned = scene.state.pin?.thing === edge;
    const sign = edge.sign > 0 ? "agree" : "disagree";
    return h(
      "tr",
      { role: "row", class: pinned ? "pinned" : null },
      h(
        "td",
        { role: "cell", class: "name" },
        step(isolated(edge.parties[0].name), { pin: { kind: "speaker", thing: edge.parties[0] } }),
      ),
      h("td", { role: "cell" }, h("span", { class: `sign ${sign}` }, `${sign}s with`)),
      h(
        "td",
        { role: "cell", class: "name" },
        step(isolated(edge.parties[1].name), { pin: { kind: "speaker", thing: edge.parties[1] } }),
      ),
      h("td", { role: "cell", class: "number" }, points.length),
      h(
        "td",
        { role: "cell", class: "claims" },
        h(
          "ul",
          {},
          names.slice(0, 3).map((name) => h("li", {}, isolated(name))),
          names.length > 3 && h("li", { class: "as" }, `and ${names.length - 3} more`),
        ),
      ),
      h(
        "td",
        { role: "cell", class: "action" },
        step(
          "Read",
          { pin: { kind: "edge", thing: edge } },
          {
            "aria-label": `Read the words: ${edge.parties[0].name} ${sign}s with ${edge.parties[1].name}`,
            class: "button small",
          },
        ),
      ),
    );
  }

  function draw() {
    const { value } = columns.find(({ id }) => id === order.by);
    const compare = (one, two) => {
      const [a, b] = [value(one), value(two)];
      return (typeof a === "number" ? a - b : a.localeCompare(b)) * (order.down ? -1 : 1);
    };
    const lines = scene.all;
    const rows = [...lines].sort(compare).slice(0, most).map(row);
    const more = () => {
      most += 5 * PAGE;
      draw();
    };
    holder.replaceChildren(
      h(
        "table",
        { role: "table" }, // the roles hold where a narrow screen shows rows as cards
        h("caption", {}, lines.length ? `${plural(lines.length, "line")} between speakers` : "No line to show"),
        h(
          "thead",
          { role: "rowgroup" },
          h(
            "tr",
            { role: "row" },
            columns.map(heading),
            h("th", { scope: "col", role: "columnheader" }, h("span", { class: "hidden" }, "Words")),
          ),
        ),
        h("tbody", { role: "rowgroup" }, rows),
      ),
      ...(lines.length > most
        ? [
            h(
              "p",
              { class: "note" },
              `${plural(most, "line")} of ${plural(lines.length, "line")}. `,
              h("button", { type: "button", class: "button", on: { click: more } }, "Show more"),
            ),
          ]
        : []),
    );
  }

  function show(next) {
    scene = next;
    most = PAGE;
    draw();
  }
  return { show };
}
