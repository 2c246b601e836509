// The evidence travels in short (`packing.py`): what follows from something else in it is left out, and put back here.

function unpack(evidence) {
  const { abouts, alignments, edges, speakerRoles, statements } = evidence;
  let end = 0;
  edges.until = edges.count.map((count) => (end += count));

  const on = evidence.claimIri.map(() => []);
  statements.claim.forEach((claim, at) => on[claim].push(at));
  const pools = abouts.map(([one, other]) => (other === undefined ? on[one] : on[one].concat(on[other])));
  alignments.statements = alignments.statements.map((places, at) => {
    const pool = pools[alignments.about[at]];
    return places.map((place) => (place < 0 ? -1 - place : pool[place]));
  });

  const lists = new Map();
  const capacities = [];
  statements.capacity = statements.capacity.map((capacity, at) => {
    if (capacity < 0) return -1;
    const roles = evidence.capacities[capacity].map((place) => speakerRoles[statements.speaker[at]][place]);
    const key = roles.join();
    if (!lists.has(key)) lists.set(key, capacities.push(roles) - 1);
    return lists.get(key);
  });
  evidence.capacities = capacities;
  return evidence;
}

// The IRI of a statement, in which marks stand for what the IRIs of its source, its speaker and its claim end on.
const MARKS = [
  ["\u0001", "source"],
  ["\u0002", "speaker"],
  ["\u0003", "claim"],
];

function iriOfStatement(evidence, at) {
  const { base, statements } = evidence;
  let iri = statements.iri[at];
  for (const [mark, kind] of [...MARKS].reverse()) {
    if (!iri.includes(mark)) continue;
    const whole = base[`${kind}s`] + evidence[`${kind}Iri`][statements[kind][at]];
    iri = iri.replaceAll(mark, () => whole.split("/").at(-1).split("#").at(-1));
  }
  return base.statements + iri;
}
