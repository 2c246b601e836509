// What the reader takes away: the picture as PNG, Python's drawing as SVG, the lines as GraphML, CSV or a copied table.

function save(name, parts, type) {
  const link = h("a", {
    href: URL.createObjectURL(parts instanceof Blob ? parts : new Blob(parts, { type })),
    download: name,
  });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The picture as it is on the screen, on paper of its own, with heading and legend.
async function savePicture() {
  const drawn = picture.pixels();
  const scale = drawn.width / drawn.clientWidth || 1;
  const sheet = document.createElement("canvas");
  const [above, below] = [64 * scale, 40 * scale];
  Object.assign(sheet, { width: drawn.width, height: drawn.height + above + below });
  const ctx = sheet.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  ctx.fillStyle = colour("paper");
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(drawn, 0, above);
  const write = (text, x, y, size, name, weight = 400, family = "sans") => {
    ctx.font = `${weight} ${size * scale}px ${style.getPropertyValue(`--${family}`)}`;
    ctx.fillStyle = colour(name);
    ctx.fillText(text, x * scale, y);
    return x + ctx.measureText(text).width / scale;
  };
  const fitted = (text, size, most) =>
    text.length * size * 0.55 > most ? `${text.slice(0, Math.floor(most / (size * 0.55)))}…` : text;
  const wide = drawn.clientWidth;
  write(fitted(document.title, 21, wide - 48), 24, 32 * scale, 21, "ink", 600, "serif");
  write(fitted(element("showing").textContent, 12, wide - 48), 24, 52 * scale, 12, "soft");
  const base = drawn.height + above + 24 * scale;
  let x = 24;
  for (const sign of ["agree", "disagree"].filter((each) => state[each])) {
    ctx.strokeStyle = colour(sign);
    ctx.lineWidth = 2.5 * scale;
    ctx.setLineDash(sign === "agree" ? [] : [7 * scale, 6 * scale]);
    ctx.beginPath();
    ctx.moveTo(x * scale, base - 4 * scale);
    ctx.lineTo((x + 30) * scale, base - 4 * scale);
    ctx.stroke();
    x = write(`${sign} ${element(`count-${sign}`).textContent}`, x + 38, base, 12, "soft") + 28;
  }
  sheet.toBlob((blob) => save("network.png", blob), "image/png");
}

async function saveDrawing() {
  const packed = new Blob([bytesOf(element("drawing").textContent)]).stream();
  const drawing = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).blob();
  save("network.svg", [drawing], "image/svg+xml");
}

const saveGraphml = () => save("network.graphml", graphmlOfShown(), "application/graphml+xml");

function saveCsv() {
  const parts = [];
  for (const row of rowsShown()) parts.push(`${row.map(csvCell).join(",")}\r\n`);
  save("lines.csv", parts, "text/csv");
}

async function copyTable() {
  const tidy = (value) => guarded(value).replace(/[\t\n\r]+/g, " ");
  const text = Array.from(rowsShown(), (row) => row.map(tidy).join("\t")).join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // In a frame, or where the browser asks first: the old way, from a field of text.
    const field = h("textarea", { class: "hidden", readonly: true, "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

function makeDownloads() {
  const menu = element("downloads");
  const report = element("done");
  const actions = {
    "save-png": [savePicture, "The picture is saved."],
    "save-svg": [saveDrawing, "The drawing is saved."],
    "save-graphml": [saveGraphml, "The network is saved."],
    "save-csv": [saveCsv, "The lines are saved."],
    "copy-table": [copyTable, "The table is copied."],
  };
  for (const [id, [action, done]] of Object.entries(actions))
    element(id).addEventListener("click", async () => {
      if (!debate.evidence) return;
      report.textContent = "";
      await action();
      report.textContent = done;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
}
