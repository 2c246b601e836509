// What divides two camps and what they share, claim by claim.

// For each claim that two groups of speakers differ or agree on: how many pairs do, and who stands where.
function rankedBetween(lines, sign) {
  const { range, alignments, points, edges } = debate.evidence;
  const { passes } = weigh(state);
  const found = new Map();
  for (const line of lines) {
    if (edges.sign[line] !== sign) continue;
    const [start, end] = range(line);
    let last = -1;
    for (let at = start; at < end; at += 1) {
      const about = alignments.about[at];
      if (about === last || !passes(at)) continue;
      last = about;
      const point = remembered(found, about, () => ({ ...points[about], pairs: 0, line }));
      point.pairs += 1;
    }
  }
  return [...found.values()].sort((one, two) => two.pairs - one.pairs);
}

// All lines that pass the filters with an end in each of two camps; of one camp with itself, the lines within it.
function linesBetween(one, other) {
  const { edges } = debate.evidence;
  const camps = (line) => [debate.speakers[edges.one[line]].inCamp, debate.speakers[edges.other[line]].inCamp];
  const own = new Set((one.members.length < other.members.length ? one : other).members.flatMap(({ lines }) => lines));
  return [...own].filter(isShown).filter((line) => {
    const [first, second] = camps(line);
    return (first === one && second === other) || (first === other && second === one);
  });
}

// How the members of a camp stand on a claim, by the sum of what each said.
function standOn(camp, claims) {
  const sums = new Map();
  for (const claim of claims)
    for (const { speaker, polarity } of claim.statements)
      if (speaker.inCamp === camp && polarity) sums.set(speaker, (sums.get(speaker) ?? 0) + polarity);
  const values = [...sums.values()];
  return { for: values.filter((sum) => sum > 0).length, against: values.filter((sum) => sum < 0).length };
}

const sideText = ({ for: pro, against }) =>
  [pro && `${number(pro)} for`, against && `${number(against)} against`].filter(Boolean).join(", ") || "nobody";

// What two camps make of one claim: their numbers, and one voice of each, so that the words are there to read.
function divisionView(point, camps) {
  const voice = (camp) => {
    const line = lineAt(point.line);
    const speaker = line.parties.find(({ inCamp }) => inCamp === camp) ?? line.parties[0];
    const said = pointsOf(line).find(({ claims }) => claims[0] === point.claims[0] && claims[1] === point.claims[1]);
    const own = said ? [...said.statements].filter((statement) => statement.speaker === speaker) : [];
    return h(
      "section",
      { class: "side" },
      h("h4", {}, campStep(camp)),
      h("p", { class: "as" }, sideText(standOn(camp, point.claims.slice(0, 1)))),
      h(
        "div",
        {},
        own
          .slice(0, 1)
          .map((statement) =>
            statementView(statement, { speaker: true, roles: true, source: false, claim: point.claims.length > 1 }),
          ),
      ),
    );
  };
  const [one, other] = camps;
  return h(
    "article",
    { class: "point" },
    h("p", { class: "topic" }, [plural(point.pairs, "pair"), ...topicsOf(point.claims)].join(" · ")),
    h("h3", {}, claimsView(point, claimStep)),
    one !== other && h("div", { class: "sides" }, camps.map(voice)),
    step("Read this line", { pin: { kind: "line", thing: lineAt(point.line) } }, { class: "button small" }),
  );
}

function betweenView({ camps }, head) {
  const [one, other] = camps;
  const lines = linesBetween(one, other);
  const parted = rankedBetween(lines, -1);
  const shared = rankedBetween(lines, 1);
  const list = (title, points, tone, most) =>
    points.length > 0 &&
    h(
      "section",
      { class: "block" },
      h("h3", { class: tone }, title, " ", h("span", { class: "count" }, plural(points.length, "point"))),
      shortList(
        { class: "divisions" },
        points,
        most,
        (point) => h("li", {}, divisionView(point, camps)),
        "more points",
      ),
    );
  return [
    head(
      "two camps",
      one === other
        ? [campTitle(one), h("span", { class: "amp" }, " among themselves")]
        : [campTitle(one), h("span", { class: "amp" }, " and "), campTitle(other)],
      h("p", { class: "as" }, `${campSize(one)}${one === other ? "" : ` and ${campSize(other)}`}.`),
    ),
    list("What divides them", parted, "disagree-text", 4),
    list("What they share", shared, "agree-text", 2),
    !parted.length && !shared.length && h("p", { class: "as" }, "No line between them passes the filters."),
  ];
}
