// The debate, with everything in it joined up. Ids are looked up in Maps: a plain object knows names of its own.
//
// The page carries it in two parts. The core (who, which claims, which camps) is read first and is enough for the
// opening picture; the evidence (statements, lines and what they rest on) is read after that. It stays in columns of
// numbers: of a hundred thousand lines only those that somebody looks at become objects.

const element = (id) => document.getElementById(id);

async function readPart(id) {
  const holder = element(id);
  const text = holder.textContent;
  if (holder.type !== "application/gzip") return JSON.parse(text);
  const packed = new Blob([bytesOf(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const part = JSON.parse(await new Response(packed).text());
  holder.remove(); // megabytes that nobody reads again
  return part;
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

// Rows of columns of equal length, each with its place as `index`.
function rowsOf(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, index) => {
    const row = { index };
    for (const name of names) row[name] = columns[name][index];
    return row;
  });
}

const lookUp = (things, key = "id") => new Map(things.map((thing) => [thing[key], thing]));
const KINDS_OF_SPEAKER = ["person", "organisation"];

class Speaker {
  constructor(row, organisations) {
    Object.assign(this, row, { kind: KINDS_OF_SPEAKER[row.kind], at: row.at.map((at) => organisations[at]) });
  }
  get statements() {
    return debate.evidence.said.of(this.index).map(statementAt);
  }
  get lines() {
    return debate.evidence.touching.of(this.index);
  }
  get roles() {
    return debate.evidence.speakerRoles[this.index].map((role) => debate.evidence.roles[role]);
  }
  get iri() {
    return debate.evidence.base.speakers + debate.evidence.speakerIri[this.index];
  }
}

class Claim {
  constructor(row, topics) {
    Object.assign(this, row, { topics: row.topics.map((at) => topics[at]) });
  }
  get statements() {
    return debate.evidence.about.of(this.index).map(statementAt);
  }
}

function joinCore(core) {
  const { topics, sources } = core;
  topics.forEach((topic, index) => (topic.index = index));
  sources.forEach((source, index) => (source.index = index));
  const claims = rowsOf(core.claims).map((row) => new Claim(row, topics));
  const speakers = rowsOf(core.speakers).map((row) => new Speaker(row, core.organisations));
  const camps = core.camps.map((camp, index) => ({
    ...camp,
    index,
    members: camp.members.map((member) => speakers[member]),
  }));
  camps.forEach((camp) => {
    for (const member of camp.members) member.inCamp = camp;
  });
  const bridges = core.bridges.map(([speaker, score, between]) => ({
    speaker: speakers[speaker],
    score,
    camps: between.map((camp) => camps[camp]).filter(Boolean),
  }));
  const find = {
    topic: lookUp(topics),
    claim: lookUp(claims),
    source: lookUp(sources),
    speaker: lookUp(speakers),
    camp: lookUp(camps),
    organisation: new Map(core.organisations.map((name, index) => [name, { id: name, name, index }])),
    role: new Map(core.roleKinds.map((name, index) => [name, { id: name, name, index }])),
  };
  const mostSaid = speakers.reduce((most, { said }) => Math.max(most, said), 1);
  // One camp is no picture: there, the strongest lines are.
  const level = camps.filter(({ others }) => !others).length > 1 ? core.opening : "speakers";
  return { ...core, topics, sources, claims, speakers, camps, bridges, find, mostSaid, level, evidence: null };
}

// Of each of `size` groups the places at which it stands in a list of group numbers.
function grouped(size, ...lists) {
  const until = new Uint32Array(size + 1);
  for (const list of lists) for (const group of list) until[group + 1] += 1;
  for (let group = 0; group < size; group += 1) until[group + 1] += until[group];
  const next = until.slice(0, size);
  const places = new Uint32Array(until[size]);
  for (const list of lists)
    for (let at = 0; at < list.length; at += 1) {
      places[next[list[at]]] = at;
      next[list[at]] += 1;
    }
  return { of: (group) => [...places.subarray(until[group], until[group + 1])] };
}

function joinEvidence(debate, packed) {
  const found = unpack(packed);
  const { statements, edges, abouts } = found;
  const ends = Uint32Array.from(edges.until);
  debate.evidence = {
    ...found,
    count: edges.one.length,
    said: grouped(debate.speakers.length, statements.speaker),
    about: grouped(debate.claims.length, statements.claim),
    touching: grouped(debate.speakers.length, edges.one, edges.other),
    range: (edge) => [edge ? ends[edge - 1] : 0, ends[edge]],
    points: abouts.map(([first, second, link]) => ({
      claims: second === undefined ? [debate.claims[first]] : [debate.claims[first], debate.claims[second]],
      link: link ?? "",
    })),
    made: { statements: new Map(), lines: new Map() },
  };
}

function remembered(memory, key, make) {
  if (!memory.has(key)) memory.set(key, make(key));
  return memory.get(key);
}

const statementAt = (at) => remembered(debate.evidence.made.statements, at, makeStatement);

function makeStatement(at) {
  const { statements, stances, modes, capacities, roles } = debate.evidence;
  const [stance, polarity] = stances[statements.stance[at]];
  const speaker = debate.speakers[statements.speaker[at]];
  const capacity = capacities[statements.capacity[at]]?.map((role) => roles[role]);
  return {
    index: at,
    iri: iriOfStatement(debate.evidence, at),
    speaker,
    claim: debate.claims[statements.claim[at]],
    stance,
    polarity,
    mode: modes[statements.mode[at]] ?? "",
    source: debate.sources[statements.source[at]] ?? null,
    by: ["", "source", "curator"][statements.by[at]],
    roles: capacity?.length ? capacity : speaker.roles.filter(({ former }) => !former),
    quote: statements.quote[at],
  };
}

// A line between two speakers: all on which they agree, or all on which they disagree.
const lineAt = (at) => remembered(debate.evidence.made.lines, at, makeLine);
const WORDS = { 1: "agree", "-1": "disagree" };

function makeLine(index) {
  const { edges } = debate.evidence;
  const parties = [debate.speakers[edges.one[index]], debate.speakers[edges.other[index]]];
  const sign = edges.sign[index];
  return { index, parties, sign, id: `${parties[0].id}~${parties[1].id}~${WORDS[sign]}` };
}

// Find the line that an id names.
function lineOf(id) {
  const [one, other, word] = id.split("~");
  const [first, second] = [debate.find.speaker.get(one), debate.find.speaker.get(other)];
  const sign = { agree: 1, disagree: -1 }[word];
  return first && second && sign ? between(first, second).find((line) => line.sign === sign) : undefined;
}

const between = (one, other) =>
  one.lines.map(lineAt).filter(({ parties }) => parties.includes(other) && parties.includes(one));

// The other party of a line.
const opposite = (line, speaker) => (line.parties[0] === speaker ? line.parties[1] : line.parties[0]);

// What a line rests on: a point for each claim, or pair of related claims, with its statements.
function pointsOf(line, passes = () => true) {
  const { alignments, points, rules } = debate.evidence;
  const [start, end] = debate.evidence.range(line.index);
  const found = new Map();
  for (let at = start; at < end; at += 1) {
    if (!passes(at)) continue;
    const about = alignments.about[at];
    if (!found.has(about)) found.set(about, { ...points[about], statements: new Set(), rules: new Set() });
    for (const statement of alignments.statements[at]) found.get(about).statements.add(statementAt(statement));
    if (alignments.rule[at] >= 0) found.get(about).rules.add(rules[alignments.rule[at]]);
  }
  return [...found.values()];
}
