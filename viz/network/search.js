// Search with suggestions: a combobox after the ARIA Authoring Practices (list autocomplete, manual selection).

const MOST_SUGGESTIONS = 10;
const KINDS = { speaker: "speaker", claim: "claim", topic: "topic" };

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function makeSearch() {
  const input = element("search");
  const list = element("suggestions");
  let entries = null;
  let found = [];
  let active = -1;

  // Made when somebody begins to search: twenty thousand names take a moment to fold.
  function allEntries() {
    entries ??= [
      ...debate.speakers.map((thing) => entry(KINDS.speaker, thing, [...thing.at, ...rolesOf(thing)])),
      ...debate.claims.map((thing) => entry(KINDS.claim, thing, [])),
      ...debate.topics.map((thing) => entry(KINDS.topic, thing, [])),
    ];
    return entries;
  }

  const rolesOf = (speaker) => speaker.roles.flatMap(({ held, at, kind }) => [held, at, debate.roleKinds[kind]]);

  function entry(kind, thing, more) {
    return {
      kind,
      thing,
      name: folded(thing.name),
      text: folded([thing.name, ...new Set(more.filter(Boolean))].join(" · ")),
    };
  }

  // Better matches first: the beginning of the name, of a word in it, anywhere in it, in a role or organisation.
  function rank({ name, text }, words) {
    if (!words.every((word) => text.includes(word))) return 0;
    const [first] = words;
    return name.startsWith(first) ? 4 : name.includes(` ${first}`) ? 3 : name.includes(first) ? 2 : 1;
  }

  function suggest() {
    const words = folded(input.value).split(/\s+/).filter(Boolean);
    found =
      words.length && debate.evidence
        ? allEntries()
            .map((each) => [rank(each, words), each])
            .filter(([score]) => score)
            .sort((one, two) => two[0] - one[0])
            .slice(0, MOST_SUGGESTIONS)
            .map(([, each]) => each)
        : [];
    active = -1;
    list.replaceChildren(
      ...found.map(({ kind, thing }, at) =>
        h(
          "li",
          {
            role: "option",
            id: `suggestion-${at}`,
            "aria-selected": "false",
            on: { pointerdown: (event) => event.preventDefault(), click: () => choose(at) },
          },
          h(
            "span",
            { class: "name" },
            isolated(thing.name),
            kind === KINDS.speaker && thing.at.length > 0 && h("small", {}, thing.at.join(" · ")),
          ),
          h("span", { class: "kind" }, kind),
        ),
      ),
      ...(words.length && !found.length
        ? [h("li", { class: "none", role: "option", "aria-disabled": "true" }, "Nothing is called that")]
        : []),
    );
    open(words.length > 0);
  }

  function open(yes) {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
    if (!yes) mark(-1);
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `suggestion-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function choose(at) {
    const { kind, thing } = found[at];
    input.value = "";
    open(false);
    if (kind === KINDS.topic) go({ topic: thing, claim: null, pin: null });
    else go({ pin: { kind, thing } }, { focus: true, reach: kind === KINDS.speaker ? thing : null });
  }

  const keys = {
    ArrowDown: () => found.length && (open(true), mark((active + 1) % found.length)),
    ArrowUp: () => found.length && (open(true), mark((active <= 0 ? found.length : active) - 1)),
    Enter: () => found.length && !list.hidden && choose(Math.max(0, active)),
    Escape: () => (list.hidden ? (input.value = "") : open(false)),
  };
  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.value && suggest());
  input.addEventListener("blur", () => open(false));
  input.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
