// Which names are drawn in the picture, and where: on no other name and no speaker, those with the most ties first.

const WAYS = [
  { x: 0, y: 1 },
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: 1 },
  { x: 1, y: -1 },
  { x: -1, y: -1 },
]; // from a node to its name, the usual first
const WAY_OF = { below: WAYS[0], right: WAYS[1], left: WAYS[2], above: WAYS[3] };
const FEW = 20; // speakers, whose organisations are named, too, where there is room
const MANY = 60; // speakers, whose names have to do with the room beside them
const MOST_NAMED = 8; // camps that have their names on whatever is in the way but another name
const CLEAR = { across: 7, along: 1 }; // between a name and what is beside or above it, in the pixels of a name of usual size

const FAR = 17; // more, for a name that a line leads to from its node: there is no room beside that
const GAPS = { crowd: 5, camps: 7, placed: 10 }; // between a node and its name

// How a name may be written, the most that is wanted first; of a crowd the organisations come last, if there is room.
const FORMS = { crowd: ["name", "brief"], camps: ["full", "brief"], placed: ["full", "name", "brief"] };

// What of a scene decides on names: who is tied to whom, how strongly, and from which side.
function tiesOfNames(scene, places) {
  const found = new Map(scene.nodes.map((node) => [node, { weight: 0, x: 0, y: 0, near: new Set([node]) }]));
  for (const { ends, weight } of scene.ties)
    for (const [one, other] of [ends, [...ends].reverse()]) {
      const [from, to, tied] = [places.get(one.id), places.get(other.id), found.get(one)];
      if (!from || !to || !tied) continue;
      const apart = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      tied.x += (to.x - from.x) / apart;
      tied.y += (to.y - from.y) / apart;
      tied.weight += weight;
      tied.near.add(other);
    }
  return found;
}

// The ways from a node to its name, away from its lines first.
function waysFrom({ x, y }) {
  const pull = Math.hypot(x, y) || 1;
  const cost = (way, at) => 0.12 * at + (way.x * x + way.y * y) / pull / Math.hypot(way.x, way.y);
  return WAYS.map((way, at) => ({ way, cost: cost(way, at) }))
    .sort((one, two) => one.cost - two.cost)
    .map(({ way }) => way);
}

// Names for the nodes of a scene, but for those to `skip`, from `measure(place, form)`, which breaks them into lines. It
// answers with boxes by the ids of their nodes: the same ones for the same scene, size and sight.
//
// `favourites` are named before all others, in their order, on a speaker rather than not at all; then the others keep the places that
// they have in `home`, the names as they are without favourites, or lose them. So nothing else moves while somebody
// points at this and that.
function placeNames({ nodes, kind, k, sight, measure, isFaint, skip, favourites = new Set(), home = null }) {
  const discs = makeNet(60 * k);
  const first = makeNet(60 * k); // the discs of favourites
  const names = makeNet(60 * k);
  const boxes = new Map();
  for (const { node, x, y, size } of nodes) {
    const reach = size + k;
    const disc = { node, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
    discs.add(disc);
    if (favourites.has(node)) first.add(disc);
  }
  const isSeen = ({ x, y, size }) =>
    x + size > sight.left && x - size < sight.right && y + size > sight.top && y - size < sight.bottom;
  const isWhole = ({ left, top, right, bottom }) =>
    left > sight.left && right < sight.right && top > sight.top && bottom < sight.bottom;

  function boxOf(place, form, way, far = 0) {
    const written = measure(place, form);
    const width = Math.max(...written.map((line) => line.width)) * k;
    const height = written.reduce((sum, line) => sum + line.height, 0) * k;
    const gap = (place.size + GAPS[kind] * Math.min(k, 2) + far * k) * (way.x && way.y ? 0.75 : 1);
    const from = (at, length, turn) => (turn < 0 ? at - gap - length : turn > 0 ? at + gap : at - length / 2);
    const [left, top] = [from(place.x, width, way.x), from(place.y, height, way.y)];
    const lead = far ? leadTo(place, way, { left, top, width, height }, k) : null;
    return { node: place.node, way, written, lead, left, top, right: left + width, bottom: top + height };
  }

  function isFree(box, place, kept) {
    if (kind !== "placed" && isSeen(place) && !isWhole(box)) return false;
    const [across, along] = [CLEAR.across * k, CLEAR.along * k];
    const { left, top, right, bottom, node } = box;
    const wide = { left: left - across, top: top - along, right: right + across, bottom: bottom + along };
    const isBare = (one) => kept?.isFree(one, node) ?? true;
    if (box.lead && !(names.isFree(box.lead, node) && (kept !== discs || isBare(box.lead)))) return false;
    return names.isFree(wide, node) && isBare(box);
  }

  function* choices(place) {
    const known = home?.get(place.node.id);
    if (known) yield known;
    if (home && !favourites.has(place.node)) return;
    const usual = kind === "placed" ? [WAY_OF[place.side]] : [];
    const forms = place.brief || (kind === "crowd" && measure(place, "name").length < 2) ? ["brief"] : FORMS[kind];
    for (const form of forms) for (const way of usual) yield boxOf(place, form, way);
    for (const form of usual.length ? ["brief"] : forms) for (const way of place.ways) yield boxOf(place, form, way);
    if (kind !== "crowd") return;
    const outward = favourites.has(place.node) ? [FAR, 2 * FAR, 3 * FAR, 5 * FAR] : nodes.length <= MANY ? [FAR] : [];
    for (const far of outward)
      for (const way of place.ways) yield boxOf(place, "brief", way, far);
  }

  // A box on no name, and on no disc of those that are kept free.
  function choose(place, kept) {
    for (const box of choices(place)) if (isFree(box, place, kept)) return box;
    return null;
  }

  const take = (box) => {
    names.add(box);
    if (box.lead) names.add(box.lead);
    boxes.set(box.node.id, box);
  };
  const turns = new Map([...favourites].map((node, at) => [node, at]));
  const turn = ({ node }) => turns.get(node) ?? (isFaint(node) ? nodes.length + 1 : nodes.length);
  const order = nodes
    .filter(({ node }) => !skip(node))
    .sort((one, two) => turn(one) - turn(two) || isSeen(two) - isSeen(one) || two.rank - one.rank);
  for (const place of order) {
    const rather = favourites.has(place.node) || place.mustBeNamed;
    const box = choose(place, discs) ?? (rather ? (choose(place, first) ?? choose(place, null)) : null);
    if (box) take(box);
  }
  if (kind === "crowd" && nodes.length <= FEW && !home) addOrganisations();

  // For most or for nobody, lest the others seem to have none.
  function addOrganisations() {
    const longer = new Map();
    for (const place of order) {
      const named = boxes.get(place.node.id);
      const box = named && !named.lead && boxOf(place, "full", named.way);
      if (!box || !isFree(box, place, discs)) continue;
      names.add(box);
      longer.set(place.node.id, box);
    }
    if (longer.size >= 0.7 * order.length) for (const [id, box] of longer) boxes.set(id, box);
  }
  return boxes;
}

// The names of a picture from one drawing to the next.
function makeNames() {
  let scene = null;
  let nodes = []; // with their places, ranks and ways
  let ties = new Map();
  let chosen = [];
  let pointed = []; // nodes that the pointer is on
  let home = { k: 0, boxes: new Map() }; // while nothing is chosen or pointed at
  let boxes = home.boxes;
  let placedFor = null; // the size and sight that home is for
  let stale = false; // whether something else is pointed at since
  let held = false;

  function show(next, places, picked) {
    pointed = pointed.filter((node) => next.nodes.includes(node));
    scene = next;
    chosen = picked;
    ties = tiesOfNames(scene, places);
    nodes = scene.nodes
      .filter(({ id }) => places.has(id))
      .map((node) => ({
        ...places.get(node.id),
        node,
        rank: node.members ? -node.index : ties.get(node).weight,
        ways: waysFrom(ties.get(node)),
        mustBeNamed: node.members && node.index < MOST_NAMED,
      }));
    placedFor = null;
  }

  // Who is named before all others: who is chosen or under the pointer, and who is tied to them.
  function favourites() {
    const found = new Set([...pointed, ...chosen, ...(scene.kind === "focus" ? [scene.state.focus] : [])]);
    const byWeight = (one, two) => ties.get(two).weight - ties.get(one).weight;
    for (const some of [pointed, chosen])
      if (some.length === 1) for (const tied of [...ties.get(some[0]).near].sort(byWeight)) found.add(tied);
    return found;
  }

  // Until the next scene there are none.
  function clear() {
    scene = null;
    boxes = new Map();
  }

  // Before each drawing. While the picture is dragged, names stay where they are beside their nodes.
  function place({ isFaint, ...view }) {
    const { kind, k, sight } = view;
    if (!scene) return;
    const key = [k, ...Object.values(sight).map(Math.round)].join();
    const anew = placedFor === null || (key !== placedFor && !(held && home.k === k));
    if (anew) {
      const isOut = (node) => !scene.lit.has(node);
      const skip = (node) => kind === "crowd" && isOut(node);
      home = { k, boxes: placeNames({ ...view, nodes, isFaint: isOut, skip }) };
      placedFor = key;
    }
    if (!anew && !stale) return;
    stale = false;
    const first = favourites();
    const skip = (node) => kind === "crowd" && isFaint(node) && !first.has(node);
    boxes = first.size ? placeNames({ ...view, nodes, isFaint, skip, favourites: first, home: home.boxes }) : home.boxes;
  }

  // Tell whether to draw again: a name that is asked for is not there, or one was left out for another that was.
  function pointAt(found) {
    const next = found?.tie ? found.tie.ends : found ? [found.thing] : [];
    if (next.length === pointed.length && next.every((node, at) => node === pointed[at])) return false;
    pointed = next;
    stale ||= boxes !== home.boxes || [...favourites()].some(({ id }) => !boxes.has(id));
    return stale;
  }

  return {
    show,
    clear,
    place,
    pointAt,
    boxes: () => [...boxes.values()],
    hold: (whether) => (held = whether),
    isPointedAt: (node) => pointed.includes(node),
  };
}

// From the rim of a node to the nearest point of its name.
function leadTo({ node, x, y, size }, way, box, k) {
  const to = { x: box.left + (box.width * (1 - way.x)) / 2, y: box.top + (box.height * (1 - way.y)) / 2 };
  const apart = Math.hypot(to.x - x, to.y - y);
  const from = { x: x + ((to.x - x) / apart) * size, y: y + ((to.y - y) / apart) * size };
  const [left, right] = [Math.min(from.x, to.x) - k, Math.max(from.x, to.x) + k];
  return { node, from, to, left, right, top: Math.min(from.y, to.y) - k, bottom: Math.max(from.y, to.y) + k };
}

function drawNameIn(ctx, { written, way, lead, left, top, right }, k, colours) {
  if (lead) {
    ctx.beginPath();
    ctx.moveTo(lead.from.x, lead.from.y);
    ctx.lineTo(lead.to.x, lead.to.y);
    for (const [width, colour] of [
      [4, colours.paper],
      [1.2, colours.ink],
    ]) {
      ctx.lineWidth = width * k;
      ctx.strokeStyle = colour;
      ctx.stroke();
    }
  }
  ctx.textBaseline = "middle";
  ctx.textAlign = way.x < 0 ? "right" : way.x > 0 ? "left" : "center";
  ctx.lineJoin = "round";
  const anchor = way.x < 0 ? right : way.x > 0 ? left : (left + right) / 2;
  let middle = top;
  for (const line of written) {
    ctx.font = scaledFont(line, k, colours.font);
    ctx.strokeStyle = colours.paper;
    ctx.lineWidth = 4 * k;
    ctx.strokeText(line.text, anchor, middle + (line.height * k) / 2);
    ctx.fillStyle = line.strong ? colours.ink : colours.soft;
    ctx.fillText(line.text, anchor, middle + (line.height * k) / 2);
    middle += line.height * k;
  }
}
