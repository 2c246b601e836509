// The debate at a glance.

function overview(scene) {
  const { speakers, claims, evidence } = debate;
  const all = evidence ? scene.all : [];
  const parted = evidence ? rankedBetween(all, -1) : [];
  const shared = evidence ? rankedBetween(all, 1) : [];
  return [
    h(
      "header",
      { class: "panel-head" },
      h("p", { class: "kind" }, "At a glance"),
      h(
        "h2",
        { tabindex: "-1" },
        speakers.length
          ? `${plural(speakers.length, "speaker")}, ${plural(claims.length, "claim")}`
          : "Nobody has spoken yet",
      ),
      h("p", { class: "lead" }, summary(scene)),
      debate.leftOut > 0 &&
        h(
          "p",
          { class: "note" },
          `${plural(debate.leftOut, "claim")} with many statements ${debate.leftOut === 1 ? "was" : "were"} not compared: `,
          "[inference] max_pairs in counterpoint.toml bounds how many are.",
        ),
      !evidence && h("p", { class: "as" }, "Reading the words behind it …"),
      all.length > 0 &&
        h(
          "p",
          { class: "as" },
          scene.kind === "camps"
            ? "Each circle is a camp: speakers who agree more with each other than with the rest. Choose one, or a line between two."
            : "Choose a line or a speaker to read the words behind it.",
        ),
    ),
    ...(scene.kind === "camps" ? [campList(scene)] : []),
    pointBlock("What divides them", parted, "disagree-text"),
    pointBlock("What they share", shared, "agree-text"),
    ...(scene.kind === "camps" ? [] : [campList(scene)]),
    bridgeBlock(),
    speakers.length > 0 &&
      speakers.length <= MOST_LISTED &&
      h(
        "section",
        { class: "block" },
        h("h3", {}, "Who speaks"),
        h("ul", { class: "relations" }, speakers.map(speakerItem)),
      ),
  ];
}

function summary(scene) {
  const { speakers } = debate;
  const said = plural(debate.counts.statements, "statement");
  if (!speakers.length) return "Add a source with statements, build again, and its speakers appear here.";
  if (speakers.length === 1) return `One speaker made ${said}. It takes two to agree or disagree.`;
  if (!debate.counts.agree && !debate.counts.disagree) return `They made ${said}, none of them on the same point.`;
  const filtered = debate.evidence && isFiltered(state);
  const counts = { agree: 0, disagree: 0 };
  if (filtered) for (const at of scene.all) counts[WORDS[debate.evidence.edges.sign[at]]] += 1;
  else Object.assign(counts, debate.counts);
  const pairs = (count, verb) =>
    count ? `${plural(count, "pair")} ${count === 1 ? `${verb}s` : verb}` : `nobody ${verb}s`;
  const stand = `${pairs(counts.agree, "agree")}, ${pairs(counts.disagree, "disagree")}`;
  return filtered ? `Under these filters ${stand}.` : `They made ${said}: ${stand}.`;
}

// Of two who disagree on a claim, who is for it; else just who they are.
function whoStands(line, point) {
  if (line.sign > 0 || point.claims.length > 1) return lineTitle(line);
  const said = pointsOf(line).find(({ claims }) => claims.length === 1 && claims[0] === point.claims[0]);
  const by = (test) => [...(said?.statements ?? [])].find(({ polarity }) => test(polarity))?.speaker;
  const [pro, against] = [by((polarity) => polarity > 0), by((polarity) => polarity < 0)];
  if (!pro || !against) return lineTitle(line);
  return [isolated(pro.name), " for, ", isolated(against.name), " against"];
}

// Claims, or pairs of related ones, that concern the most pairs of speakers.
const pointBlock = (title, points, tone) =>
  points.length > 0 &&
  h(
    "section",
    { class: "block" },
    h("h3", { class: tone }, title),
    shortList({ class: "points", ordered: true }, points, 6, (point) => {
      const line = lineAt(point.line);
      const pin = point.pairs === 1 ? { kind: "line", thing: line } : { kind: "claim", thing: point.claims[0] };
      return h(
        "li",
        {},
        step(claimsView(point), { pin }),
        h("p", { class: "as" }, point.pairs === 1 ? whoStands(line, point) : plural(point.pairs, "pair")),
      );
    }),
  );

const bridgeBlock = () =>
  debate.bridges.length > 0 &&
  h(
    "section",
    { class: "block" },
    h("h3", {}, "Between the camps"),
    h("p", { class: "as" }, `Those who tie camps together most: they agree, about evenly, with people in several.`),
    // Of a few speakers nearly all have ties to two camps: then the first are the ones to know.
    shortList(
      { class: "relations" },
      debate.bridges,
      Math.min(5, Math.ceil(debate.speakers.length / 4)),
      ({ speaker, camps }) =>
        h(
          "li",
          {},
          step(
            [
              h("span", {}, isolated(speaker.name), " ", h("span", { class: "as" }, speaker.at.join(" · "))),
              h("span", { class: "count" }, plural(camps.length, "camp")),
            ],
            { pin: { kind: "speaker", thing: speaker } },
          ),
        ),
    ),
  );
