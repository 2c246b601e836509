// Filters and legend are one thing: each line in the legend with its count can be switched off.

const shortened = (text) => (text.length > 90 ? `${text.slice(0, 89)}…` : text);
const option = ({ id, name }) => h("option", { value: id }, shortened(name));

// A list to choose one thing from, for a field of the state; long lists are filled when somebody turns to them.
function makePick(field, things, everything) {
  const select = element(field);
  select.closest(".pick").hidden = things.length < 2;
  const fill = () => {
    if (select.options.length > 1) return;
    const { value } = select;
    select.append(...things.map(option));
    select.value = value;
  };
  select.replaceChildren(h("option", { value: "" }, everything));
  if (things.length <= 200) fill();
  for (const event of ["pointerdown", "focus"]) select.addEventListener(event, fill);
  select.addEventListener("change", () => go({ [field]: debate.find[field].get(select.value) ?? null }));
  return (chosen) => {
    if (chosen) fill();
    select.value = chosen?.id ?? "";
  };
}

function makeControls() {
  const topic = element("topic");
  const claim = element("claim");
  const least = element("least");
  topic.append(...debate.topics.map(option));
  topic.closest(".pick").hidden = !debate.topics.length;
  claim.closest(".pick").hidden = !debate.claims.length;
  const sources = debate.sources.map((source) => ({ ...source, name: source.title || "untitled" }));
  const named = (map) => [...map.values()];
  const picks = [
    ["source", makePick("source", sources, "All sources")],
    ["organisation", makePick("organisation", named(debate.find.organisation), "All organisations")],
    ["role", makePick("role", named(debate.find.role), "All roles")],
  ];
  const more = element("more-filters");
  more.hidden = [...more.querySelectorAll(".pick")].every(({ hidden }) => hidden);
  const layered = debate.camps.length > 1 && !debate.ring;
  element("show-camps").hidden = !layered;
  element("show-speakers").textContent = layered ? "Speakers" : "Picture";
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
  least.addEventListener("input", () =>
    go({ least: Number(least.value) > 1 ? Number(least.value) : null }, { briefly: true }),
  );
  for (const sign of ["agree", "disagree"])
    element(`stance-${sign}`).addEventListener("click", () => go((state) => ({ [sign]: !state[sign] })));
  for (const level of ["camps", "speakers"])
    element(`show-${level}`).addEventListener("click", () =>
      go({ show: "picture", level: level === debate.level ? null : level, focus: null, within: null }),
    );
  element("show-table").addEventListener("click", () => go({ show: "table" }));
  element("reset").addEventListener("click", () => go({ ...EVERYTHING, show: state.show }));
  element("skip").addEventListener("click", (event) => {
    event.preventDefault();
    go({ show: "table" });
    element("table").querySelector("button")?.focus();
  });
  // A menu closes when the reader turns away from it, and on Escape.
  for (const menu of document.querySelectorAll("details.menu")) {
    addEventListener("pointerdown", ({ target }) => menu.contains(target) || (menu.open = false));
    menu.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }

  function emptyText({ state, ties, kind }) {
    if (!debate.speakers.length) return "Nobody has been quoted yet.";
    if (!isFiltered(state) || ties.length) return "";
    if (kind === "focus") return "None of this speaker’s lines passes these filters.";
    return debate.counts.agree + debate.counts.disagree ? "No line passes these filters." : "";
  }

  // Where the reader is, when it is not the whole picture, and the way out.
  function whereText({ state, kind, nodes, ties, all }) {
    const rest =
      all && all.length > ties.length ? `; the strongest ${number(ties.length)} of ${plural(all.length, "line")}` : "";
    if (kind === "focus")
      return [h("span", {}, h("b", {}, isolated(state.focus.name)), `: agreement left, disagreement right${rest}`)];
    if (!state.within) return null;
    const shown = nodes.length < state.within.members.length ? `the ${number(nodes.length)} most tied of ` : "";
    return [h("span", {}, h("b", {}, campTitle(state.within)), `: ${shown}${campSize(state.within)}`)];
  }

  function show(scene) {
    const { state, counts, kind, ties, lit, all, weighed } = scene;
    for (const sign of ["agree", "disagree"]) {
      element(`count-${sign}`).textContent = number(counts[sign]);
      element(`stance-${sign}`).setAttribute("aria-pressed", String(state[sign]));
    }
    const view = state.show === "table" ? "table" : kind === "camps" ? "camps" : "speakers";
    for (const each of ["camps", "speakers", "table"])
      element(`show-${each}`).setAttribute("aria-pressed", String(each === view));
    offerClaims(state.topic);
    topic.value = state.topic?.id ?? "";
    claim.value = state.claim?.id ?? "";
    for (const [field, choose] of picks) choose(state[field]);
    const chosen = picks.filter(([field]) => state[field]).length;
    element("more-chosen").textContent = chosen ? ` · ${chosen}` : "";
    element("least-pick").hidden = !weighed || weigh(EVERYTHING).heaviest < 2;
    least.max = String(weighed ? weigh(EVERYTHING).heaviest : 1);
    least.value = String(state.least ?? 1);
    const points = plural(state.least ?? 1, "point");
    least.setAttribute("aria-valuetext", `at least ${points}`);
    element("least-value").textContent = state.least ? `${points} or more` : "any";
    element("reset").hidden = !isFiltered(state) && !state.focus && !state.within;
    element("showing").textContent = showingText(scene, lit, ties, all);
    element("picture").hidden = state.show !== "picture";
    element("table").hidden = state.show !== "table";
    element("save-png").disabled = state.show !== "picture"; // what is not drawn has no pixels
    const text = emptyText(scene);
    element("empty").hidden = !text;
    element("empty").textContent = text;
    const where = whereText(scene);
    element("focus-bar").hidden = !where;
    if (where)
      element("focus-bar").replaceChildren(
        ...where,
        h(
          "button",
          { type: "button", class: "plain", on: { click: () => go({ focus: null, within: null }) } },
          "Show everyone",
        ),
      );
    element("key").replaceChildren(...legend(scene));
  }
  return { show };
}

// How much of everything is in sight.
function showingText({ kind, state, leftOut }, lit, ties, all) {
  const total = debate.counts.agree + debate.counts.disagree;
  const ofLines = (count) => `${number(count)} of ${plural(total, "line")}`;
  if (kind === "camps" && state.show === "picture") {
    const members = debate.camps.reduce((sum, camp) => sum + (lit.has(camp) ? camp.members.length : 0), 0);
    const speakers = all && isFiltered(state) ? endsOf(all).size : members;
    const lines = all ? all.length : total;
    const who = `${plural(lit.size, "camp")} with ${number(speakers)} of ${plural(debate.speakers.length, "speaker")}`;
    return `Showing ${who}, ${ofLines(lines)}${leftOut > 0 ? "; of each camp the strongest ties" : ""}`;
  }
  const inTable = state.show === "table";
  const drawn = inTable ? (all?.length ?? 0) : ties.length;
  const capped = !inTable && kind === "speakers" && all.length > ties.length ? ", the strongest" : "";
  const part = isFiltered(state) || state.focus || state.within;
  const speakers = !inTable ? lit.size : part && all ? endsOf(all).size : debate.speakers.length;
  return `Showing ${number(speakers)} of ${plural(debate.speakers.length, "speaker")}, ${ofLines(drawn)}${capped}`;
}

function endsOf(lines) {
  const { one, other } = debate.evidence?.edges ?? {};
  const ends = new Set();
  for (const line of lines) ends.add(one[line]).add(other[line]);
  return ends;
}

// What sizes, widths and shapes mean.
function legend({ kind, ties, state }) {
  if (state.show === "table") return [];
  const sample = (...parts) => svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true" }, ...parts);
  const camps = kind === "camps";
  const wide = sample(
    svg("path", { d: "M1 4h32", "stroke-width": 1.5 }),
    svg("path", { d: "M1 10h32", "stroke-width": 4.5 }),
  );
  const size = sample(svg("circle", { cx: 9, cy: 7, r: 3.5 }), svg("circle", { cx: 23, cy: 7, r: 6.5 }));
  const square = sample(svg("rect", { x: 11, y: 1, width: 12, height: 12, rx: 2.5 }));
  const patch = sample(svg("rect", { class: "camp", x: 2, y: 1, width: 30, height: 12, rx: 6 }));
  const item = (drawing, words) => h("li", {}, drawing, words);
  const organisations = !camps && debate.speakers.some((speaker) => speaker.kind === "organisation");
  return [
    ties.length > 0 && item(wide, camps ? "wider: more pairs of speakers" : "wider: more points"),
    item(size, camps ? "larger: more speakers" : "larger: more statements"),
    organisations && item(square, "an organisation"),
    kind === "speakers" && !state.within && debate.camps.length > 1 && item(patch, "a camp: they mostly agree"),
  ].filter(Boolean);
}
