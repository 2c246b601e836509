// What passes the filters, as GraphML and as rows: for the files and the clipboard.

// The lines that pass the filters, whether or not there is room to draw them.
const linesShown = () => Array.from(sceneOf(state).all ?? [], lineAt);

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
// XML 1.0 knows neither control characters nor lone surrogates.
const xml = (text) =>
  String(text)
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "\uFFFD")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]);

const statementIris = (points) =>
  [...new Set(points.flatMap(({ statements }) => [...statements]))].map(({ iri }) => iri);

// The network as GraphML: a node for each speaker, an edge for each line.
function graphmlOfShown() {
  const lines = linesShown();
  const { passes } = weigh(state);
  const speakers = [
    ...new Set([...sceneOf(state).nodes.filter(({ members }) => !members), ...lines.flatMap(({ parties }) => parties)]),
  ];
  const keys = [
    ["node", "label", "string"],
    ["node", "kind", "string"],
    ["node", "organisations", "string"],
    ["node", "camp", "int"],
    ["node", "camp_name", "string"],
    ["node", "statements", "int"],
    ["edge", "stance", "string"],
    ["edge", "weight", "double"],
    ["edge", "claims", "string"],
    ["edge", "statements", "string"],
  ];
  const id = (kind, name) => `${kind[0]}_${name}`;
  const data = (kind, values) =>
    Object.entries(values)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => `<data key="${id(kind, name)}">${xml(value)}</data>`)
      .join("");
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
    ...keys.map(
      ([kind, name, type]) => `<key id="${id(kind, name)}" for="${kind}" attr.name="${name}" attr.type="${type}"/>\n`,
    ),
    // Two speakers may agree on one claim and disagree on another: that is two edges.
    '<graph edgedefault="undirected">\n',
    ...speakers.map(
      (speaker) =>
        `<node id="${xml(speaker.iri)}">${data("node", {
          label: speaker.name,
          kind: speaker.kind,
          organisations: speaker.at.join("; "),
          camp: speaker.inCamp ? speaker.inCamp.index + 1 : "",
          camp_name: speaker.inCamp ? campName(speaker.inCamp, " and others") : "",
          statements: speaker.said,
        })}</node>\n`,
    ),
    ...lines.map((line) => {
      const points = pointsOf(line, passes);
      return `<edge source="${xml(line.parties[0].iri)}" target="${xml(line.parties[1].iri)}">${data("edge", {
        stance: WORDS[line.sign],
        weight: points.length,
        claims: points.map(({ claims, link }) => claims.map(({ name }) => name).join(` ${link || "and"} `)).join("; "),
        statements: statementIris(points).join(" "),
      })}</edge>\n`;
    }),
    "</graph>\n</graphml>\n",
  ];
  return parts;
}

// No spreadsheet may take a cell for a formula.
function guarded(value) {
  const text = String(value);
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
const csvCell = (value) =>
  /[",\n\r]/.test(guarded(value)) ? `"${guarded(value).replace(/"/g, '""')}"` : guarded(value);

const COLUMNS = [
  ...["speaker", "stands", "other_speaker", "claim", "related_claim", "relation", "topics"],
  ...["stance", "other_stance", "roles", "other_roles", "words", "other_words", "read_by", "other_read_by"],
  ...["sources", "dates", "statements", "speaker_iri", "other_speaker_iri"],
];

// A row for each point of each line, with what both said.
function rowsOfLine(line, passes) {
  const [one, other] = line.parties;
  const distinct = (values) => [...new Set(values.filter(Boolean))].join(" | ");
  return pointsOf(line, passes).map((point) => {
    const statements = [...point.statements];
    const of = (speaker, field) => distinct(statements.filter((each) => each.speaker === speaker).map(field));
    const both = (field) => [of(one, field), of(other, field)];
    const sources = [...new Set(statements.map(({ source }) => source).filter(Boolean))];
    return [
      one.name,
      `${WORDS[line.sign]}s with`,
      other.name,
      point.claims[0].name,
      point.claims[1]?.name ?? "",
      point.claims[1] ? point.link : "",
      topicsOf(point.claims).join(" | "),
      ...both(({ stance, claim }) => (point.claims.length > 1 ? `${stance}: ${claim.name}` : stance)),
      ...both(({ roles }) => rolesText(roles)),
      ...both(({ quote }) => quote),
      ...both(({ by }) => by),
      sources.map(({ title }) => title).join(" | "),
      sources.map(({ day }) => day).join(" | "),
      statements.map(({ iri }) => iri).join(" "),
      one.iri,
      other.iri,
    ];
  });
}

function* rowsShown() {
  const { passes } = weigh(state);
  yield COLUMNS;
  for (const line of linesShown()) yield* rowsOfLine(line, passes);
}
