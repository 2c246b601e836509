// The picture: vis-network draws the lines, this file draws speakers, names and camps, and fits all to the canvas.

const RADIUS_FOR_INITIALS = 13;
const UNCROWDED = 20; // speakers; where there are more, a name is drawn where it is in nobody's way, or not at all
const SIDES = ["below", "right", "left", "above"];
const drawnNodes = json("picture-nodes");
const drawnEdges = json("picture-edges");

function json(id) {
  return JSON.parse(element(id).textContent);
}

function makePicture(debate, { onPick, onFocus }) {
  const frame = element("picture");
  const canvas = element("canvas");
  const unit = new Map(drawnNodes.map((node) => [node.id, node]));
  const look = new Map(drawnEdges.map((edge) => [edge.id, edge]));
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const places = new Map();
  const boxes = new Map();
  let colours = {};
  let scene = null;
  let taken = []; // where discs and names are already
  let sight = {}; // what of the picture is on the canvas
  const network = new vis.Network(canvas, { nodes, edges }, json("picture-options"));
  canvas.firstElementChild.removeAttribute("tabindex"); // the frame around it takes the keyboard

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "soft", "agree", "disagree", "node", "node-text", "camp"];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    colours.font = getComputedStyle(document.body).fontFamily;
  }

  // Names shrink with the picture only as far as they can be read; in a crowd they keep their size as it grows, too.
  const textScale = () => {
    const scale = network.getScale();
    if (!debate.ring && !scene.state.focus) return 1 / scale ** (scale < 1 ? 1 : 0.85);
    return scale < 1 ? Math.max(1, 0.8 / scale) : 1;
  };

  const isFaint = (speaker) => {
    const { pin } = scene.state;
    if (!scene.lit.has(speaker)) return true;
    if (pin?.kind === "edge") return !pin.thing.parties.includes(speaker);
    if (pin?.kind === "speaker" && scene.speakers.includes(pin.thing))
      return (
        speaker !== pin.thing &&
        !scene.lines.some(({ edge }) => edge.parties.includes(speaker) && edge.parties.includes(pin.thing))
      );
    return false;
  };

  const isPinned = (speaker) => {
    const { pin } = scene.state;
    return pin?.kind === "speaker"
      ? pin.thing === speaker
      : pin?.kind === "edge" && pin.thing.parties.includes(speaker);
  };

  function drawSpeaker({ ctx, id, x, y }) {
    const speaker = debate.find.speaker.get(id);
    const place = places.get(id);
    const { size } = place;
    const faint = isFaint(speaker);
    const shape = (radius) => {
      ctx.beginPath();
      if (speaker.kind === "organisation")
        ctx.roundRect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, radius * 0.3);
      else ctx.arc(x, y, radius, 0, 2 * Math.PI);
    };
    const drawNode = () => {
      shape(size + 3);
      ctx.fillStyle = colours.paper;
      ctx.fill();
      ctx.globalAlpha = faint ? 0.28 : 1;
      shape(size);
      ctx.fillStyle = colours.node;
      ctx.fill();
      if (isPinned(speaker)) {
        shape(size + 5);
        ctx.lineWidth = 2.5;
        ctx.strokeStyle = colours.ink;
        ctx.stroke();
      }
      if (size < RADIUS_FOR_INITIALS) return;
      ctx.fillStyle = colours["node-text"];
      ctx.font = `600 ${size * 0.68}px ${colours.font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(speaker.initials, x, y + size * 0.04);
    };
    const drawExternalLabel = () => drawName(ctx, speaker, { ...place, x, y, faint });
    return { drawNode, drawExternalLabel, nodeDimensions: { width: 2 * size, height: 2 * size } };
  }

  function drawName(ctx, speaker, { x, y, size, side, room, brief, faint }) {
    const k = textScale();
    const crowd = !scene.state.focus && places.size > UNCROWDED;
    const lines = labelLines(ctx, speaker, room, crowd || brief, colours.font);
    const width = Math.max(...lines.map((line) => line.width)) * k;
    const height = lines.reduce((sum, line) => sum + line.height, 0) * k;
    const gap = size + (crowd ? 4 : 10) * Math.min(k, 2);
    const boxAt = (at) => {
      const left = at === "left" ? x - gap - width : at === "right" ? x + gap : x - width / 2;
      const top = at === "below" ? y + gap : at === "above" ? y - gap - height : y - height / 2;
      return { at, left, top, right: left + width, bottom: top + height };
    };
    boxes.delete(speaker.id);
    const inSight = ({ left, top, right, bottom }) =>
      left > sight.left && right < sight.right && top > sight.top && bottom < sight.bottom;
    const free = (box) => inSight(box) && !taken.some((other) => other.speaker !== speaker && overlap(box, other));
    const box = !crowd ? boxAt(side) : isPinned(speaker) ? boxAt("below") : faint ? null : SIDES.map(boxAt).find(free);
    if (!box) return;
    taken.push(box);
    boxes.set(speaker.id, box);
    ctx.globalAlpha = faint ? 0.45 : 1;
    ctx.textBaseline = "middle";
    ctx.textAlign = box.at === "left" ? "right" : box.at === "right" ? "left" : "center";
    ctx.lineJoin = "round";
    const anchor = box.at === "left" ? box.right : box.at === "right" ? box.left : x;
    let middle = box.top;
    for (const line of lines) {
      ctx.font = scaledFont(line, k, colours.font);
      ctx.strokeStyle = colours.paper;
      ctx.lineWidth = 4 * k;
      ctx.strokeText(line.text, anchor, middle + (line.height * k) / 2);
      ctx.fillStyle = line.strong ? colours.ink : colours.soft;
      ctx.fillText(line.text, anchor, middle + (line.height * k) / 2);
      middle += line.height * k;
    }
  }

  // Behind it all: a soft shape around each camp.
  function drawCamps(ctx) {
    const [corner, end] = [
      network.DOMtoCanvas({ x: 4, y: 4 }),
      network.DOMtoCanvas({ x: canvas.clientWidth - 4, y: canvas.clientHeight - 4 }),
    ];
    sight = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
    taken = [...places].map(([id, { x, y, size }]) => ({
      speaker: debate.find.speaker.get(id),
      left: x - size,
      right: x + size,
      top: y - size,
      bottom: y + size,
    }));
    const shown = scene && !scene.state.focus && debate.camps.length > 1 ? debate.camps : [];
    ctx.fillStyle = ctx.strokeStyle = colours.camp;
    ctx.lineJoin = ctx.lineCap = "round";
    for (const camp of shown) {
      ctx.beginPath();
      hull(camp.map((id) => places.get(id)).filter(Boolean)).forEach(({ x, y }, at) =>
        at ? ctx.lineTo(x, y) : ctx.moveTo(x, y),
      );
      ctx.closePath();
      ctx.lineWidth = !debate.ring ? 44 : isTall(canvas.clientWidth) ? 66 : 84;
      ctx.stroke();
      ctx.fill();
    }
  }

  // Draw a scene. Where only what is chosen has changed, everything stays in its place.
  function show(next, { refit = true } = {}) {
    scene = next;
    readColours();
    if (refit || !places.size) place();
    drawLines();
  }

  function place() {
    for (const id of [...places.keys()]) places.delete(id);
    boxes.clear();
    frame.style.setProperty("--picture-height", `${wantedHeight(scene, debate.ring, canvas.clientWidth)}px`);
    const { clientWidth: width, clientHeight: height } = canvas;
    const found = scene.state.focus
      ? placeAround(scene, width, height)
      : placeAll(scene, unit, debate.ring, width, height);
    for (const [id, place] of found) places.set(id, place);
    nodes.clear();
    nodes.add(
      [...places].map(([id, { x, y, size }]) => ({
        id,
        x,
        y,
        size,
        label: " ",
        shape: "custom",
        ctxRenderer: drawSpeaker,
      })),
    );
    showAll();
  }

  function drawLines() {
    const { pin, focus } = scene.state;
    const heaviest = Math.max(5, ...scene.lines.map(({ points }) => points.length - 1));
    const pair = (edge) => edge.parties.map((party) => party.id).join();
    const lines = new Map();
    for (const { edge } of scene.lines) lines.set(pair(edge), (lines.get(pair(edge)) ?? 0) + 1);
    const marked = pin?.kind === "edge" || (pin?.kind === "speaker" && scene.speakers.includes(pin.thing));
    const isOn = (edge) => !marked || pin.thing === edge || edge.parties.includes(pin.thing);
    const strength = scene.lines.length > 300 ? 0.55 : 0.95;
    const bend = (edge) => {
      const turn = edge.sign > 0 ? "curvedCW" : "curvedCCW";
      const usual = look.get(edge.id)?.smooth;
      if (focus || !usual) return { enabled: lines.get(pair(edge)) > 1, type: turn, roundness: 0.16 };
      const [one, other] = edge.parties.map(({ id }) => places.get(id));
      const inColumn = debate.ring && isTall(canvas.clientWidth) && one.x * other.x > 0;
      return inColumn ? { ...usual, roundness: usual.roundness + 0.2 } : usual; // past the speakers between them
    };
    edges.clear();
    edges.add(
      scene.lines.map(({ edge, points }) => ({
        id: edge.id,
        from: edge.parties[0].id,
        to: edge.parties[1].id,
        dashes: edge.sign > 0 ? false : [7, 6],
        smooth: bend(edge),
        color: {
          color: edge.sign > 0 ? colours.agree : colours.disagree,
          opacity: isOn(edge) ? strength : 0.16,
          inherit: false,
        },
        width: 1.5 + (6.5 * (points.length - 1)) / heaviest + (pin?.thing === edge ? 1.5 : 0),
      })),
    );
    if (!scene.lines.length) network.redraw();
  }

  function showAll() {
    network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
    network.redraw();
    network.redraw(); // the first finds out which speakers are in sight, the second draws them
  }

  function thingAt(pointer) {
    const spot = network.DOMtoCanvas(pointer);
    const named = [...boxes].find(
      ([, box]) => spot.x >= box.left && spot.x <= box.right && spot.y >= box.top && spot.y <= box.bottom,
    );
    const speaker = network.getNodeAt(pointer) ?? named?.[0];
    if (speaker !== undefined) return { kind: "speaker", thing: debate.find.speaker.get(speaker) };
    const edge = network.getEdgeAt(pointer);
    return edge === undefined ? null : { kind: "edge", thing: debate.find.edge.get(edge) };
  }

  network.on("beforeDrawing", drawCamps);

  // The browser's own clicks: vis-network takes a slow one for a press and lets it go.
  let down = null;
  canvas.addEventListener("pointerdown", ({ clientX, clientY }) => (down = { clientX, clientY }), { capture: true });
  canvas.addEventListener("click", ({ offsetX, offsetY, clientX, clientY }) => {
    if (down && Math.hypot(clientX - down.clientX, clientY - down.clientY) > 6) return; // the picture was dragged
    onPick(thingAt({ x: offsetX, y: offsetY }));
  });
  canvas.addEventListener("dblclick", ({ offsetX, offsetY }) => {
    const found = thingAt({ x: offsetX, y: offsetY });
    if (found?.kind === "speaker") onFocus(found.thing);
  });
  canvas.addEventListener("pointermove", ({ offsetX, offsetY, buttons }) => {
    const found = buttons ? null : thingAt({ x: offsetX, y: offsetY });
    canvas.style.cursor = found ? "pointer" : buttons ? "grabbing" : "grab";
    element("hint").hidden = !found;
    element("hint").textContent = found ? describe(found, scene) : "";
  });
  canvas.addEventListener("pointerleave", () => (element("hint").hidden = true));

  const zoom = (factor) =>
    network.moveTo({
      scale: Math.min(6, Math.max(0.15, network.getScale() * factor)),
      animation: !still() && { duration: 160 },
    });
  const move = (x, y) => network.moveTo({ offset: { x, y }, animation: false });
  const keys = new Map([
    ["ArrowLeft", () => move(60, 0)],
    ["ArrowRight", () => move(-60, 0)],
    ["ArrowUp", () => move(0, 60)],
    ["ArrowDown", () => move(0, -60)],
    ["+", () => zoom(1.25)],
    ["=", () => zoom(1.25)],
    ["-", () => zoom(0.8)],
    ["0", showAll],
  ]);
  frame.addEventListener("keydown", (event) => {
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey || !keys.has(event.key)) return;
    event.preventDefault();
    keys.get(event.key)();
  });

  element("zoom-in").addEventListener("click", () => zoom(1.25));
  element("zoom-out").addEventListener("click", () => zoom(0.8));
  element("zoom-all").addEventListener("click", showAll);

  const again = () => {
    if (scene && canvas.clientWidth) show(scene);
  };
  new ResizeObserver(again).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  addEventListener("beforeprint", again);
  addEventListener("afterprint", again);

  // Where something is on the screen: for scripts, and for the tests.
  function spotOf(id) {
    const frameBox = canvas.getBoundingClientRect();
    const onScreen = (x, y) => {
      const spot = network.canvasToDOM({ x, y });
      return { x: spot.x + frameBox.left, y: spot.y + frameBox.top };
    };
    if (places.has(id)) return onScreen(places.get(id).x, places.get(id).y);
    const line = network.body.edges[id]?.edgeType;
    if (!line) return null;
    const middle = line.getPoint(0.5);
    return onScreen(middle.x, middle.y);
  }
  const labelBoxes = () => [...boxes.values()].map(({ left, top, right, bottom }) => ({ left, top, right, bottom }));
  return { show, spotOf, labelBoxes };
}

const overlap = (one, two) =>
  one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom;

function describe({ kind, thing }, scene) {
  if (kind === "speaker") return [thing.name, ...thing.at].join(" · ");
  const line = scene.lines.find(({ edge }) => edge === thing);
  const names = thing.parties.map((party) => party.name).join(" and ");
  return `${names} ${thing.sign > 0 ? "agree" : "disagree"} on ${plural(line?.points.length ?? 0, "point")}`;
}
