// From the places that Python computed, between -1 and 1, to points on a canvas of any shape; and names into lines.

// Everybody, stretched to the canvas. On a tall canvas the picture is turned by a quarter, so camps lie above each other.
function placeAll(scene, unit, ring, width, height) {
  const tall = width < 560;
  const few = ring && scene.speakers.length <= 2;
  const marginX = tall ? 62 : ring ? 196 : 70;
  const marginY = tall || !ring ? 64 : 62;
  const reachX = Math.max(40, Math.min(width / 2 - marginX, 520) * (few ? 0.6 : 1));
  const reachY = Math.max(40, Math.min(height / 2 - marginY, 420));
  return scene.speakers.map((speaker) => {
    const node = unit.get(speaker.id);
    const [x, y] = tall ? [-node.y, node.x] : [node.x, node.y];
    const side = tall || !ring ? "below" : Math.abs(x) > 0.3 ? (x < 0 ? "left" : "right") : y < 0 ? "above" : "below";
    const room = tall ? 112 : ring ? 164 : 130;
    const lift = tall ? -18 : 0; // names stand below
    return [speaker.id, { x: x * reachX, y: y * reachY + lift, size: tall ? node.size * 0.82 : node.size, side, room, turn: Math.atan2(y, x) }];
  });
}

// One speaker in the middle: who agrees on the left, who disagrees on the right, who does both above and below.
function placeAround(scene, width, height) {
  const middle = scene.state.focus;
  const signs = new Map();
  for (const { edge } of scene.lines) {
    const other = opposite(edge, middle);
    signs.set(other, (signs.get(other) ?? new Set()).add(edge.sign));
  }
  const groups = { left: [], right: [], both: [] };
  for (const other of scene.speakers.slice(1)) {
    const [first, second] = signs.get(other);
    groups[second ? "both" : first > 0 ? "left" : "right"].push(other);
  }
  const tall = width < 560;
  const room = tall ? 100 : 150;
  const row = tall ? 92 : 74;
  const rows = Math.max(3, Math.floor((height - 110) / row));
  const found = [[middle.id, { x: 0, y: 0, size: tall ? 26 : 32, side: "below", room }]];
  const out = tall ? width / 2 - 56 : Math.min(330, width / 2 - room - 40);
  for (const [side, turn] of [["left", -1], ["right", 1]]) {
    groups[side].forEach((other, at) => {
      const column = Math.floor(at / rows);
      const inColumn = Math.min(rows, groups[side].length - column * rows);
      const y = ((at % rows) - (inColumn - 1) / 2) * row;
      const bulge = 40 * (1 - Math.abs(y) / (rows * row)) ** 2; // a slight curve keeps lines from running behind names
      found.push([other.id, { x: turn * (out - 40 + bulge + column * (room + 60)), y, size: tall ? 15 : 18, side: tall ? "below" : side, room }]);
    });
  }
  groups.both.forEach((other, at) => {
    const up = at % 2 ? 1 : -1;
    const rank = Math.floor(at / 2);
    const across = Math.ceil((rank % 4) / 2) * (rank % 2 ? -1 : 1) * (room + 16);
    found.push([other.id, { x: across, y: up * (Math.min(190, height / 2 - 80) + Math.floor(rank / 4) * 90), size: tall ? 15 : 18, side: up < 0 ? "above" : "below", room }]);
  });
  return found;
}

const NAME_FONT = { size: 13.5, weight: 600, height: 17 };
const PLACE_FONT = { size: 11.5, weight: 400, height: 14.5 };
const scaledFont = (line, k, family) => `${line.weight} ${line.size * k}px ${family}`;
const labelCache = new Map();

// A speaker's name and, below it in smaller type, the organisations: at most two lines each.
function labelLines(ctx, speaker, room, family) {
  const key = `${speaker.id} ${room}`;
  if (!labelCache.has(key)) {
    const set = (text, font, most, strong) => {
      ctx.font = scaledFont(font, 1, family);
      return breakLines(ctx, text, room, most).map((line) => ({ ...font, strong, text: line, width: ctx.measureText(line).width }));
    };
    labelCache.set(key, [
      ...set(speaker.name || "unnamed", NAME_FONT, 2, true),
      ...set(speaker.at.join(" · "), PLACE_FONT, 2, false),
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
