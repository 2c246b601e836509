// Elements. Text from the debate only ever becomes a text node or the value of a harmless attribute.

function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (value !== undefined && value !== null && value !== false)
      made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(3).filter(there));
  return made;
}

const there = (child) => child !== null && child !== undefined && child !== false && child !== "";

// The same for drawings.
function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter(there));
  return made;
}

// A name of unknown direction, kept from turning the text around it.
const isolated = (name) => h("bdi", {}, name || "unnamed");

const number = (count) => count.toLocaleString("en-GB");
const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

// Somewhere to go within the page: a link that can also be copied or opened beside this one.
function step(content, patch, attributes = {}) {
  const click = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(patch, { focus: true });
  };
  return h(
    "a",
    { href: `#${formatState({ ...state, ...patch })}`, class: "step", ...attributes, on: { click } },
    content,
  );
}

const button = (words, click, attributes = {}) =>
  h("button", { type: "button", class: "button", ...attributes, on: { click } }, words);

// One claim, or two and the word between them.
const claimsView = ({ claims, link }, show = (claim) => isolated(claim.name)) =>
  claims.map((claim, at) => [at > 0 && h("span", { class: "and" }, ` ${link || "and"} `), show(claim)]);

const claimStep = (claim) => step(isolated(claim.name), { pin: { kind: "claim", thing: claim } });
const speakerStep = (speaker) => step(isolated(speaker.name), { pin: { kind: "speaker", thing: speaker } });

function sourceLink({ title, url }) {
  if (!/^https?:\/\//i.test(url)) return isolated(title);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, isolated(title));
}

// Where a thing has a page of its own, the way to it. Only the web server's pages have such.
const pageLink = ({ page }, words) =>
  /^\/(?!\/)/.test(page ?? "") ? h("a", { href: page, class: "own-page" }, words) : null;

// A list of which only the beginning is shown until somebody asks for the rest.
function shortList(attributes, things, most, view, rest = "more") {
  const list = h(attributes.ordered ? "ol" : "ul", { class: attributes.class }, things.slice(0, most).map(view));
  if (things.length <= most) return [list];
  const more = button(`${number(things.length - most)} ${rest}`, () => {
    list.append(...things.slice(most, most + 500).map(view));
    list.children[most]?.querySelector("a")?.focus();
    most += 500;
    if (most >= things.length) more.remove();
    else more.textContent = `${number(things.length - most)} ${rest}`;
  });
  more.classList.add("more");
  return [list, more];
}

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 860px)").matches;
