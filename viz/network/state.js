// What the reader has chosen, kept in the address after #, so that a link and the Back button bring it back.

const EVERYTHING = {
  show: "picture",
  level: null, // "camps" or "speakers"; null: as the page opens
  agree: true,
  disagree: true,
  topic: null,
  claim: null,
  source: null,
  organisation: null,
  role: null,
  from: null,
  until: null,
  least: null,
  focus: null,
  within: null,
  pin: null,
};
const PINS = ["speaker", "line", "claim", "camp", "between"];
const NAMES = { topic: "topic", claim: "about", source: "source", organisation: "organisation", role: "role" };

// Read a state from an address; what it names but the debate does not have is left out.
function parseState(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const known = (kind, name) => debate.find[kind].get(given.get(name)) ?? null;
  const oneOf = (name, ...values) => (values.includes(given.get(name)) ? given.get(name) : null);
  const day = (name) => (/^\d{4}(-\d\d){0,2}$/.test(given.get(name) ?? "") ? given.get(name) : null);
  const stance = given.get("stance");
  const least = Number.parseInt(given.get("least") ?? "", 10);
  return {
    show: oneOf("show", "picture", "table") ?? "picture",
    level: oneOf("level", "camps", "speakers"),
    agree: stance !== "disagree" && stance !== "none",
    disagree: stance !== "agree" && stance !== "none",
    ...Object.fromEntries(Object.entries(NAMES).map(([field, name]) => [field, known(field, name)])),
    from: day("from"),
    until: day("until"),
    least: least > 1 && least < 10_000 ? least : null,
    focus: known("speaker", "focus"),
    within: known("camp", "within"),
    pin: parsePin(given, known),
  };
}

function parsePin(given, known) {
  const line = lineOf(given.get("line") ?? "");
  if (line) return { kind: "line", thing: line };
  const camps = (given.get("between") ?? "").split("~").map((id) => debate.find.camp.get(id));
  if (camps.length === 2 && camps.every(Boolean)) return { kind: "between", thing: pairOf(...camps) };
  for (const kind of ["speaker", "claim", "camp"]) if (known(kind, kind)) return { kind, thing: known(kind, kind) };
  return null;
}

function formatState(state) {
  const said = new URLSearchParams();
  if (state.show === "table") said.set("show", "table");
  if (state.level) said.set("level", state.level);
  if (!state.agree || !state.disagree) said.set("stance", state.agree ? "agree" : state.disagree ? "disagree" : "none");
  for (const [field, name] of Object.entries(NAMES)) if (state[field]) said.set(name, state[field].id);
  for (const name of ["from", "until", "least"]) if (state[name] !== null) said.set(name, state[name]);
  for (const name of ["focus", "within"]) if (state[name]) said.set(name, state[name].id);
  if (state.pin) said.set(state.pin.kind, state.pin.thing.id);
  return said.toString();
}

// Two camps, in their order, so that there is one name for a pair.
const pairs = new Map();
function pairOf(one, other) {
  const camps = one.index <= other.index ? [one, other] : [other, one];
  return remembered(pairs, camps.map(({ id }) => id).join("~"), (id) => ({ id, camps }));
}

// How the picture is opened where nothing else is asked for.
const levelOf = (state) => state.level ?? debate.level;
