// The debate, with everything in it joined up. Ids are looked up in Maps: a plain object knows names of its own.

const element = (id) => document.getElementById(id);

async function loadDebate() {
  const holder = element("debate");
  let text = holder.textContent;
  if (holder.type === "application/gzip") {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }
  return joinUp(JSON.parse(text));
}

function joinUp(debate) {
  const { topics, sources, claims, speakers, statements, edges } = debate;
  for (const claim of claims) Object.assign(claim, { topics: claim.topics.map((at) => topics[at]), statements: [] });
  for (const speaker of speakers) Object.assign(speaker, { statements: [], edges: [] });
  for (const statement of statements) {
    statement.speaker = speakers[statement.speaker];
    statement.claim = claims[statement.claim];
    statement.source = sources[statement.source] ?? null;
    statement.speaker.statements.push(statement);
    statement.claim.statements.push(statement);
  }
  for (const edge of edges) {
    edge.parties = edge.parties.map((at) => speakers[at]);
    for (const party of edge.parties) party.edges.push(edge);
    for (const alignment of edge.alignments) {
      alignment.claims = alignment.claims.map((at) => claims[at]);
      alignment.statements = alignment.statements.map((at) => statements[at]);
    }
  }
  const lookUp = (things) => new Map(things.map((thing) => [thing.id, thing]));
  debate.find = { topic: lookUp(topics), claim: lookUp(claims), speaker: lookUp(speakers), edge: lookUp(edges) };
  return debate;
}

// The other party of an edge.
const opposite = (edge, speaker) => (edge.parties[0] === speaker ? edge.parties[1] : edge.parties[0]);

// An edge's alignments by what they are about: one point for each claim, or pair of related claims.
function pointsOf(alignments) {
  const points = new Map();
  for (const { claims, link, statements, rule } of alignments) {
    const key = claims
      .map((claim) => claim.id)
      .sort()
      .join(" ");
    if (!points.has(key)) points.set(key, { claims, link, statements: new Set(), rules: new Set() });
    for (const statement of statements) points.get(key).statements.add(statement);
    if (rule) points.get(key).rules.add(rule);
  }
  return [...points.values()];
}
