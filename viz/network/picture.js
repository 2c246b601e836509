// The picture: vis-network draws the lines, this file draws speakers, camps and names, and fits all to the canvas.

const RADIUS_FOR_INITIALS = 13;
const SMOOTH = 300; // ties; past that the picture moves without them, since drawing them all takes longer than a frame

const json = (id) => JSON.parse(element(id).textContent);

function makePicture({ onPick, onEnter }) {
  const frame = element("picture");
  const canvas = element("canvas");
  const look = new Map(json("picture-edges").map((edge) => [edge.id, edge]));
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const things = new Map(); // what is drawn, by the id of its node
  const ties = new Map();
  const places = new Map();
  const names = makeNames();
  let colours = {};
  let scene = null;
  let sight = {}; // what of the picture is on the canvas
  let placedFor = ""; // the size of the canvas that places are for
  let light = null; // whether lines are left out while it moves
  const network = new vis.Network(canvas, { nodes, edges }, json("picture-options"));
  canvas.firstElementChild.removeAttribute("tabindex"); // the frame around it takes the keyboard

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "soft", "agree", "disagree", "node", "node-text", "camp", "crowd", "rule"];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    colours.font = getComputedStyle(document.body).fontFamily;
  }

  const sizeOfCanvas = () => `${canvas.clientWidth} × ${canvas.clientHeight}`;
  const isCrowd = () => scene.kind === "speakers" && !isRing(scene);

  // Names shrink with the picture only as far as they can be read; in a crowd they keep their size as it grows, too.
  const textScale = () => {
    const scale = network.getScale();
    if (isCrowd() || scene.kind === "camps") return 1 / scale ** (scale < 1 ? 1 : 0.85);
    return scale < 1 ? Math.max(1, 0.8 / scale) : 1;
  };

  // What a pin is about, as nodes of this scene; nothing where it is not in the picture.
  function pinned() {
    const { pin } = scene.state;
    if (!pin) return [];
    const about = { line: pin.thing.parties, between: pin.thing.camps, claim: [] }[pin.kind] ?? [pin.thing];
    return about.filter((thing) => things.get(thing.id) === thing);
  }

  const isOn = (tie, chosen) =>
    !chosen.length || (chosen.length === 2 ? tie.thing === scene.state.pin.thing : tie.ends.includes(chosen[0]));

  let chosen = [];
  let near = null;
  function choose() {
    chosen = pinned();
    near = new Set(chosen);
    if (chosen.length === 1)
      for (const { ends } of scene.ties) if (ends.includes(chosen[0])) ends.forEach((end) => near.add(end));
  }

  const isFaint = (node) => !scene.lit.has(node) || (chosen.length > 0 && !near.has(node));

  function drawNode({ ctx, id, x, y }) {
    const node = things.get(id);
    const place = places.get(id);
    const { size } = place;
    const faint = isFaint(node);
    const shape = (radius) => {
      ctx.beginPath();
      if (node.kind === "organisation")
        ctx.roundRect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, radius * 0.3);
      else ctx.arc(x, y, radius, 0, 2 * Math.PI);
    };
    const ring = () => {
      if (!chosen.includes(node)) return;
      shape(size + 5);
      ctx.lineWidth = 2.5;
      ctx.strokeStyle = colours.ink;
      ctx.stroke();
    };
    const drawSpeaker = () => {
      shape(size + (isCrowd() && places.size > FEW ? 1.5 : 3));
      ctx.fillStyle = colours.paper;
      ctx.fill();
      ctx.globalAlpha = faint ? 0.28 : 1;
      shape(size);
      ctx.fillStyle = colours.node;
      ctx.fill();
      ring();
      if (size < RADIUS_FOR_INITIALS) return;
      ctx.fillStyle = colours["node-text"];
      ctx.font = `600 ${size * 0.68}px ${colours.font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(node.initials, x, y + size * 0.04);
    };
    const drawCamp = () => {
      shape(size + 3);
      ctx.fillStyle = colours.paper;
      ctx.fill();
      shape(size);
      ctx.fillStyle = colours.camp;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = colours.rule;
      ctx.stroke();
      ctx.globalAlpha = faint ? 0.25 : 1;
      place.crowd ??= crowd(node.members.length, size * 0.93);
      ctx.translate(x, y);
      ctx.fillStyle = node.others ? colours.crowd : colours.node;
      ctx.fill(place.crowd);
      ctx.translate(-x, -y);
      ring();
    };
    return {
      drawNode: node.members ? drawCamp : drawSpeaker,
      nodeDimensions: { width: 2 * size, height: 2 * size },
    };
  }

  const kindOfNames = () => (scene.kind === "camps" ? "camps" : isCrowd() ? "crowd" : "placed");

  function drawNames(ctx) {
    const k = textScale();
    for (const box of names.boxes()) {
      ctx.globalAlpha = isFaint(box.node) && !names.isPointedAt(box.node) ? 0.45 : 1;
      drawNameIn(ctx, box, k, colours);
    }
    ctx.globalAlpha = 1;
  }

  const soon = () => requestAnimationFrame(() => network.redraw());

  // Before each drawing: what is in sight, what is taken, and behind it all a soft shape around each camp.
  function prepare(ctx) {
    const corner = network.DOMtoCanvas({ x: 4, y: 4 });
    const end = network.DOMtoCanvas({ x: canvas.clientWidth - 4, y: canvas.clientHeight - 4 });
    sight = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
    if (!scene) return;
    const measure = ({ node, room }, form) => labelLines(ctx, node, room, form, colours.font);
    names.place({ kind: kindOfNames(), k: textScale(), sight, measure, isFaint });
    if (scene.kind === "speakers" && !scene.state.within && debate.camps.length > 1) drawHulls(ctx);
  }

  function drawHulls(ctx) {
    ctx.fillStyle = ctx.strokeStyle = colours.camp;
    ctx.lineJoin = ctx.lineCap = "round";
    for (const camp of debate.camps) {
      if (camp.others) continue;
      const drawn = camp.members.map(({ id }) => places.get(id)).filter(Boolean);
      if (!drawn.length) continue;
      ctx.beginPath();
      hull(drawn).forEach(({ x, y }, at) => (at ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      ctx.closePath();
      ctx.lineWidth = !debate.ring ? 44 : isTall(canvas.clientWidth) ? 66 : 84;
      ctx.stroke();
      ctx.fill();
    }
  }

  // Draw a scene. Where only what is chosen has changed, everything stays in its place.
  function show(next, { refit = true } = {}) {
    scene = next;
    element("hint").hidden = true; // what it says may be gone
    readColours();
    if (refit || !places.size) place();
    choose();
    names.show(scene, places, chosen);
    drawTies();
  }

  function place() {
    for (const drawn of [edges, nodes]) drawn.clear(); // before what they are drawn from
    for (const memory of [places, things, names]) memory.clear();
    for (const node of scene.nodes) things.set(node.id, node);
    chosen = [];
    frame.style.setProperty("--picture-height", `${wantedHeight(scene, canvas.clientWidth)}px`);
    for (const [id, spot] of placesOf(scene, canvas.clientWidth, canvas.clientHeight)) places.set(id, spot);
    if (placedFor !== sizeOfCanvas()) network.setSize("100%", "100%"); // now, not when its own observer notices
    placedFor = sizeOfCanvas();
    nodes.add(
      [...places].map(([id, { x, y, size }]) => ({
        id,
        x,
        y,
        size,
        label: " ",
        shape: "custom",
        ctxRenderer: drawNode,
      })),
    );
    toMiddle();
    network.redraw(); // finds out which nodes are in sight; with the lines they are drawn
  }

  function bendOf(tie, alone) {
    const turn = tie.sign > 0 ? "curvedCW" : "curvedCCW";
    const usual = scene.kind === "speakers" ? look.get(tie.id)?.smooth : null;
    if (!usual || !isRing(scene)) return { enabled: !alone, type: turn, roundness: 0.16 };
    const [one, other] = tie.ends.map(({ id }) => places.get(id));
    const inColumn = isTall(canvas.clientWidth) && one.x * other.x > 0;
    return inColumn ? { ...usual, roundness: usual.roundness + 0.2 } : usual; // past the speakers between them
  }

  // Wider: more points, or for camps more pairs of speakers; of many, by the root, as there a few are far ahead.
  function widths() {
    const most = Math.max(1, ...scene.ties.map(({ weight }) => weight));
    if (scene.kind === "camps") return ({ weight }) => 1 + 6.5 * Math.sqrt(weight / most);
    const [thin, more] = scene.ties.length > SMOOTH ? [0.7, 2.2] : scene.ties.length > 80 ? [1, 3.4] : [1.5, 6.5];
    return ({ weight }) => thin + (more * (weight - 1)) / Math.max(5, most - 1);
  }

  function drawTies() {
    const pair = (tie) => tie.ends.map(({ id }) => id).join();
    const onPair = new Map();
    for (const tie of scene.ties) onPair.set(pair(tie), (onPair.get(pair(tie)) ?? 0) + 1);
    const strength = scene.ties.length > SMOOTH ? 0.5 : scene.ties.length > 80 ? 0.7 : 0.95;
    const width = widths();
    ties.clear();
    for (const tie of scene.ties) ties.set(tie.id, tie);
    if (scene.ties.length > SMOOTH !== light) {
      light = !light;
      network.setOptions({ interaction: { hideEdgesOnDrag: light, hideEdgesOnZoom: light } });
    }
    edges.clear();
    // Agreement first, so that disagreement lies on top.
    edges.add(
      [...scene.ties]
        .sort((one, two) => two.sign - one.sign || one.weight - two.weight)
        .map((tie) => ({
          id: tie.id,
          from: tie.ends[0].id,
          to: tie.ends[1].id,
          dashes: tie.sign > 0 ? false : [7, 6],
          smooth: bendOf(tie, onPair.get(pair(tie)) === 1),
          color: {
            color: tie.sign > 0 ? colours.agree : colours.disagree,
            opacity: isOn(tie, chosen) ? strength : strength * 0.16,
            inherit: false,
          },
          width: width(tie) + (scene.state.pin?.thing === tie.thing ? 1.5 : 0),
        })),
    );
    if (!scene.ties.length) network.redraw();
  }

  const toMiddle = () => network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });

  function showAll() {
    toMiddle();
    network.redraw();
    network.redraw(); // the first finds out which nodes are in sight, the second draws them
  }

  function thingAt(pointer) {
    const spot = network.DOMtoCanvas(pointer);
    const byName = names
      .boxes()
      .find((box) => spot.x >= box.left && spot.x <= box.right && spot.y >= box.top && spot.y <= box.bottom);
    const node = things.get(network.getNodeAt(pointer)) ?? byName?.node;
    if (node) return { kind: node.members ? "camp" : "speaker", thing: node };
    const tie = ties.get(network.getEdgeAt(pointer));
    return tie ? { kind: tie.kind, thing: tie.thing, tie } : null;
  }

  network.on("beforeDrawing", prepare);
  network.on("afterDrawing", (ctx) => scene && drawNames(ctx));
  network.on("dragStart", () => names.hold(true));
  network.on("dragEnd", () => {
    names.hold(false);
    soon();
  });

  // The browser's own clicks: vis-network takes a slow one for a press and lets it go.
  let down = null;
  canvas.addEventListener("pointerdown", ({ clientX, clientY }) => (down = { clientX, clientY }), { capture: true });
  canvas.addEventListener("click", ({ offsetX, offsetY, clientX, clientY }) => {
    if (down && Math.hypot(clientX - down.clientX, clientY - down.clientY) > 6) return; // the picture was dragged
    const found = thingAt({ x: offsetX, y: offsetY });
    onPick(found && { kind: found.kind, thing: found.thing });
  });
  canvas.addEventListener("dblclick", ({ offsetX, offsetY }) => {
    const found = thingAt({ x: offsetX, y: offsetY });
    if (found && !found.tie) onEnter(found);
  });
  canvas.addEventListener("pointermove", ({ offsetX, offsetY, buttons }) => {
    const found = buttons ? null : thingAt({ x: offsetX, y: offsetY });
    canvas.style.cursor = found ? "pointer" : buttons ? "grabbing" : "grab";
    if (names.pointAt(found)) soon();
    element("hint").hidden = !found;
    element("hint").textContent = found ? describe(found) : "";
  });
  canvas.addEventListener("pointerleave", () => {
    if (names.pointAt(null)) soon();
    element("hint").hidden = true;
  });

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
  // An observer speaks up at once, too, when nothing has changed.
  new ResizeObserver(() => sizeOfCanvas() !== placedFor && again()).observe(canvas);
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
  const labelBoxes = () =>
    names
      .boxes()
      .map(({ node, left, top, right, bottom }) => ({ id: node.id, name: node.name ?? campName(node), left, top, right, bottom }));
  const pixels = () => canvas.querySelector("canvas");
  const has = (node) => things.get(node.id) === node;
  return { show, has, spotOf, labelBoxes, pixels };
}

// What the pointer is on, in a line.
function describe({ kind, thing, tie }) {
  if (kind === "speaker") return [thing.name, ...thing.at].join(" · ");
  if (kind === "camp") return `${campName(thing)} · ${campSize(thing)}`;
  const names = tie.ends.map((end) => end.name ?? campName(end)).join(" and ");
  const verb = WORDS[tie.sign];
  if (kind === "between") return `${plural(tie.weight, "pair")} of ${names} ${verb}`;
  return `${names} ${verb} on ${plural(tie.weight, "point")}`;
}
