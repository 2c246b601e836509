// From the places that Python computed to points on a canvas of any shape.

const BAND = 84; // above and below, for those who agree and disagree
const isTall = (width) => width < 560;

// The height that a picture below the other parts of a narrow page needs.
function wantedHeight(scene, width) {
  const tall = isTall(width);
  if (scene.kind === "focus") {
    const { left, right, both } = scene.sides;
    const rows = Math.max(3, left.length, right.length);
    return rows * (rows > 6 ? 64 : tall ? 108 : 74) + (both.length ? 2 * BAND : 0) + 110;
  }
  if (!isRing(scene)) return tall ? 540 : 600;
  const rows = Math.ceil(scene.nodes.length / 2);
  return tall ? rows * 104 + 56 : rows * 62 + 130;
}

const isRing = (scene) => debate.ring && scene.kind === "speakers" && !scene.state.within;

function placesOf(scene, width, height) {
  if (scene.kind === "focus") return placeAround(scene, width, height);
  if (scene.kind === "camps") return placeCamps(scene.nodes, width, height);
  return isRing(scene) ? placeRing(scene.nodes, width, height) : placeCrowd(scene.nodes, width, height);
}

// Stretch the places that Python computed, from -10,000 to 10,000, to the canvas; of some of them, what they take up.
function stretched(nodes, reachX, reachY) {
  const axis = (values, reach) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value) => (high > low ? reach * ((2 * (value - low)) / (high - low) - 1) : 0);
  };
  const [toX, toY] = [
    axis(
      nodes.map(({ x }) => x),
      reachX,
    ),
    axis(
      nodes.map(({ y }) => y),
      reachY,
    ),
  ];
  return nodes.map((node) => ({ node, x: toX(node.x), y: toY(node.y) }));
}

// Camps as large as their number of speakers asks for, in their places.
function placeCamps(camps, width, height) {
  const tall = isTall(width);
  const largest = Math.max(1, ...camps.map(({ members }) => members.length));
  const room = Math.min(width, height) * (camps.length > 8 ? 0.1 : 0.14);
  const radius = ({ members }) => Math.max(9, room * Math.sqrt(members.length / largest));
  const [reachX, reachY] = [Math.max(40, width / 2 - (tall ? 64 : 120)), Math.max(40, height / 2 - 84)];
  const places = stretched(camps, Math.min(reachX, 620), Math.min(reachY, 460)).map((place) => ({
    ...place,
    size: radius(place.node),
  }));
  // Pushed apart, then back into the canvas with the name below, until both hold.
  for (let turn = 0; turn < 12; turn += 1) {
    spread(places, 30);
    for (const place of places) {
      const side = width / 2 - Math.max(place.size, tall ? 50 : 80) - 10;
      place.x = Math.max(-side, Math.min(side, place.x));
      place.y = Math.max(-(height / 2 - place.size - 14), Math.min(height / 2 - place.size - 64, place.y));
    }
  }
  return places.map(({ node, x, y, size }) => [node.id, { x, y, size, side: "below", room: tall ? 110 : 170 }]);
}

// Push circles apart until none touches another.
function spread(places, gap) {
  for (let turn = 0; turn < 60; turn += 1) {
    let moved = false;
    for (let at = 0; at < places.length; at += 1)
      for (let beside = at + 1; beside < places.length; beside += 1)
        moved = pushApart(places[at], places[beside], gap) || moved;
    if (!moved) return;
  }
}

function pushApart(one, other, gap) {
  const [dx, dy] = [other.x - one.x || 0.1, other.y - one.y || 0.1];
  const least = one.size + other.size + gap;
  if (Math.abs(dx) >= least || Math.abs(dy) >= least) return false;
  const apart = Math.hypot(dx, dy);
  if (apart >= least) return false;
  const [x, y] = [(dx / apart) * ((least - apart) / 2), (dy / apart) * ((least - apart) / 2)];
  one.x -= x;
  one.y -= y;
  other.x += x;
  other.y += y;
  return true;
}

// Larger: more statements.
const sizeOf = ({ said }, least, more) => least + more * Math.sqrt(said / debate.mostSaid);

// Too many for a ring: where they stand by agreement.
function placeCrowd(speakers, width, height) {
  const reachX = Math.max(40, Math.min(width / 2 - 70, 640));
  const reachY = Math.max(40, Math.min(height / 2 - 60, 480));
  // As large as leaves a tenth of the canvas to discs, and none on another.
  const unit = Math.min(16, Math.sqrt((0.1 * 4 * reachX * reachY) / (Math.PI * Math.max(1, speakers.length))));
  const places = stretched(speakers, reachX, reachY).map((place) => ({
    ...place,
    size: sizeOf(place.node, 0.55 * unit, 0.75 * unit),
  }));
  spread(places, 3);
  return places.map(({ node, x, y, size }) => [node.id, { x, y, size, side: "below", room: 170 }]);
}

// A ring becomes two bows, left and right, whose names stand on their outer sides and in rows, so that none lies on
// another.
function placeRing(speakers, width, height) {
  if (isTall(width)) return placeColumns(speakers, width, height);
  const alone = speakers.length === 1;
  const reachX = Math.max(40, Math.min(width / 2 - 212, 520));
  const reachY = Math.max(40, Math.min(height / 2 - 60, 420));
  const highest = Math.max(...speakers.map((node) => Math.abs(riseOf(node))), 0.01);
  return speakers.map((speaker) => {
    const size = sizeOf(speaker, 20, 12);
    if (alone) return [speaker.id, { x: 0, y: 0, size, side: "below", room: 130 }];
    const left = fromTop(speaker) < Math.PI;
    const x = reachX * (0.2 + 0.8 * Math.abs(speaker.x / 10_000));
    const y = (reachY * riseOf(speaker)) / highest;
    return [speaker.id, { x: left ? -x : x, y, size, side: left ? "left" : "right", room: 164 }];
  });
}

// How far around the ring, from the top and down the left side.
const fromTop = ({ x, y }) => (Math.atan2(-x, -y) + 2 * Math.PI) % (2 * Math.PI);

// The same as a height: from -1 at the top to 1 at the bottom, in even steps for even angles.
const riseOf = (node) => 1 - 2 * Math.abs(1 - fromTop(node) / Math.PI);

// A ring on a tall canvas: its left half becomes the left column and its right half the right one.
function placeColumns(speakers, width, height) {
  const around = [...speakers].sort((one, two) => fromTop(one) - fromTop(two)); // left side downward, right side upward
  const half = Math.ceil(around.length / 2);
  const room = Math.min(160, width / 2 - 24);
  return around.map((speaker, at) => {
    const left = at < half;
    const count = left ? half : around.length - half;
    const row = left ? at : around.length - 1 - at;
    const rise = (row + 0.5) / count - 0.5;
    const x = (width / 4) * (1.02 - 0.9 * rise ** 2); // bulging, so that a line along a column passes beside its speakers
    const place = { x: count === around.length ? 0 : left ? -x : x, y: rise * (height - 56) - 14 };
    return [speaker.id, { ...place, size: sizeOf(speaker, 20, 12) * 0.82, side: "below", room }];
  });
}

// One speaker in the middle: who agrees on the left, who disagrees on the right, who does both above and below.
function placeAround(scene, width, height) {
  const { left, right, both } = scene.sides;
  const tall = isTall(width);
  const out = tall ? width / 2 - 56 : Math.max(150, Math.min(330, width / 2 - 200));
  const found = [[scene.state.focus.id, { x: 0, y: 16, size: tall ? 24 : 32, side: "below", room: tall ? 100 : 150 }]];
  const free = height - 110 - (both.length ? 2 * BAND : 0);
  for (const [side, turn, others] of [
    ["left", -1, left],
    ["right", 1, right],
  ]) {
    const row = Math.min(tall ? 108 : 74, free / Math.max(1, others.length));
    const brief = row < (tall ? 90 : 50); // no room for organisations
    const size = Math.min(tall ? 15 : 19, row * 0.36);
    others.forEach((other, at) => {
      const from = at - (others.length - 1) / 2;
      const x = turn * (out - (tall ? 0 : 60 * (from / Math.max(3, others.length / 2)) ** 2)); // bowed around the middle
      found.push([
        other.id,
        { x, y: from * row + 16, size, side: tall ? "below" : side, room: tall ? 100 : brief ? 180 : 150, brief },
      ]);
    });
  }
  for (const up of [-1, 1]) {
    const others = both.filter((_, at) => (at % 2 ? 1 : -1) === up);
    const room = Math.min(150, (2 * out) / Math.max(1, others.length) - 8);
    others.forEach((other, at) => {
      const x = (at - (others.length - 1) / 2) * (room + 8);
      found.push([
        other.id,
        {
          x,
          y: up * (free / 2 + 28) + 16,
          size: tall ? 15 : 19,
          side: up < 0 ? "above" : "below",
          room,
          brief: others.length > 2,
        },
      ]);
    });
  }
  return found;
}
