// Elements. Text from the debate only ever becomes a text node or the value of a harmless attribute.

function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (value !== undefined && value !== null && value !== false)
      made.setAttribute(name, value === true ? "" : value);
  }
  made.append(
    ...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false && child !== ""),
  );
  return made;
}

// A name of unknown direction, kept from turning the text around it.
const isolated = (name) => h("bdi", {}, name || "unnamed");

const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

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

// One claim, or two and the word between them.
const claimsView = ({ claims, link }, show = (claim) => isolated(claim.name)) =>
  claims.map((claim, at) => [at > 0 && h("span", { class: "and" }, ` ${link || "and"} `), show(claim)]);

function sourceLink({ title, url }) {
  if (!/^https?:\/\//i.test(url)) return isolated(title);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, isolated(title));
}

// Where a thing has a page of its own, the way to it. Only the web server's pages have such.
const pageLink = ({ page }, words) =>
  /^\/(?!\/)/.test(page ?? "") ? h("a", { href: page, class: "own-page" }, words) : null;

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const narrow = () => matchMedia("(max-width: 860px)").matches;
