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

// A role as a reader would say it, in the source's words where it has some.
function roleText({ held, at, former }) {
  const words = [held, at].filter(Boolean).join(", ");
  return former && !/^former/i.test(words) ? `formerly ${words}` : words;
}

const rolesText = (roles) => [...new Set(roles.map(roleText))].join("; ");

// One statement. What its surroundings say already (the claim, the source) is left out.
function statementView(statement, { claim = false, source = true, speaker = false, roles = false } = {}) {
  return h(
    "div",
    { class: "statement" },
    speaker && h("p", { class: "who" }, speakerStep(statement.speaker)),
    roles && statement.roles.length > 0 && h("p", { class: "as" }, rolesText(statement.roles)),
    h("p", { class: "stands" }, stanceWord(statement), claim && " ", claim && claimStep(statement.claim)),
    statement.quote && quotation(statement.quote),
    marks(statement),
    source && origin(statement.source),
  );
}

const topicsOf = (claims) => [...new Set(claims.flatMap((claim) => claim.topics.map(({ name }) => name)))];

// Both sides of one point, side by side.
function pointView(line, point) {
  const statements = [...point.statements];
  const sources = new Set(statements.map(({ source }) => source));
  const shared = sources.size === 1 ? statements[0].source : null;
  const related = point.claims.length > 1;
  const topics = topicsOf(point.claims);
  const side = (party) => {
    const own = statements.filter(({ speaker }) => speaker === party);
    return h(
      "section",
      { class: "side" },
      h("h4", {}, speakerStep(party)),
      h("p", { class: "as" }, rolesText(own.flatMap(({ roles }) => roles))),
      h(
        "div",
        {},
        own.length
          ? own.map((statement) => statementView(statement, { claim: related, source: !shared }))
          : h("p", { class: "as" }, "No statement on record."),
      ),
    );
  };
  return h(
    "article",
    { class: "point" },
    topics.length > 0 && h("p", { class: "topic" }, topics.join(" · ")),
    h("h3", {}, claimsView(point, claimStep)),
    point.claims.some(({ page }) => page) &&
      h(
        "p",
        { class: "as" },
        point.claims.map((claim, at) => [
          at > 0 && " · ",
          pageLink(claim, related ? `Everyone on claim ${at + 1}` : "Everyone on this claim"),
        ]),
      ),
    h("div", { class: "sides" }, line.parties.map(side)),
    point.rules.size > 0 && h("p", { class: "rule" }, [...point.rules].join("; ")),
    shared && origin(shared),
  );
}
