// Which lines are there in a state of the page, and how many points each rests on.

const FILTERS = ["topic", "claim", "source", "organisation", "role", "from", "until"];

// Whether a state leaves out anything but by its stances and its least evidence.
const narrowed = (state) => FILTERS.some((name) => state[name] !== null);
const isFiltered = (state) => narrowed(state) || !state.agree || !state.disagree || state.least !== null;

// For each alignment (a claim, two speakers, their statements) whether the filters let it pass.
function passing(state) {
  if (!narrowed(state)) return () => true;
  const { abouts, alignments, statements } = debate.evidence;
  const onSubject = Uint8Array.from(abouts, ([first, second]) => {
    const claims = [first, second].filter((at) => at !== undefined).map((at) => debate.claims[at]);
    return (
      (!state.claim || claims.includes(state.claim)) &&
      (!state.topic || claims.some(({ topics }) => topics.includes(state.topic)))
    );
  });
  const inSource = Uint8Array.from(debate.sources, (source) => {
    const { day } = source;
    return (
      (!state.source || state.source === source) &&
      (!state.from || (day !== "" && day >= state.from)) &&
      (!state.until || (day !== "" && day.slice(0, state.until.length) <= state.until))
    );
  });
  const anySource = !state.source && !state.from && !state.until;
  const forOrganisation = state.organisation && speaking("organisation", state.organisation.index);
  const inRole = state.role && speaking("kind", state.role.index);
  return (at) => {
    if (!onSubject[alignments.about[at]]) return false;
    const rests = alignments.statements[at];
    if (!anySource && !rests.every((each) => inSource[statements.source[each]])) return false;
    // Of the two who speak, one has to be the kind of speaker that is asked for.
    if (forOrganisation && !rests.some(forOrganisation)) return false;
    return !inRole || rests.some(inRole);
  };
}

// Whether a statement was made for an organisation or in a kind of role: as the source has it, else by the roles that
// its speaker holds.
function speaking(field, wanted) {
  const { capacities, roles, speakerRoles, statements } = debate.evidence;
  const fits = (role) => roles[role][field] === wanted;
  const cited = Uint8Array.from(capacities, (list) => list.some(fits));
  const held = Uint8Array.from(speakerRoles, (list) => list.some((role) => !roles[role].former && fits(role)));
  return (at) => {
    const capacity = statements.capacity[at];
    return (capacities[capacity]?.length ? cited[capacity] : held[statements.speaker[at]]) === 1;
  };
}

// The points of every line under the filters, and what follows from them; the last few filters are remembered.
const weighings = new Map();
function weigh(state) {
  const key = FILTERS.map((name) => state[name]?.id ?? state[name] ?? "").join("\n");
  if (weighings.has(key)) return weighings.get(key);
  for (const old of weighings.keys()) if (weighings.size > 8 && old.trim()) weighings.delete(old);
  const { count, range, alignments, edges } = debate.evidence;
  const passes = passing(state);
  const weights = new Uint16Array(count);
  const counts = { agree: 0, disagree: 0 };
  let heaviest = 0;
  for (let line = 0; line < count; line += 1) {
    const [start, end] = range(line);
    let points = 0;
    let last = -1;
    for (let at = start; at < end; at += 1)
      if (alignments.about[at] !== last && passes(at)) {
        points += 1;
        last = alignments.about[at];
      }
    weights[line] = points;
    if (points) counts[WORDS[edges.sign[line]]] += 1;
    heaviest = Math.max(heaviest, points);
  }
  weighings.set(key, { passes, weights, counts, heaviest });
  return weighings.get(key);
}

// Whether a line passes everything, stances and least evidence included.
function isShown(line) {
  const { weights } = weigh(state);
  return weights[line] >= Math.max(1, state.least ?? 1) && state[WORDS[debate.evidence.edges.sign[line]]];
}

// Whether a statement is on the subject, and of the source and time, that the filters ask for.
function statementPasses({ claim, source }) {
  const day = source?.day ?? "";
  return (
    (!state.claim || claim === state.claim) &&
    (!state.topic || claim.topics.includes(state.topic)) &&
    (!state.source || source === state.source) &&
    (!state.from || (day !== "" && day >= state.from)) &&
    (!state.until || (day !== "" && day.slice(0, state.until.length) <= state.until))
  );
}

// The lines of a list that pass everything, stances and least evidence included, the heaviest first. Weights are small
// numbers, so that counting them sorts a hundred thousand lines within a frame.
function passingLines(state, { weights, heaviest }, pool) {
  const { edges } = debate.evidence;
  const least = Math.max(1, state.least ?? 1);
  const until = new Uint32Array(heaviest + 2);
  const kept = new Uint32Array(pool.length);
  let count = 0;
  for (const line of pool)
    if (weights[line] >= least && state[WORDS[edges.sign[line]]]) {
      kept[count] = line;
      count += 1;
      until[weights[line]] += 1;
    }
  for (let weight = heaviest; weight > 0; weight -= 1) until[weight - 1] += until[weight];
  const sorted = new Uint32Array(count);
  for (let at = count - 1; at >= 0; at -= 1) {
    const weight = weights[kept[at]];
    until[weight] -= 1;
    sorted[until[weight]] = kept[at];
  }
  return sorted;
}
