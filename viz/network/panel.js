// The panel: the debate at a glance until something is chosen, then the words behind it.

function makePanel(debate) {
  const panel = element("panel");
  const trail = [];

  function head(kind, title, ...more) {
    const close = h(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": "Close",
        on: {
          click: () =>
            go(
              { pin: null, claim: state.pin ? state.claim : null, focus: state.pin ? state.focus : null },
              { toPicture: true },
            ),
        },
      },
      "×",
    );
    return h(
      "header",
      { class: "panel-head" },
      h(
        "div",
        { class: "panel-top" },
        h("p", { class: "kind" }, kind),
        trail.length > 0 && h("button", { type: "button", class: "plain", on: { click: goBack } }, "Back"),
        close,
      ),
      h("h2", { tabindex: "-1" }, title),
      ...more,
    );
  }

  function overview(scene) {
    const agree = debate.edges.filter(({ sign }) => sign > 0).length;
    const parted = ranked(debate.edges.filter(({ sign }) => sign < 0));
    const shared = ranked(debate.edges.filter(({ sign }) => sign > 0));
    return [
      h(
        "header",
        { class: "panel-head" },
        h("p", { class: "kind" }, "At a glance"),
        h(
          "h2",
          { tabindex: "-1" },
          debate.speakers.length
            ? `${plural(debate.speakers.length, "speaker")}, ${plural(debate.claims.length, "claim")}`
            : "Nobody has spoken yet",
        ),
        h("p", { class: "lead" }, summary(debate, agree)),
        debate.leftOut > 0 &&
          h(
            "p",
            { class: "note" },
            `${plural(debate.leftOut, "claim")} with many statements ${debate.leftOut === 1 ? "was" : "were"} not compared: `,
            "[inference] max_pairs in counterpoint.toml bounds how many are.",
          ),
        scene.all.length > 0 && h("p", { class: "as" }, "Choose a line or a speaker to read the words behind it."),
      ),
      parted.length > 0 &&
        h("section", { class: "block" }, h("h3", { class: "disagree-text" }, "What divides them"), pointList(parted)),
      shared.length > 0 &&
        h("section", { class: "block" }, h("h3", { class: "agree-text" }, "What they share"), pointList(shared)),
      debate.speakers.length > 0 &&
        debate.speakers.length <= MOST_LISTED &&
        h("section", { class: "block" }, h("h3", {}, "Who speaks"), speakerList(debate.speakers)),
    ];
  }

  function edgeView(edge, scene) {
    const all = pointsOf(edge.alignments);
    const kept = pointsOf(onSubject(edge, scene.state));
    const points = kept.length ? kept : all;
    const verb = edge.sign > 0 ? "agree" : "disagree";
    const other = edge.parties[0].edges.find((twin) => twin !== edge && twin.parties.includes(edge.parties[1]));
    return [
      head(
        h("span", { class: `sign ${verb}` }, verb),
        edge.parties.map((party, at) => [
          at > 0 && h("span", { class: "amp" }, edge.sign > 0 ? " and " : " against "),
          isolated(party.name),
        ]),
        h(
          "p",
          { class: "as" },
          `They ${verb} on ${plural(all.length, "point")}.`,
          " ",
          other &&
            step(
              `They also ${other.sign > 0 ? "agree" : "disagree"} on ${plural(pointsOf(other.alignments).length, "point")}.`,
              { pin: { kind: "edge", thing: other } },
            ),
        ),
      ),
      points.length < all.length &&
        h(
          "p",
          { class: "note" },
          `The filters show ${points.length} of ${all.length}. `,
          step("Show all", { topic: null, claim: null }),
        ),
      points.map((point) => pointView(edge, point)),
    ];
  }

  function speakerView(speaker, scene) {
    const relations = (sign) =>
      speaker.edges
        .filter((edge) => edge.sign === sign)
        .map((edge) => ({ edge, other: opposite(edge, speaker), count: pointsOf(edge.alignments).length }))
        .sort((one, two) => two.count - one.count || one.other.name.localeCompare(two.other.name));
    const list = (title, sign, none) => {
      const found = relations(sign);
      return h(
        "section",
        { class: "block half" },
        h("h3", { class: sign > 0 ? "agree-text" : "disagree-text" }, title),
        found.length
          ? h(
              "ul",
              { class: "relations" },
              found
                .slice(0, 8)
                .map(({ edge, other, count }) =>
                  h(
                    "li",
                    {},
                    step([isolated(other.name), h("span", { class: "count" }, plural(count, "point"))], {
                      pin: { kind: "edge", thing: edge },
                    }),
                  ),
                ),
            )
          : h("p", { class: "as" }, none),
        found.length > 8 && h("p", { class: "as" }, `and ${found.length - 8} more: see the table`),
      );
    };
    const sources = new Set(speaker.statements.map(({ source }) => source));
    const focused = scene.state.focus === speaker;
    return [
      head(
        speaker.kind,
        isolated(speaker.name),
        speaker.roles.length > 0 && h("ul", { class: "roles" }, speaker.roles.map(roleView)),
        speaker.page && h("p", { class: "as" }, pageLink(speaker, "The page of this speaker")),
        speaker.edges.length > 0 &&
          h(
            "button",
            {
              type: "button",
              class: "button",
              on: { click: () => go({ focus: focused ? null : speaker, show: "picture" }) },
            },
            focused ? "Show everyone" : "Show only this speaker’s lines",
          ),
      ),
      h(
        "div",
        { class: "halves" },
        list("Nearest allies", 1, "Nobody agrees on record."),
        list("Opponents", -1, "Nobody disagrees on record."),
      ),
      h(
        "section",
        { class: "block" },
        h("h3", {}, plural(speaker.statements.length, "statement")),
        speaker.statements.map((statement) => statementView(statement, { claim: true, source: sources.size > 1 })),
        sources.size === 1 && origin([...sources][0]),
      ),
    ];
  }

  function claimView(claim) {
    const side = (title, test) => {
      const found = claim.statements.filter(test);
      return (
        found.length > 0 &&
        h(
          "section",
          { class: "block" },
          h("h3", {}, title, " ", h("span", { class: "count" }, new Set(found.map(({ speaker }) => speaker)).size)),
          found.map((statement) => statementView(statement, { speaker: true, roles: true, source: several })),
        )
      );
    };
    const several = new Set(claim.statements.map(({ source }) => source)).size > 1;
    const about = debate.edges.filter((edge) =>
      edge.alignments.some(({ claims }) => claims.length > 1 && claims.includes(claim)),
    );
    return [
      head(
        "claim",
        isolated(claim.name),
        claim.topics.length > 0 && h("p", { class: "topic" }, claim.topics.map(({ name }) => name).join(" · ")),
        claim.page && h("p", { class: "as" }, pageLink(claim, "The page of this claim")),
        h(
          "button",
          {
            type: "button",
            class: "button",
            on: { click: () => go({ claim: scene.state.claim === claim ? null : claim, show: "picture" }) },
          },
          scene.state.claim === claim ? "Show all claims" : "Show only this claim’s lines",
        ),
      ),
      side("For", ({ polarity }) => polarity > 0),
      side("Against", ({ polarity }) => polarity !== null && polarity < 0),
      side("In part", ({ polarity }) => polarity === 0),
      side("Without taking sides", ({ polarity }) => polarity === null),
      !several && claim.statements.length > 0 && origin(claim.statements[0].source),
      about.length > 0 &&
        h(
          "section",
          { class: "block" },
          h("h3", {}, "Through a related claim"),
          h(
            "ul",
            { class: "relations" },
            about
              .slice(0, 12)
              .map((edge) =>
                h(
                  "li",
                  {},
                  step(
                    [
                      edgeTitle(edge),
                      h(
                        "span",
                        { class: `sign ${edge.sign > 0 ? "agree" : "disagree"}` },
                        edge.sign > 0 ? "agree" : "disagree",
                      ),
                    ],
                    { pin: { kind: "edge", thing: edge } },
                  ),
                ),
              ),
          ),
        ),
    ];
  }

  let scene = null;
  function show(next, { focus = false } = {}) {
    scene = next;
    const { pin, claim, focus: middle } = scene.state;
    const kind = pin?.kind ?? (claim ? "claim" : middle ? "speaker" : "none");
    const thing = pin?.thing ?? claim ?? middle;
    const made =
      kind === "edge"
        ? edgeView(thing, scene)
        : kind === "speaker"
          ? speakerView(thing, scene)
          : kind === "claim"
            ? claimView(thing)
            : overview(scene);
    panel.replaceChildren(...made.flat(2).filter(Boolean));
    panel.dataset.kind = kind;
    panel.scrollTop = 0;
    if (focus) panel.querySelector("h2").focus({ preventScroll: !narrow() });
  }
  return { show, trail };
}

const edgeTitle = (edge) => [
  isolated(edge.parties[0].name),
  edge.sign > 0 ? " and " : " against ",
  isolated(edge.parties[1].name),
];

function summary(debate, agree) {
  const { speakers, statements, edges } = debate;
  if (!speakers.length) return "Add a source with statements, build again, and its speakers appear here.";
  if (speakers.length === 1)
    return `One speaker made ${plural(statements.length, "statement")}. It takes two to agree or disagree.`;
  if (!edges.length) return `They made ${plural(statements.length, "statement")}, none of them on the same point.`;
  const disagree = edges.length - agree;
  const pairs = (count, verb) =>
    count ? `${plural(count, "pair")} ${count === 1 ? `${verb}s` : verb}` : `nobody ${verb}s`;
  return `They made ${plural(statements.length, "statement")}: ${pairs(agree, "agree")}, ${pairs(disagree, "disagree")}.`;
}

const MOST_LISTED = 60;

const speakerList = (speakers) =>
  h(
    "ul",
    { class: "relations" },
    speakers.map((speaker) =>
      h(
        "li",
        {},
        step(
          [
            h("span", {}, isolated(speaker.name), " ", h("span", { class: "as" }, speaker.at.join(" · "))),
            h("span", { class: "count" }, plural(speaker.statements.length, "statement")),
          ],
          { pin: { kind: "speaker", thing: speaker } },
        ),
      ),
    ),
  );

// The points of many edges, those that concern the most pairs first.
function ranked(edges) {
  const points = new Map();
  for (const edge of edges)
    for (const { claims, link } of pointsOf(edge.alignments)) {
      const key = claims
        .map(({ id }) => id)
        .sort()
        .join();
      if (!points.has(key)) points.set(key, { claims, link, edges: [] });
      points.get(key).edges.push(edge);
    }
  return [...points.values()].sort((one, two) => two.edges.length - one.edges.length).slice(0, 6);
}

function pointList(points) {
  return h(
    "ol",
    { class: "points" },
    points.map((point) => {
      const { claims, edges } = point;
      const [only] = edges;
      const patch =
        edges.length === 1 ? { pin: { kind: "edge", thing: only } } : { pin: { kind: "claim", thing: claims[0] } };
      return h(
        "li",
        {},
        step(claimsView(point), patch),
        h("p", { class: "as" }, edges.length === 1 ? edgeTitle(only) : plural(edges.length, "pair")),
      );
    }),
  );
}

function roleView({ held, at, former, period }) {
  return h(
    "li",
    { class: former ? "former" : null },
    h("span", {}, held, at && h("span", { class: "at" }, held && ", ", isolated(at))),
    former && h("span", { class: "past" }, "past"),
    period && h("span", { class: "past" }, period),
  );
}
