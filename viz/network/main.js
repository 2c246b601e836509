// One way in (`go`), one way out (`render`): a state goes in, the address and every part of the page follow.

let debate, picture, panel, table, controls;
let state = { ...EVERYTHING };
const drawn = {
  speakers: new Set(drawnNodes.map(({ id }) => id)),
  edges: new Set(drawnEdges.map(({ id }) => id)),
};

// Change the state. `focus` moves the keyboard to the panel; `reach` is a speaker who must come into sight.
function go(patch, { focus = false, reach = null, toPicture = false } = {}) {
  const before = state;
  state = { ...state, ...(typeof patch === "function" ? patch(state) : patch) };
  if (reach && !drawn.speakers.has(reach.id)) state.focus = reach;
  const address = formatState(state);
  if (address !== formatState(before)) {
    if (before.pin && state.pin) panel.trail.push(before);
    if (!state.pin) panel.trail.length = 0;
    location.hash = address;
  }
  render({ focus });
  if (narrow() && toPicture) element("picture").scrollIntoView({ block: "center" });
}

function goBack() {
  state = panel.trail.pop() ?? state;
  location.hash = formatState(state);
  render({ focus: true });
}

let shown = null;
function render({ focus = false } = {}) {
  const scene = sceneOf(debate, drawn, state);
  controls.show(scene);
  const cast = state.focus?.id ?? "";
  if (state.show === "picture") picture.show(scene, { refit: cast !== shown });
  shown = cast;
  if (state.show === "table") table.show(scene);
  panel.show(scene, { focus });
}

addEventListener("hashchange", () => {
  if (location.hash.slice(1) === formatState(state)) return;
  state = parseState(debate, location.hash);
  panel.trail.length = 0;
  render();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (state.pin) go({ pin: null });
  else if (state.focus) go({ focus: null });
});

loadDebate().then((loaded) => {
  debate = loaded;
  picture = makePicture(debate, {
    onPick: (found) => {
      go({ pin: found });
      if (found && narrow()) element("panel").scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
    },
    onFocus: (speaker) => go({ focus: speaker, pin: { kind: "speaker", thing: speaker } }),
  });
  panel = makePanel(debate);
  table = makeTable();
  controls = makeControls(debate);
  makeSearch(debate);
  state = parseState(debate, location.hash);
  render();
  globalThis.counterpoint = Object.freeze({ spotOf: picture.spotOf, labelBoxes: picture.labelBoxes });
  document.documentElement.dataset.ready = "true";
});
