// From the places that Python computed, between -1 and 1, to points on a canvas of any shape; and names into lines.

const BAND = 84; // above and below, for those who agree and disagree
const isTall = (width) => width < 560;

// The height that a picture below the other parts of a narrow page needs.
function wantedHeight(scene, ring, width) {
  const tall = isTall(width);
  if (scene.state.focus) {
    const { left, right, both } = scene.sides;
    const rows = Math.max(3, left.length, right.length);
    return rows * (rows > 6 ? 64 : tall ? 108 : 74) + (both.length ? 2 * BAND : 0) + 110;
  }
  if (!ring) return tall ? 540 : 600;
  const rows = Math.ceil(scene.speakers.length / 2);
  return tall ? rows * 104 + 56 : rows * 62 + 130;
}

// Everybody, stretched to the canvas. A ring becomes two bows, left and right, whose names stand on their outer sides
// and in rows, so that none lies on another.
function placeAll(scene, unit, ring, width, height) {
  if (ring && isTall(width)) return placeColumns(scene.speakers, unit, width, height);
  const alone = scene.speakers.length === 1;
  const reachX = Math.max(40, Math.min(width / 2 - (ring ? 212 : 70), 520));
  const reachY = Math.max(40, Math.min(height / 2 - 60, 420));
  const highest = Math.max(...scene.speakers.map(({ id }) => Math.abs(riseOf(unit.get(id)))), 0.01);
  return scene.speakers.map((speaker) => {
    const node = unit.get(speaker.id);
    if (!ring || alone)
      return [
        speaker.id,
        { x: node.x * reachX, y: node.y * reachY, size: node.size, side: "below", room: ring ? 130 : 170 },
      ];
    const left = fromTop(node) < Math.PI;
    const x = reachX * (0.2 + 0.8 * Math.abs(node.x));
    const y = (reachY * riseOf(node)) / highest;
    return [speaker.id, { x: left ? -x : x, y, size: node.size, side: left ? "left" : "right", room: 164 }];
  });
}

// How far around the ring, from the top and down the left side.
const fromTop = ({ x, y }) => (Math.atan2(-x, -y) + 2 * Math.PI) % (2 * Math.PI);

// The same as a height: from -1 at the top to 1 at the bottom, in even steps for even angles.
const riseOf = (node) => 1 - 2 * Math.abs(1 - fromTop(node) / Math.PI);

// A ring on a tall canvas: its left half becomes the left column and its right half the right one.
function placeColumns(speakers, unit, width, height) {
  const turn = ({ id }) => fromTop(unit.get(id));
  const around = [...speakers].sort((one, two) => turn(one) - turn(two)); // left side downward, right side upward
  const half = Math.ceil(around.length / 2);
  const room = Math.min(160, width / 2 - 24);
  return around.map((speaker, at) => {
    const left = at < half;
    const count = left ? half : around.length - half;
    const row = left ? at : around.length - 1 - at;
    const rise = (row + 0.5) / count - 0.5;
    const x = (width / 4) * (1.02 - 0.9 * rise ** 2); // bulging, so that a line along a column passes beside its speakers
    const place = { x: count === around.length ? 0 : left ? -x : x, y: rise * (height - 56) - 14 };
    return [speaker.id, { ...place, size: unit.get(speaker.id).size * 0.82, side: "below", room }];
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

// The corners of the convex hull of some places, by Andrew's monotone chain.
function hull(places) {
  const sorted = [...places].sort((one, two) => one.x - two.x || one.y - two.y);
  const inward = (one, two, three) => (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x) <= 0;
  const chain = (row) => {
    const kept = [];
    for (const place of row) {
      while (kept.length > 1 && inward(kept.at(-2), kept.at(-1), place)) kept.pop();
      kept.push(place);
    }
    return kept;
  };
  return sorted.length < 3 ? sorted : [...chain(sorted).slice(0, -1), ...chain(sorted.reverse()).slice(0, -1)];
}

const NAME_FONT = { size: 13.5, weight: 600, height: 17 };
const PLACE_FONT = { size: 11.5, weight: 400, height: 14.5 };
const scaledFont = (line, k, family) => `${line.weight} ${line.size * k}px ${family}`;
const labelCache = new Map();

// A speaker's name and, below it in smaller type, the organisations: at most two lines each; or briefly the name in one.
function labelLines(ctx, speaker, room, brief, family) {
  const key = `${speaker.id} ${room} ${brief}`;
  if (!labelCache.has(key)) {
    const set = (text, font, most, strong) => {
      ctx.font = scaledFont(font, 1, family);
      return breakLines(ctx, text, room, most).map((line) => ({
        ...font,
        strong,
        text: line,
        width: ctx.measureText(line).width,
      }));
    };
    labelCache.set(key, [
      ...set(speaker.name || "unnamed", NAME_FONT, brief ? 1 : 2, true),
      ...(brief ? [] : set(speaker.at.join(" · "), PLACE_FONT, 2, false)),
    ]);
  }
  return labelCache.get(key);
}

function breakLines(ctx, text, room, most) {
  const fits = (line) => ctx.measureText(line).width <= room;
  const lines = [];
  const words = text.split(" ").filter(Boolean);
  for (const word of words) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && fits(longer)) lines[lines.length - 1] = longer;
    else if (lines.length < most) lines.push(word);
    else {
      lines[most - 1] += "…";
      break;
    }
  }
  return lines.map((line) => {
    if (fits(line)) return line;
    const signs = [...line.replace(/…$/, "")].slice(0, 80);
    while (signs.length > 1 && !fits(`${signs.join("")}…`)) signs.pop();
    return `${signs.join("").trimEnd()}…`;
  });
}
