// The same lines in words: for screen readers, for the keyboard, for paper, and for whoever likes tables.

const PAGE = 100;
const collator = new Intl.Collator(undefined, { numeric: true });

function makeTable() {
  const holder = element("table");
  let order = { by: "points", down: true };
  let most = PAGE;
  let scene = null;

  // Names are compared once, and after that as numbers: there may be a hundred thousand lines.
  let ranks = null;
  function rankNames() {
    const rank = (things) => {
      const order = [...things].sort((one, two) => collator.compare(one.name, two.name));
      const places = new Uint32Array(things.length);
      order.forEach(({ index }, place) => (places[index] = place));
      return places;
    };
    ranks ??= { speaker: rank(debate.speakers), claim: rank(debate.claims) };
    return ranks;
  }
  const firstClaim = (line) => {
    const [start, end] = debate.evidence.range(line);
    const { passes } = scene.weighed;
    for (let at = start; at < end; at += 1)
      if (passes(at)) return debate.evidence.abouts[debate.evidence.alignments.about[at]][0];
    return 0;
  };
  const columns = [
    { id: "first", title: "Speaker", value: (line) => rankNames().speaker[debate.evidence.edges.one[line]] },
    { id: "sign", title: "Stands", value: (line) => -debate.evidence.edges.sign[line] },
    { id: "second", title: "Speaker", value: (line) => rankNames().speaker[debate.evidence.edges.other[line]] },
    { id: "points", title: "Points", value: (line) => scene.weighed.weights[line] },
    { id: "claims", title: "On what", value: (line) => rankNames().claim[firstClaim(line)] },
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

  function row(at) {
    const line = lineAt(at);
    const points = pointsOf(line, scene.weighed.passes);
    const pinned = scene.state.pin?.thing === line;
    const sign = WORDS[line.sign];
    return h(
      "tr",
      { role: "row", class: pinned ? "pinned" : null },
      h("td", { role: "cell", class: "name" }, speakerStep(line.parties[0])),
      h("td", { role: "cell" }, h("span", { class: `sign ${sign}` }, `${sign}s with`)),
      h("td", { role: "cell", class: "name" }, speakerStep(line.parties[1])),
      h("td", { role: "cell", class: "number" }, points.length),
      h(
        "td",
        { role: "cell", class: "claims" },
        h(
          "ul",
          {},
          points.slice(0, 3).map((point) => h("li", {}, claimsView(point))),
          points.length > 3 && h("li", { class: "as" }, `and ${number(points.length - 3)} more`),
        ),
      ),
      h(
        "td",
        { role: "cell", class: "action" },
        step(
          "Read",
          { pin: { kind: "line", thing: line } },
          {
            "aria-label": `Read the words: ${line.parties[0].name} ${sign}s with ${line.parties[1].name}`,
            class: "button small",
          },
        ),
      ),
    );
  }

  function draw() {
    const { value } = columns.find(({ id }) => id === order.by);
    const turn = order.down ? -1 : 1;
    const lines = scene.all ?? [];
    // They come with the most points first.
    const sorted =
      order.by === "points" && order.down
        ? lines
        : Array.from(lines, (line) => [value(line), line])
            .sort((one, two) => (one[0] - two[0]) * turn || one[1] - two[1])
            .map(([, line]) => line);
    const rows = Array.from(sorted.slice(0, most), row);
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
              `${number(most)} of ${plural(lines.length, "line")}. `,
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
