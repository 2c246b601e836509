// The words behind a line: who, in which role, with which stance, in which words, where.

const MODES = new Map([
  ["direct", "direct quotation"],
  ["reported", "reported"],
  ["paraphrased", "paraphrased"],
]);
const READERS = new Map([
  ["source", ["said by the source", "The source itself says where the speaker stands"]],
  [
    "curator",
    ["read by the curator", "The curator read the stance from the words; the source does not say it outright"],
  ],
]);

// Words that hold double quotation marks stand between single ones.
function quotation(words) {
  const [open, close] = /["“”]/.test(words) ? ["‘", "’"] : ["“", "”"];
  return h("blockquote", { dir: "auto" }, h("p", {}, open, h("span", { class: "words" }, words), close));
}

function marks({ mode, by }) {
  const [badge, why] = READERS.get(by) ?? [];
  return h(
    "p",
    { class: "marks" },
    mode && h("span", { class: "mode" }, MODES.get(mode) ?? mode),
    badge && h("span", { class: `badge ${by}`, title: why }, badge),
  );
}

function origin(source) {
  if (!source) return null;
  const rest = [source.publisher, source.date].filter(Boolean).join(", ");
  return h("p", { class: "origin" }, sourceLink(source), rest && h("span", {}, rest));
}

const stanceWord = ({ stance, polarity }) =>
  h("span", { class: `stance-word ${polarity > 0 ? "for" : polarity < 0 ? "against" : "neither"}` }, stance);

// One statement. What its surroundings say already (the claim, the source) is left out.
function statementView(statement, { claim = false, source = true, speaker = false, roles = false } = {}) {
  return h(
    "div",
    { class: "statement" },
    speaker &&
      h(
        "p",
        { class: "who" },
        step(isolated(statement.speaker.name), { pin: { kind: "speaker", thing: statement.speaker } }),
      ),
    roles && statement.roles.length > 0 && h("p", { class: "as" }, statement.roles.join("; ")),
    h(
      "p",
      { class: "stands" },
      stanceWord(statement),
      claim && " ",
      claim && step(isolated(statement.claim.name), { pin: { kind: "claim", thing: statement.claim } }),
    ),
    statement.quote && quotation(statement.quote),
    marks(statement),
    source && origin(statement.source),
  );
}

// Both sides of one point, side by side.
function pointView(edge, point) {
  const statements = [...point.statements];
  const sources = new Set(statements.map(({ source }) => source));
  const shared = sources.size === 1 ? statements[0].source : null;
  const related = point.claims.length > 1;
  const topics = [...new Set(point.claims.flatMap((claim) => claim.topics.map(({ name }) => name)))];
  const side = (party) => {
    const own = statements.filter(({ speaker }) => speaker === party);
    const roles = [...new Set(own.flatMap((statement) => statement.roles))];
    return h(
      "section",
      { class: "side" },
      h("h4", {}, step(isolated(party.name), { pin: { kind: "speaker", thing: party } })),
      h("p", { class: "as" }, roles.join("; ")),
      h(
        "div",
        {},
        own.length
          ? own.map((statement) => statementView(statement, { claim: related, source: !shared }))
          : h("p", { class: "as" }, "No statement on record."),
      ),
    );
  };
  const claimLink = (claim) => step(isolated(claim.name), { pin: { kind: "claim", thing: claim } });
  return h(
    "article",
    { class: "point" },
    topics.length > 0 && h("p", { class: "topic" }, topics.join(" · ")),
    h("h3", {}, claimsView(point, claimLink)),
    point.claims.some(({ page }) => page) &&
      h(
        "p",
        { class: "as" },
        point.claims.map((claim, at) => [
          at > 0 && " · ",
          pageLink(claim, related ? `Everyone on claim ${at + 1}` : "Everyone on this claim"),
        ]),
      ),
    h("div", { class: "sides" }, edge.parties.map(side)),
    point.rules.size > 0 && h("p", { class: "rule" }, [...point.rules].join("; ")),
    shared && origin(shared),
  );
}
