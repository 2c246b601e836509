// Filters and legend are one thing: each line in the legend with its count can be switched off.

function makeControls(debate) {
  const topic = element("topic");
  const claim = element("claim");
  const option = ({ id, name }) => h("option", { value: id }, name.length > 90 ? `${name.slice(0, 89)}…` : name);
  topic.append(...debate.topics.map(option));
  let offered = null;

  // A topic's claims only; the claims of all topics in groups.
  function offerClaims(chosen) {
    if (offered === (chosen?.id ?? "")) return;
    offered = chosen?.id ?? "";
    const groups = chosen ? [chosen] : debate.topics;
    const made = groups
      .map((group) => [group, debate.claims.filter(({ topics }) => topics.includes(group))])
      .filter(([, claims]) => claims.length);
    const loose = chosen ? [] : debate.claims.filter(({ topics }) => !topics.length);
    claim.replaceChildren(
      h("option", { value: "" }, "All claims"),
      ...made.map(([group, claims]) => h("optgroup", { label: group.name }, claims.map(option))),
      ...loose.map(option),
    );
  }

  topic.addEventListener("change", () => go({ topic: debate.find.topic.get(topic.value) ?? null, claim: null }));
  claim.addEventListener("change", () => go({ claim: debate.find.claim.get(claim.value) ?? null, pin: null }));
  for (const sign of ["agree", "disagree"])
    element(`stance-${sign}`).addEventListener("click", () => go((state) => ({ [sign]: !state[sign] })));
  for (const show of ["picture", "table"]) element(`show-${show}`).addEventListener("click", () => go({ show }));
  element("reset").addEventListener("click", () => go({ ...EVERYTHING }));
  element("skip").addEventListener("click", (event) => {
    event.preventDefault();
    go({ show: "table" });
    element("table").querySelector("button")?.focus();
  });

  function legend({ state }) {
    const sample = (draw) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 34 14");
      svg.setAttribute("aria-hidden", "true");
      for (const [tag, attributes] of draw) {
        const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
        for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
        svg.append(part);
      }
      return svg;
    };
    const wide = sample([
      ["path", { d: "M1 4h32", "stroke-width": 1.5 }],
      ["path", { d: "M1 10h32", "stroke-width": 4.5 }],
    ]);
    const size = sample([
      ["circle", { cx: 9, cy: 7, r: 3.5 }],
      ["circle", { cx: 23, cy: 7, r: 6.5 }],
    ]);
    const square = sample([["rect", { x: 11, y: 1, width: 12, height: 12, rx: 2.5 }]]);
    const patch = sample([["rect", { class: "camp", x: 2, y: 1, width: 30, height: 12, rx: 6 }]]);
    element("key").replaceChildren(
      ...(debate.edges.length ? [h("li", {}, wide, "wider: more points")] : []),
      h("li", {}, size, "larger: more statements"),
      ...(debate.speakers.some(({ kind }) => kind === "organisation") ? [h("li", {}, square, "an organisation")] : []),
      ...(debate.camps.length > 1 && !state.focus ? [h("li", {}, patch, "a camp: they mostly agree")] : []),
    );
  }

  function emptyText({ state, lines }) {
    if (!debate.speakers.length) return "Nobody has been quoted yet.";
    if (state.focus || !isFiltered(state) || lines.length) return "";
    return debate.edges.length ? "No line passes these filters." : "";
  }

  function show(scene) {
    const { state, counts, lines, lit } = scene;
    for (const sign of ["agree", "disagree"]) {
      element(`count-${sign}`).textContent = counts[sign].toLocaleString("en-GB");
      element(`stance-${sign}`).setAttribute("aria-pressed", String(state[sign]));
    }
    for (const view of ["picture", "table"])
      element(`show-${view}`).setAttribute("aria-pressed", String(state.show === view));
    offerClaims(state.topic);
    topic.value = state.topic?.id ?? "";
    claim.value = state.claim?.id ?? "";
    element("reset").hidden = !isFiltered(state) && !state.focus;
    const shown = state.show === "table" ? scene.all.length : lines.length;
    const speakers = `${lit.size.toLocaleString("en-GB")} of ${plural(debate.speakers.length, "speaker")}`;
    const edges = `${shown.toLocaleString("en-GB")} of ${plural(debate.edges.length, "line")}`;
    element("showing").textContent = `Showing ${speakers}, ${edges}`;
    element("picture").hidden = state.show !== "picture";
    element("table").hidden = state.show !== "table";
    const text = emptyText(scene);
    element("empty").hidden = !text;
    element("empty").textContent = text;
    element("focus-bar").hidden = !state.focus;
    if (state.focus)
      element("focus-bar").replaceChildren(
        h("span", {}, h("b", {}, isolated(state.focus.name)), ": agreement left, disagreement right"),
        h("button", { type: "button", class: "plain", on: { click: () => go({ focus: null }) } }, "Show everyone"),
      );
    legend(scene);
  }
  return { show };
}
