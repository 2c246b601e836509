// The panel: the debate at a glance until something is chosen, then the words behind it.

const MOST_LISTED = 60;

function makePanel() {
  const panel = element("panel");
  const trail = [];

  function close() {
    // What the panel would fall back to, where it is the same thing, goes with it.
    const left = (thing) => (!state.pin || state.pin.thing === thing ? null : thing);
    const { claim, focus, within } = state;
    go({ pin: null, claim: left(claim), focus: left(focus), within: left(within) }, { toPicture: true });
  }

  function head(kind, title, ...more) {
    return h(
      "header",
      { class: "panel-head" },
      h(
        "div",
        { class: "panel-top" },
        h("p", { class: "kind" }, kind),
        trail.length > 0 && h("button", { type: "button", class: "plain", on: { click: goBack } }, "Back"),
        h("button", { type: "button", class: "close", "aria-label": "Close", on: { click: close } }, "×"),
      ),
      h("h2", { tabindex: "-1" }, title),
      ...more,
    );
  }

  function lineView(line) {
    const all = pointsOf(line);
    const kept = pointsOf(line, weigh(state).passes);
    const points = kept.length ? kept : all;
    const verb = WORDS[line.sign];
    const other = between(...line.parties).find(({ sign }) => sign !== line.sign);
    return [
      head(
        h("span", { class: `sign ${verb}` }, verb),
        line.parties.map((party, at) => [
          at > 0 && h("span", { class: "amp" }, line.sign > 0 ? " and " : " against "),
          isolated(party.name),
        ]),
        h(
          "p",
          { class: "as" },
          `They ${verb} on ${plural(all.length, "point")}.`,
          " ",
          other &&
            step(`They also ${WORDS[other.sign]} on ${plural(pointsOf(other).length, "point")}.`, {
              pin: { kind: "line", thing: other },
            }),
        ),
      ),
      kept.length < all.length &&
        h(
          "p",
          { class: "note" },
          `The filters show ${kept.length} of ${all.length}. `,
          step("Show all", Object.fromEntries(FILTERS.map((name) => [name, null]))),
        ),
      ...points.map((point) => pointView(line, point)),
    ];
  }

  const views = {
    line: lineView,
    speaker: (speaker) => speakerView(speaker, head),
    claim: (claim) => claimView(claim, head),
    camp: (camp) => campView(camp, head),
    between: (pair) => betweenView(pair, head),
  };

  function show(scene, { focus = false } = {}) {
    const { pin, claim, focus: middle, within } = scene.state;
    const kind = pin?.kind ?? (claim ? "claim" : middle ? "speaker" : within ? "camp" : "none");
    const thing = pin?.thing ?? claim ?? middle ?? within;
    const made = kind === "none" || !debate.evidence ? overview(scene) : views[kind](thing);
    const held = panel.contains(document.activeElement); // or the keyboard would be nowhere
    panel.replaceChildren(...made.flat(3).filter(there));
    panel.dataset.kind = kind;
    panel.scrollTop = 0;
    if (focus || held) panel.querySelector("h2").focus({ preventScroll: !narrow() });
  }
  return { show, trail };
}

const lineTitle = (line) => [
  isolated(line.parties[0].name),
  line.sign > 0 ? " and " : " against ",
  isolated(line.parties[1].name),
];
