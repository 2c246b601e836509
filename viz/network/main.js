// One way in (`go`), one way out (`render`): a state goes in, the address and every part of the page follow.

let debate, picture, panel, table, controls, timeline;
let state = { ...EVERYTHING };

// Change the state. `focus` moves the keyboard to the panel; `reach` is a speaker who must come into sight.
function go(patch, { focus = false, reach = null, toPicture = false, briefly = false } = {}) {
  const before = state;
  state = { ...state, ...(typeof patch === "function" ? patch(state) : patch) };
  if (reach && !picture.has(reach)) Object.assign(state, { focus: reach, within: null });
  const address = formatState(state);
  if (address !== formatState(before)) {
    if (before.pin && state.pin && before.pin.thing !== state.pin.thing) panel.trail.push(before.pin);
    if (!state.pin) panel.trail.length = 0;
    if (briefly) replaceAddress(address);
    else location.hash = address;
  }
  render({ focus });
  if (narrow() && toPicture) element("picture").scrollIntoView({ block: "center" });
}

// While a handle is dragged there is one step back for the whole way, not one for each place on it.
function replaceAddress(address) {
  try {
    history.replaceState(null, "", `#${address}`);
  } catch {
    location.hash = address; // in a frame without an address of its own
  }
}

function goBack() {
  state = { ...state, pin: panel.trail.pop() ?? state.pin };
  location.hash = formatState(state);
  render({ focus: true });
}

let shown = null;
function render({ focus = false } = {}) {
  const scene = sceneOf(state);
  controls.show(scene);
  timeline.show(scene);
  const cast = `${scene.kind} ${state.focus?.id} ${state.within?.id} ${scene.nodes.length}`;
  const sameCast = cast === shown && scene.nodes.every((node) => picture.has(node));
  if (state.show === "picture") picture.show(scene, { refit: !sameCast });
  shown = cast;
  if (state.show === "table") table.show(scene);
  panel.show(scene, { focus });
}

addEventListener("hashchange", () => {
  if (!debate?.evidence || location.hash.slice(1) === formatState(state)) return;
  state = parseState(location.hash);
  panel.trail.length = 0;
  render();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (state.pin) go({ pin: null });
  else if (state.focus) go({ focus: null });
  else if (state.within) go({ within: null });
  else if (state.claim) go({ claim: null });
});

function onPick(found) {
  go({ pin: found });
  if (found && narrow()) element("panel").scrollIntoView({ block: "start", behavior: still() ? "auto" : "smooth" });
}

function onEnter({ kind, thing }) {
  if (kind === "speaker") go({ focus: thing, pin: { kind, thing } });
  if (kind === "camp") go({ within: thing, pin: { kind, thing } });
}

async function open() {
  debate = joinCore(await readPart("debate"));
  // A large debate shows its camps at once and reads the evidence while somebody looks at them.
  const inTwoSteps = debate.opening === "camps";
  let evidence = inTwoSteps ? null : readPart("evidence");
  picture = makePicture({ onPick, onEnter });
  panel = makePanel();
  table = makeTable();
  controls = makeControls();
  timeline = makeTimeline();
  makeSearch();
  makeDownloads();
  const page = document.documentElement.dataset;
  if (inTwoSteps) {
    render();
    page.ready = "true";
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    evidence = readPart("evidence");
  }
  joinEvidence(debate, await evidence);
  state = parseState(location.hash);
  render();
  globalThis.counterpoint = Object.freeze({ spotOf: picture.spotOf, labelBoxes: picture.labelBoxes });
  page.ready = page.evidence = "true";
}

// A file cut short, or a browser from before 2023 that cannot unpack it.
open().catch((problem) => {
  element("empty").hidden = false;
  element("empty").textContent =
    "This page cannot be shown: the file is not whole, or this browser is too old to unpack what is in it.";
  document.documentElement.dataset.failed = "true";
  throw problem;
});
