// What there is to see in a state: nodes (speakers or camps), ties between them, and how many there would be.
//
// A tie is a line between two speakers, or all lines of one sign between two camps:
// { id, ends: [node, node], sign, weight, kind: "line" or "between", thing }.

const MOST_ON_A_SIDE = 20;
const MOST_BOTH = 6;
const MOST_CAMP_TIES = 24;
const TIES_OF_A_CAMP = 1; // of each sign, where there are more than can be told apart

function sceneOf(state) {
  if (!debate.evidence) return openingScene(state);
  const base = baseOf(state);
  if (state.focus) return focusScene(base);
  return levelOf(state) === "camps" && !state.within ? campScene(base) : speakerScene(base);
}

// What holds whatever is pinned, so that opening a line does not look at all lines again.
let kept = null;
function baseOf(state) {
  const weighed = weigh(state);
  const key = [state.agree, state.disagree, state.least, state.focus?.id, state.within?.id].join();
  if (kept?.weighed !== weighed || kept.key !== key) {
    const pool = poolOf(state);
    const counts = state.focus || state.within ? countLines(pool, weighed) : weighed.counts;
    kept = { key, weighed, sides: null, counts, all: passingLines(state, weighed, pool) };
  }
  return { ...kept, state };
}

// Lines that the state is about, before its filters: of one speaker, within one camp, or all.
function poolOf({ focus, within }) {
  if (focus) return focus.lines;
  if (!within) return Uint32Array.from({ length: debate.evidence.count }, (_, line) => line);
  const { edges } = debate.evidence;
  const inside = new Set(within.members.map(({ index }) => index));
  const own = new Set(within.members.flatMap((member) => member.lines));
  return [...own].filter((line) => inside.has(edges.one[line]) && inside.has(edges.other[line]));
}

function countLines(pool, weighed) {
  const counts = { agree: 0, disagree: 0 };
  for (const line of pool) if (weighed.weights[line]) counts[WORDS[debate.evidence.edges.sign[line]]] += 1;
  return counts;
}

const tieOf = (at, weighed) => {
  const line = lineAt(at);
  return { id: line.id, ends: line.parties, sign: line.sign, weight: weighed.weights[at], kind: "line", thing: line };
};

// The first picture of a large debate, drawn before its evidence is read.
function openingScene(state) {
  const ties = debate.campEdges
    .map(([one, other, sign, lines, points]) => campTie(debate.camps[one], debate.camps[other], sign, lines, points))
    .sort((one, two) => two.weight - one.weight);
  const counts = { agree: debate.counts.agree, disagree: debate.counts.disagree };
  return {
    kind: "camps",
    state,
    nodes: debate.camps,
    ties: readable(ties, state),
    counts,
    lit: new Set(debate.camps),
    all: null,
    sides: null,
  };
}

function campTie(one, other, sign, lines, points) {
  const thing = pairOf(one, other);
  return { id: `${thing.id}~${WORDS[sign]}`, ends: thing.camps, sign, weight: lines, points, kind: "between", thing };
}

// All lines of the state between camps, and within each.
function campTies({ all, weighed }) {
  const { edges } = debate.evidence;
  const size = debate.camps.length;
  const camp = Int16Array.from(debate.speakers, ({ inCamp }) => inCamp?.index ?? -1);
  const lines = { 1: new Uint32Array(size * size), "-1": new Uint32Array(size * size) };
  const points = { 1: new Uint32Array(size * size), "-1": new Uint32Array(size * size) };
  for (const line of all) {
    const [one, other] = [camp[edges.one[line]], camp[edges.other[line]]];
    if (one < 0 || other < 0) continue;
    const cell = Math.min(one, other) * size + Math.max(one, other);
    lines[edges.sign[line]][cell] += 1;
    points[edges.sign[line]][cell] += weighed.weights[line];
  }
  const found = [];
  for (const sign of [1, -1])
    lines[sign].forEach((count, cell) => {
      if (!count) return;
      const [one, other] = [debate.camps[Math.floor(cell / size)], debate.camps[cell % size]];
      found.push(campTie(one, other, sign, count, points[sign][cell]));
    });
  return found.sort((one, two) => two.weight - one.weight);
}

// Of many ties the strongest of each camp, and all of those that are chosen.
function readable(ties, { pin }) {
  const apart = ties.filter(({ ends: [one, other] }) => one !== other);
  if (apart.length <= MOST_CAMP_TIES) return apart;
  const drawn = new Map();
  return apart.filter(({ ends, sign, thing }) => {
    const counts = ends.map((end) => remembered(drawn, `${end.id} ${sign}`, () => ({ ties: 0 })));
    const keep = counts.some((count) => count.ties < TIES_OF_A_CAMP);
    for (const count of counts) if (keep) count.ties += 1;
    return keep || pin?.thing === thing || ends.includes(pin?.thing);
  });
}

function campScene(base) {
  const within = campTies(base);
  const ties = readable(within, base.state);
  const touched = new Set(within.flatMap(({ ends }) => ends));
  const lit = narrowed(base.state) ? debate.camps.filter((camp) => touched.has(camp)) : debate.camps;
  const leftOut = within.filter(({ ends: [one, other] }) => one !== other).length - ties.length;
  return { ...base, kind: "camps", nodes: debate.camps, ties, leftOut, lit: new Set(lit) };
}

// Speakers and their lines: all of them, or as many of the strongest lines as can be read.
function speakerScene(base) {
  const { state, all, weighed } = base;
  const [mostSpeakers, mostLines] = debate.budget;
  const candidates = state.within ? state.within.members : debate.speakers;
  const nodes = new Set(candidates.length <= mostSpeakers ? candidates : []);
  if (candidates.length > mostSpeakers && state.pin?.kind === "speaker" && candidates.includes(state.pin.thing))
    nodes.add(state.pin.thing);
  const { edges } = debate.evidence;
  const ties = [];
  for (const at of all) {
    if (ties.length >= mostLines) break;
    const ends = [debate.speakers[edges.one[at]], debate.speakers[edges.other[at]]];
    const more = ends.filter((end) => !nodes.has(end));
    if (nodes.size + more.length > mostSpeakers) continue;
    for (const end of more) nodes.add(end);
    ties.push(tieOf(at, weighed));
  }
  return { ...base, kind: "speakers", nodes: [...nodes], ties, lit: litOf(base, [...nodes], ties) };
}

// Who a speaker agrees or disagrees with, the most points first.
function neighboursOf(speaker, lines, weights) {
  const found = new Map();
  for (const at of lines) {
    const line = lineAt(at);
    const other = opposite(line, speaker);
    if (!found.has(other)) found.set(other, { other, weight: 0, signs: new Set() });
    found.get(other).weight += weights[at];
    found.get(other).signs.add(line.sign);
  }
  return [...found.values()].sort((one, two) => two.weight - one.weight || one.other.index - two.other.index);
}

function focusScene(base) {
  const { state, all, weighed } = base;
  const sides = { left: [], right: [], both: [] };
  for (const { other, signs } of neighboursOf(state.focus, all, weighed.weights)) {
    const side = sides[signs.size > 1 ? "both" : signs.has(1) ? "left" : "right"];
    if (side.length < (side === sides.both ? MOST_BOTH : MOST_ON_A_SIDE)) side.push(other);
  }
  const nearest = Object.values(sides).flat();
  const kept = new Set(nearest);
  const ties = Array.from(all, (at) => tieOf(at, weighed)).filter(({ thing }) =>
    kept.has(opposite(thing, state.focus)),
  );
  const nodes = [state.focus, ...nearest];
  return { ...base, kind: "focus", nodes, ties, sides, lit: new Set(nodes) };
}

// The speakers whom the filters are about: those with a line, or where there is none, those who speak to the subject.
function litOf({ state }, nodes, ties) {
  if (!isFiltered(state)) return new Set(nodes);
  const involved = new Set(ties.flatMap(({ ends }) => ends));
  if (involved.size) return involved;
  const speaks = ({ claim, source }) =>
    (!state.claim || claim === state.claim) &&
    (!state.topic || claim.topics.includes(state.topic)) &&
    (!state.source || source === state.source);
  return new Set(nodes.filter((speaker) => speaker.statements.some(speaks)));
}
