// A speaker, and a claim, in the panel.

const speakerItem = (speaker) =>
  h(
    "li",
    {},
    step(
      [
        h("span", {}, isolated(speaker.name), " ", h("span", { class: "as" }, speaker.at.join(" · "))),
        h("span", { class: "count" }, plural(speaker.said, "statement")),
      ],
      { pin: { kind: "speaker", thing: speaker } },
    ),
  );

function roleView({ held, at, former, period }) {
  return h(
    "li",
    { class: former ? "former" : null },
    h("span", {}, held, at && h("span", { class: "at" }, held && ", ", isolated(at))),
    former && h("span", { class: "past" }, "past"),
    period && h("span", { class: "past" }, period),
  );
}

// Allies or opponents, those on the most points first.
function relationsOf(speaker, sign) {
  const { weights } = weigh(state);
  return speaker.lines
    .filter(isShown)
    .map((at) => ({ line: lineAt(at), count: weights[at] }))
    .filter(({ line }) => line.sign === sign)
    .map(({ line, count }) => ({ line, count, other: opposite(line, speaker) }))
    .sort((one, two) => two.count - one.count || one.other.name.localeCompare(two.other.name));
}

function speakerView(speaker, head) {
  const list = (title, sign, none) => {
    const found = relationsOf(speaker, sign);
    return h(
      "section",
      { class: "block half" },
      h("h3", { class: sign > 0 ? "agree-text" : "disagree-text" }, title),
      found.length
        ? shortList({ class: "relations" }, found, 8, ({ line, other, count }) =>
            h(
              "li",
              {},
              step([isolated(other.name), h("span", { class: "count" }, plural(count, "point"))], {
                pin: { kind: "line", thing: line },
              }),
            ),
          )
        : h("p", { class: "as" }, none),
    );
  };
  const { statements, roles } = speaker;
  const sources = new Set(statements.map(({ source }) => source));
  const focused = state.focus === speaker;
  const camp = debate.camps.length > 1 ? speaker.inCamp : null;
  return [
    head(
      speaker.kind,
      isolated(speaker.name),
      roles.length > 0 && h("ul", { class: "roles" }, roles.map(roleView)),
      camp && h("p", { class: "as" }, camp.others ? "In one of the " : "In the camp of ", campStep(camp)),
      speaker.page && h("p", { class: "as" }, pageLink(speaker, "The page of this speaker")),
      speaker.lines.length > 0 &&
        button(focused ? "Show everyone" : "Show only this speaker’s lines", () =>
          go({ focus: focused ? null : speaker, show: "picture" }),
        ),
    ),
    h(
      "div",
      { class: "halves" },
      list("Nearest allies", 1, isFiltered(state) ? "Nobody, under these filters." : "Nobody agrees on record."),
      list("Opponents", -1, isFiltered(state) ? "Nobody, under these filters." : "Nobody disagrees on record."),
    ),
    h(
      "section",
      { class: "block" },
      h("h3", {}, plural(statements.length, "statement")),
      shortList({ class: "statements" }, statements, 50, (statement) =>
        h("li", {}, statementView(statement, { claim: true, source: sources.size > 1 })),
      ),
      sources.size === 1 && origin([...sources][0]),
    ),
  ];
}

function claimView(claim, head) {
  const { statements } = claim;
  const several = new Set(statements.map(({ source }) => source)).size > 1;
  const chosen = state.claim === claim;
  const side = (title, test) => {
    const found = statements.filter(test);
    return (
      found.length > 0 &&
      h(
        "section",
        { class: "block" },
        h(
          "h3",
          {},
          title,
          " ",
          h("span", { class: "count" }, number(new Set(found.map(({ speaker }) => speaker)).size)),
        ),
        shortList({ class: "statements" }, found, 20, (statement) =>
          h("li", {}, statementView(statement, { speaker: true, roles: true, source: several })),
        ),
      )
    );
  };
  return [
    head(
      "claim",
      isolated(claim.name),
      claim.topics.length > 0 && h("p", { class: "topic" }, claim.topics.map(({ name }) => name).join(" · ")),
      claim.page && h("p", { class: "as" }, pageLink(claim, "The page of this claim")),
      button(chosen ? "Show all claims" : "Show only this claim’s lines", () =>
        go({ claim: chosen ? null : claim, show: "picture" }),
      ),
    ),
    side("For", ({ polarity }) => polarity > 0),
    side("Against", ({ polarity }) => polarity !== null && polarity < 0),
    side("In part", ({ polarity }) => polarity === 0),
    side("Without taking sides", ({ polarity }) => polarity === null),
    !several && statements.length > 0 && origin(statements[0].source),
    relatedLines(claim),
  ];
}

// Lines that come about because another claim implies or contradicts this one.
function relatedLines(claim) {
  const { abouts, alignments, count, range } = debate.evidence;
  const related = new Set(
    abouts.flatMap((about, at) => (about.length > 1 && about.slice(0, 2).includes(claim.index) ? [at] : [])),
  );
  if (!related.size) return null;
  const lines = [];
  for (let line = 0; line < count; line += 1) {
    const [start, end] = range(line);
    for (let at = start; at < end; at += 1)
      if (related.has(alignments.about[at])) {
        lines.push(line);
        break;
      }
  }
  return (
    lines.length > 0 &&
    h(
      "section",
      { class: "block" },
      h("h3", {}, "Through a related claim"),
      shortList({ class: "relations" }, lines, 12, (at) => {
        const line = lineAt(at);
        const sign = WORDS[line.sign];
        return h(
          "li",
          {},
          step([h("span", {}, lineTitle(line)), h("span", { class: `sign ${sign}` }, sign)], {
            pin: { kind: "line", thing: line },
          }),
        );
      }),
    )
  );
}
