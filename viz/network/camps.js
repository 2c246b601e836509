// Camps in words: who is in one, and where it stands.

const campTitle = (camp) => isolated(campName(camp, " and others"));
const campStep = (camp) => step(campTitle(camp), { pin: { kind: "camp", thing: camp } });

// The claims that most members of a camp take the same side on.
function standsOf(camp) {
  const { statements, stances } = debate.evidence;
  const sides = new Map();
  for (const member of camp.members)
    for (const at of debate.evidence.said.of(member.index)) {
      const polarity = stances[statements.stance[at]][1];
      if (!polarity || !statementPasses(statementAt(at))) continue;
      const side = remembered(sides, statements.claim[at], () => ({ for: new Set(), against: new Set() }));
      side[polarity > 0 ? "for" : "against"].add(member);
    }
  return [...sides]
    .map(([at, side]) => ({ claim: debate.claims[at], for: side.for.size, against: side.against.size }))
    .sort(
      (one, two) =>
        Math.abs(two.for - two.against) - Math.abs(one.for - one.against) || one.claim.index - two.claim.index,
    );
}

// The other camps, and the speakers in none, that a camp has lines with: how many pairs agree and how many disagree.
function besideCamp(camp, scene) {
  const { edges } = debate.evidence;
  const found = new Map();
  for (const at of scene.all) {
    const ends = [debate.speakers[edges.one[at]], debate.speakers[edges.other[at]]].map((end) => end.inCamp ?? end);
    if (ends[0] === ends[1] || !ends.includes(camp)) continue;
    const other = ends[0] === camp ? ends[1] : ends[0];
    const sums = remembered(found, other, () => ({ other, agree: 0, disagree: 0 }));
    sums[WORDS[edges.sign[at]]] += 1;
  }
  return [...found.values()].sort((one, two) => lean(two) - lean(one));
}

// By how many pairs more they agree than disagree.
const lean = ({ agree, disagree }) => agree - disagree;
const balance = ({ agree, disagree }) =>
  [agree && `${number(agree)} agree`, disagree && `${number(disagree)} disagree`].filter(Boolean).join(", ");

function campView(camp, head) {
  const inside = state.within === camp;
  const beside = besideCamp(camp, baseOf({ ...state, within: null, focus: null }));
  const list = (title, found, tone, none) =>
    h(
      "section",
      { class: "block half" },
      h("h3", { class: tone }, title),
      found.length
        ? shortList({ class: "relations stacked" }, found, 5, ({ other, ...sums }) =>
            h(
              "li",
              {},
              step(
                [
                  other.members ? isolated(campName(other)) : isolated(other.name),
                  h("span", { class: "count" }, balance(sums)),
                ],
                {
                  pin: other.members
                    ? { kind: "between", thing: pairOf(camp, other) }
                    : { kind: "speaker", thing: other },
                },
              ),
            ),
          )
        : h("p", { class: "as" }, none),
    );
  const stands = standsOf(camp);
  const apart = rankedBetween(linesBetween(camp, camp), -1);
  return [
    head(
      camp.others ? "the rest" : "camp",
      [campTitle(camp)],
      h(
        "p",
        { class: "as" },
        camp.others
          ? `${campSize(camp)} in no camp, or in one too small to be drawn.`
          : `${campSize(camp)} who agree more with each other than with the rest.`,
      ),
      button(inside ? "Show everyone" : "Draw its speakers", () =>
        go({ within: inside ? null : camp, focus: null, show: "picture" }),
      ),
    ),
    h(
      "div",
      { class: "halves" },
      list(
        "Mostly with it",
        beside.filter((one) => lean(one) > 0),
        "agree-text",
        "No other.",
      ),
      list("Mostly against it", beside.filter((one) => lean(one) <= 0).reverse(), "disagree-text", "No other."),
    ),
    stands.length > 0 &&
      h(
        "section",
        { class: "block" },
        h("h3", {}, "Where it stands"),
        shortList({ class: "relations" }, stands, 6, (stand) =>
          h(
            "li",
            {},
            step([isolated(stand.claim.name), h("span", { class: "count" }, sideText(stand))], {
              pin: { kind: "claim", thing: stand.claim },
            }),
          ),
        ),
      ),
    apart.length > 0 &&
      h(
        "section",
        { class: "block" },
        h("h3", { class: "disagree-text" }, "What divides it within"),
        shortList({ class: "relations" }, apart, 4, (point) =>
          h(
            "li",
            {},
            step([h("span", {}, claimsView(point)), h("span", { class: "count" }, plural(point.pairs, "pair"))], {
              pin: { kind: "line", thing: lineAt(point.line) },
            }),
          ),
        ),
      ),
    h(
      "section",
      { class: "block" },
      h("h3", {}, "Its speakers"),
      shortList({ class: "relations" }, camp.members, 12, speakerItem),
    ),
  ];
}

// The camps in a list, with the way to what divides the two largest that disagree.
function campList(scene) {
  const known = debate.camps.filter(({ members }) => members.length);
  if (known.length < 2) return null;
  const ties = scene.weighed ? campTies(baseOf({ ...state, within: null, focus: null })) : scene.ties;
  const apart = ties.filter(({ sign, ends }) => sign < 0 && ends[0] !== ends[1]).slice(0, 3);
  const alone = debate.speakers.filter(({ inCamp }) => !inCamp);
  return h(
    "section",
    { class: "block" },
    h("h3", {}, "Camps"),
    shortList({ class: "relations camps" }, known, 8, (camp) =>
      h(
        "li",
        {},
        step([isolated(campName(camp)), h("span", { class: "count" }, campSize(camp))], {
          pin: { kind: "camp", thing: camp },
        }),
      ),
    ),
    alone.length > 0 &&
      h(
        "p",
        { class: "as" },
        alone.length <= 3
          ? [
              alone.map((speaker, at) => [at > 0 && ", ", speakerStep(speaker)]),
              alone.length === 1 ? " is in no camp." : " are in none.",
            ]
          : `${plural(alone.length, "speaker")} are in none.`,
      ),
    scene.weighed &&
      apart.length > 0 &&
      h(
        "ul",
        { class: "apart" },
        apart.map((tie) =>
          h(
            "li",
            {},
            step(
              [
                h("span", { class: "sign disagree" }, plural(tie.weight, "pair")),
                " What divides ",
                isolated(campName(tie.ends[0])),
                h("span", { class: "and" }, " and "),
                isolated(campName(tie.ends[1])),
              ],
              { pin: { kind: "between", thing: tie.thing } },
            ),
          ),
        ),
      ),
  );
}
