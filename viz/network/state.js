// What the reader has chosen, kept in the address after #, so that a link and the Back button bring it back.

const EVERYTHING = { show: "picture", agree: true, disagree: true, topic: null, claim: null, focus: null, pin: null };
const MOST_ON_A_SIDE = 20;
const MOST_BOTH = 6;

const PINS = ["speaker", "edge", "claim"];

// Read a state from an address; what it names but the debate does not have is left out.
function parseState(debate, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const known = (kind, name) => debate.find[kind].get(given.get(name)) ?? null;
  const stance = given.get("stance");
  const kind = PINS.find((pin) => known(pin, pin));
  return {
    show: given.get("show") === "table" ? "table" : "picture",
    agree: stance !== "disagree" && stance !== "none",
    disagree: stance !== "agree" && stance !== "none",
    topic: known("topic", "topic"),
    claim: known("claim", "about"),
    focus: known("speaker", "focus"),
    pin: kind ? { kind, thing: known(kind, kind) } : null,
  };
}

function formatState(state) {
  const said = new URLSearchParams();
  if (state.show === "table") said.set("show", "table");
  if (!state.agree || !state.disagree) said.set("stance", state.agree ? "agree" : state.disagree ? "disagree" : "none");
  if (state.topic) said.set("topic", state.topic.id);
  if (state.claim) said.set("about", state.claim.id);
  if (state.focus) said.set("focus", state.focus.id);
  if (state.pin) said.set(state.pin.kind, state.pin.thing.id);
  return said.toString();
}

const isFiltered = (state) => Boolean(!state.agree || !state.disagree || state.topic || state.claim);

// The alignments of an edge that are about the chosen topic and claim, whatever the sign.
function onSubject(edge, { topic, claim }) {
  if (!topic && !claim) return edge.alignments;
  return edge.alignments.filter(
    ({ claims }) =>
      (!claim || claims.includes(claim)) && (!topic || claims.some((about) => about.topics.includes(topic))),
  );
}

// Who a speaker agrees or disagrees with, the most points first.
function neighbours(speaker, lines) {
  const found = new Map();
  for (const { edge, points } of lines) {
    const other = opposite(edge, speaker);
    if (!found.has(other)) found.set(other, { other, weight: 0, signs: new Set() });
    found.get(other).weight += points.length;
    found.get(other).signs.add(edge.sign);
  }
  return [...found.values()].sort((one, two) => two.weight - one.weight);
}

// What there is to see in a state: lines (an edge and the points it rests on), speakers, and how many there would be.
function sceneOf(debate, drawn, state) {
  const pool = state.focus ? state.focus.edges : debate.edges;
  const counts = { agree: 0, disagree: 0 };
  let lines = [];
  for (const edge of pool) {
    const points = pointsOf(onSubject(edge, state));
    if (!points.length) continue;
    const sign = edge.sign > 0 ? "agree" : "disagree";
    counts[sign] += 1;
    if (state[sign]) lines.push({ edge, points });
  }
  const all = lines;
  let speakers = debate.speakers.filter((speaker) => drawn.speakers.has(speaker.id));
  const sides = { left: [], right: [], both: [] };
  if (state.focus) {
    for (const { other, signs } of neighbours(state.focus, lines)) {
      const side = sides[signs.size > 1 ? "both" : signs.has(1) ? "left" : "right"];
      if (side.length < (side === sides.both ? MOST_BOTH : MOST_ON_A_SIDE)) side.push(other);
    }
    const nearest = Object.values(sides).flat();
    speakers = [state.focus, ...nearest];
    const kept = new Set(nearest);
    lines = lines.filter(({ edge }) => kept.has(opposite(edge, state.focus)));
  } else {
    lines = lines.filter(({ edge }) => drawn.edges.has(edge.id));
  }
  const involved = new Set(lines.flatMap(({ edge }) => edge.parties));
  if (state.focus) involved.add(state.focus);
  const speaksTo = ({ claim }) =>
    (!state.claim || claim === state.claim) && (!state.topic || claim.topics.includes(state.topic));
  const lit = speakers.filter(
    (speaker) =>
      !isFiltered(state) || involved.has(speaker) || (involved.size === 0 && speaker.statements.some(speaksTo)),
  );
  return { state, speakers, lines, all, counts, sides, lit: new Set(lit) };
}
