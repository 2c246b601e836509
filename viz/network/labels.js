// Names in the picture: broken into lines, set where they lie on nothing, and shapes around camps.

const NAME_FONT = { size: 13.5, weight: 600, height: 17 };
const PLACE_FONT = { size: 11.5, weight: 400, height: 14.5 };
const scaledFont = (line, k, family) => `${line.weight} ${line.size * k}px ${family}`;
const labelCache = new Map();

// What stands beside a node: its name and, below it in smaller type, the organisations of a speaker or the number of
// a camp's members, at most two lines each; or the name alone; or briefly the name in one line.
function labelLines(ctx, node, room, form, family) {
  const key = `${node.id} ${room} ${form}`;
  return remembered(labelCache, key, () => {
    const set = (text, font, most, strong) => {
      ctx.font = scaledFont(font, 1, family);
      return breakLines(ctx, text, room, most).map((line) => ({
        ...font,
        strong,
        text: line,
        width: ctx.measureText(line).width,
      }));
    };
    const [name, below] = node.members ? [campName(node), campSize(node)] : [node.name, node.at.join(" · ")];
    return [
      ...set(name || "unnamed", NAME_FONT, form === "brief" ? 1 : 2, true),
      ...(form === "full" ? set(below, PLACE_FONT, 2, false) : []),
    ];
  });
}

// A camp is called after those in it who are agreed with most.
function campName({ members, others }, rest = " …") {
  if (others && members.length > 1) return "In no larger camp";
  const named = members.slice(0, members.length === 3 ? 3 : 2).map(({ name }) => name || "unnamed");
  return named.join(members.length === 2 ? " and " : ", ") + (members.length > named.length ? rest : "");
}

const campSize = ({ members }) => plural(members.length, "speaker");

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

const overlap = (one, two) =>
  one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;

// The boxes that are taken already, in squares of a net, so that one asks only its neighbours.
function makeNet(side) {
  const squares = new Map();
  function around({ left, top, right, bottom }) {
    const found = [];
    for (let x = Math.floor(left / side); x <= Math.floor(right / side); x += 1)
      for (let y = Math.floor(top / side); y <= Math.floor(bottom / side); y += 1) found.push(x * 65_536 + y);
    return found;
  }
  return {
    add(box) {
      for (const square of around(box)) remembered(squares, square, () => []).push(box);
    },
    isFree(box, node) {
      for (const square of around(box))
        if (squares.get(square)?.some((other) => other.node !== node && overlap(box, other))) return false;
      return true;
    },
  };
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

// A camp as the crowd it is: a dot for each speaker, to a limit, spread like the seeds of a sunflower (Vogel 1979).
const MOST_DOTS = 160;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
function crowd(members, radius) {
  const dots = Math.min(members, MOST_DOTS);
  const step = radius / Math.sqrt(dots);
  const path = new Path2D();
  for (let at = 0; at < dots; at += 1) {
    const out = step * Math.sqrt(at + 0.5) * 0.94;
    const [x, y] = [out * Math.cos(at * GOLDEN), out * Math.sin(at * GOLDEN)];
    path.moveTo(x + step * 0.62, y);
    path.arc(x, y, step * 0.62, 0, 2 * Math.PI);
  }
  return path;
}
