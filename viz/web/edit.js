// The page of a draft: steps without loading it anew, words chosen by selecting them, keys. All of it works without
// this script as well, with more loading.

import { Excerpt, selected, showFragment, wholeWords } from "./edit-text.js";
import { startKeys } from "./edit-keys.js";

const main = document.querySelector("main.bench");
const panel = document.getElementById("panel");
const article = document.querySelector(".article");
const live = document.getElementById("live");
const where = main.dataset.where;
const picked = document.getElementById("picked");
const PAUSE = 150;
const SETTLED = 700;
const DRAWER = `counterpoint ${where}`;
/** Text and form scroll each by itself. */
const panes = matchMedia("(min-width: 1000px) and (min-height: 560px)");
/** What was entered and not sent, by statement: it is there when somebody comes back, in this tab. */
const unsent = new Map(JSON.parse(sessionStorage.getItem(DRAWER) ?? "[]"));
/** Whether this page is about to be replaced by its newer self. */
let leaving = false;

/** The statements in order, each with its state, and the one that is shown or about to be. */
let states = [];
let target = "";
let asking = null;
let excerpt = null;
let fragment = null;
let before = "";

const $ = (selector) => panel.querySelector(selector);
const form = () => $(".statement-form");
const chosen = () => $(".panel-top").dataset.chosen;

function leave(address) {
  leaving = true;
  location.assign(address);
}

function put(item, pairs) {
  if (pairs) unsent.set(item, pairs);
  else unsent.delete(item);
  sessionStorage.setItem(DRAWER, JSON.stringify([...unsent]));
}

// What a step changes

async function load(address, options = {}, focus = "#form-heading") {
  if (options.method && isBusy()) return; // one step after the other
  asking?.abort();
  const mine = new AbortController();
  asking = mine;
  panel.setAttribute("aria-busy", "true");
  try {
    const signal = options.method ? undefined : mine.signal;
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal, ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asking !== mine) return;
    const url = new URL(answer.url);
    if (answer.ok && (answer.redirected || !options.method) && url.pathname !== new URL(where, location).pathname) {
      leave(url);
      return;
    }
    const top = page.querySelector(".panel-top");
    if (!top) {
      complain(page.querySelector("h1")?.textContent ?? "The server made a mistake", page.querySelector("main .lead")?.textContent ?? "", true);
      return;
    }
    if (options.method && answer.ok && answer.redirected) put(options.item);
    url.searchParams.delete("part");
    if (top.dataset.layout !== main.dataset.layout) {
      leave(url);
      return;
    }
    if (!options.back && (answer.redirected || !options.method)) {
      url.searchParams.delete("did");
      history.pushState(null, "", url);
    }
    panel.replaceChildren(...page.body.childNodes);
    show(focus);
  } catch (problem) {
    if (problem.name !== "AbortError") complain("The server cannot be reached", "Nothing was done; what you entered is still here.");
  } finally {
    if (asking === mine) {
      asking = null;
      target = chosen();
      panel.removeAttribute("aria-busy");
    }
  }
}

/** While an answer is awaited, keys that decide do nothing: they are meant for what is not there yet. */
const isBusy = () => asking !== null;

function complain(heading, detail, again = false) {
  const box = document.createElement("div");
  box.className = "trouble";
  box.setAttribute("role", "alert");
  const line = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = `${heading.replace(/\.$/, "")}.`;
  line.append(strong, ` ${detail} `);
  if (again) {
    const link = document.createElement("a");
    link.href = `${where}?${new URLSearchParams({ item: chosen() })}`;
    link.textContent = "Open it again";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (form()) keep();
      leave(link.href);
    });
    line.append(link);
  }
  box.append(line);
  $(".trouble")?.remove();
  $(".said").after(box);
}

function show(focus) {
  const top = $(".panel-top");
  const now = new Map(JSON.parse(top.dataset.states));
  for (const mark of article.querySelectorAll("[data-item]")) {
    const name = mark.dataset.item;
    if (name === chosen()) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
    const state = now.get(name);
    if (!state || mark.classList.contains(state)) continue;
    mark.classList.remove("open", "accepted", "rejected");
    mark.classList.add(state);
    const is = mark.querySelector(".is");
    if (is) is.textContent = state;
  }
  start();
  hidePicked();
  if (panes.matches) reveal();
  else panel.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });
  panel.scrollTop = 0;
  const trouble = $(".trouble");
  const target = trouble ?? $(focus) ?? $("#form-heading");
  target?.focus({ preventScroll: !trouble });
  const number = $("#form-heading")?.textContent.trim() ?? "";
  live.textContent = [$(".said").textContent, number, $(".panel-head .state")?.textContent].filter(Boolean).join(" ");
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Bring what is chosen into the middle of the text; of a long one, its beginning. */
function reveal(behavior = calm() ? "instant" : "smooth") {
  const mark = article.querySelector('[aria-current="true"]');
  const tall = mark && mark.getBoundingClientRect().height > article.clientHeight / 2;
  mark?.scrollIntoView({ block: tall ? "start" : "center", behavior });
}

// The form of a statement

function start() {
  states = JSON.parse($(".panel-top").dataset.states);
  target = chosen();
  for (const one of panel.querySelectorAll(".with-script, .panel-tools .help")) one.hidden = false;
  const holder = $(".excerpt");
  excerpt = form() && holder ? new Excerpt(holder) : null;
  fragment = null;
  before = "";
  if (!excerpt) {
    showFragment(article, "", null);
    return;
  }
  const kept = unsent.get(chosen());
  if (kept && !$(".trouble")) fill(kept);
  const { start: from, end: to } = form().elements;
  fragment = from.value ? { start: Number(from.value), end: Number(to.value) } : null;
  paint();
  before = kept ? " " : entered(); // what was kept is kept on
}

function entered() {
  const data = new FormData(form());
  for (const name of ["token", "revision"]) data.delete(name);
  return new URLSearchParams(data).toString();
}

function keep() {
  if (form() && before && entered() !== before) put(chosen(), [...new FormData(form())]);
}

function fill(pairs) {
  const values = new Map(pairs);
  for (const field of form().elements) {
    if (!field.name || ["token", "revision", "item", "do"].includes(field.name)) continue;
    if (field.type === "radio") field.checked = values.get(field.name) === field.value;
    else if (field.type === "checkbox") field.checked = values.has(field.name);
    else if (values.has(field.name)) field.value = values.get(field.name);
  }
  const search = $("#search-claims");
  if (search.value && !$('input[name="claim"]:checked')) searchNow(search, values.get("claim"));
  $(".said").textContent = "What you entered here before is not sent yet.";
}

function paint() {
  const words = form().elements.quote.value.split(/\s+/).filter(Boolean).length;
  const output = $("#words");
  output.value = words;
  output.classList.toggle("over", words > Number(output.dataset.limit));
  form().elements.start.value = fragment?.start ?? "";
  form().elements.end.value = fragment?.end ?? "";
  showFragment(article, chosen(), fragment);
  showFragment($(".excerpt"), "", fragment);
}

function take(stretch) {
  if (!stretch) return;
  fragment = stretch;
  form().elements.quote.value = excerpt.slice(stretch.start, stretch.end);
  paint();
}

function takeSelection(holder) {
  const found = selected(holder);
  const snapped = found && form() && excerpt?.snap(found.start, found.end);
  const range = found && holder === article ? getSelection().getRangeAt(0).cloneRange() : null;
  if (range) showPicked(wholeWords(article, found), range);
  if (!snapped) return;
  take(snapped);
  getSelection().removeAllRanges();
  const count = $("#words").value;
  live.textContent = `Fragment: ${form().elements.quote.value} (${count} words)`;
}

// Words that the machine has missed

function showPicked(words, range) {
  const holder = $(".missed-form");
  if (!words || !holder) return;
  holder.elements.from.value = words.start;
  holder.elements.to.value = words.end;
  holder.elements.missed.value = words.words;
  picked.hidden = false;
  const [box, around] = [[...range.getClientRects()].at(-1) ?? range.getBoundingClientRect(), article.getBoundingClientRect()];
  const left = Math.min(box.right - around.left - picked.offsetWidth / 2, article.clientWidth - picked.offsetWidth - 8);
  picked.style.left = `${Math.max(left, 0)}px`;
  picked.style.top = `${box.bottom - around.top + article.scrollTop + 6}px`;
}

function hidePicked() {
  picked.hidden = true;
}

/** Make a statement of what is picked, or ask for its words. */
function make() {
  const holder = $(".missed-form");
  if (picked.hidden) {
    holder.closest("details").open = true;
    holder.elements.missed.focus();
  } else holder.requestSubmit(holder.querySelector("button"));
}

let timer = 0;
function search(input) {
  clearTimeout(timer);
  timer = setTimeout(() => searchNow(input, $("#found :checked")?.value), PAUSE);
}

async function searchNow(input, taken) {
  const words = input.value.trim();
  const answer = words
    ? await fetch(`${where}/find?${new URLSearchParams({ q: words })}`, { headers: { Accept: "application/json" } }).catch(() => null)
    : null;
  if (!input.isConnected || input.value.trim() !== words || (words && !answer?.ok)) return;
  const results = answer ? (await answer.json()).results : [];
  const offered = new Set([...panel.querySelectorAll(".claims-to-choose > .claim-choice input")].map((one) => one.value));
  $("#found").replaceChildren(...results.filter((one) => !offered.has(one.id)).map((one) => choice(one, taken)));
  $("#found-none").textContent = words && !results.length ? "No claim has these words." : "";
}

function choice({ id, name, topics }, taken) {
  const label = document.createElement("label");
  label.className = "claim-choice";
  const input = document.createElement("input");
  Object.assign(input, { type: "radio", name: "claim", value: id, checked: id === taken });
  const text = document.createElement("span");
  text.className = "claim-text";
  const wording = document.createElement("bdi");
  wording.textContent = name;
  const about = document.createElement("span");
  about.className = "claim-topics";
  about.textContent = topics;
  text.append(wording, " ", about);
  label.append(input, text);
  return label;
}

// What people do

/** Go to the next statement (1), the one before (-1), or the next that is open (0), also while one is on its way. */
function go(step) {
  const at = states.findIndex(([name]) => name === target);
  const later = [...states.slice(at + 1), ...states.slice(0, Math.max(at, 0))];
  const [name] = (step ? states[at + step] : later.find(([, state]) => state === "open")) ?? [];
  if (name === undefined) return;
  if (!isBusy()) keep();
  target = name;
  const onMark = document.activeElement?.closest?.(".article [data-item]");
  load(`${where}?${new URLSearchParams({ item: name, part: "1" })}`).then(() => {
    if (onMark) article.querySelector(`[data-item="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  });
}

main.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && link.dataset.item !== undefined && getSelection().toString()) {
    event.preventDefault(); // words were selected, not followed
    return;
  }
  if (link && !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0) {
    const url = new URL(link.href);
    const item = url.searchParams.get("item");
    if (item !== null && url.pathname === new URL(where, location).pathname) {
      event.preventDefault();
      if (link.closest(".trouble")) put(item);
      else keep();
      load(`${where}?${new URLSearchParams({ item, part: "1" })}`);
    }
    return;
  }
  const suggestion = event.target.closest("[data-speaker]");
  if (suggestion) {
    event.preventDefault();
    form().elements.speaker.value = suggestion.dataset.speaker;
    form().elements.speaker.focus();
  }
  const mover = event.target.closest("[data-move]");
  if (mover && fragment) take(excerpt.move(fragment, mover.dataset.move, Number(mover.dataset.step)));
});

panel.addEventListener("submit", (event) => {
  const sent = event.target;
  if (new URL(sent.action).pathname !== new URL(where, location).pathname) return;
  event.preventDefault();
  const data = new FormData(sent);
  const button = event.submitter;
  if (button?.name) data.set(button.name, button.value);
  data.set("part", "1");
  if (form()) keep();
  const shown = ["find", "use"].includes(button?.value);
  if (shown) put(chosen());
  const focus = button?.value === "find" ? "#search-claims" : "#form-heading";
  const item = sent === form() ? chosen() : "";
  load(where, { method: "POST", body: new URLSearchParams(data), item }, focus);
});

panel.addEventListener("input", (event) => {
  if (event.target.id === "search-claims") search(event.target);
  if (event.target.id === "quote") {
    fragment = excerpt.find(event.target.value.trim());
    paint();
  }
  if (event.target.id === "speaker") {
    const roles = $(".capacities"); // they are those of whom the draft has
    if (roles) roles.hidden = event.target.value.trim() !== event.target.defaultValue;
  }
  if (event.target.id === "missed") {
    event.target.form.elements.from.value = "";
    event.target.form.elements.to.value = "";
  }
});

panel.addEventListener("toggle", (event) => event.target.matches(".reject[open]") && $("#reason").focus(), true);

let touching = false;
let settling = 0;
const placeOf = (node) => (node?.closest ? node : node?.parentElement)?.closest(".article, .excerpt");
addEventListener("pointerdown", (event) => {
  touching = event.pointerType === "touch";
  if (!picked.contains(event.target)) hidePicked();
}, true);
for (const holder of [article, panel])
  for (const kind of ["pointerup", "keyup"])
    holder.addEventListener(kind, (event) => {
      const place = placeOf(event.target);
      if (place && !touching && !picked.contains(event.target)) setTimeout(() => takeSelection(place));
    });
// On a screen that is touched, what is selected is drawn out by its ends, and no pointer comes up.
document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  const place = touching && placeOf(getSelection().anchorNode);
  if (place) settling = setTimeout(() => takeSelection(place), SETTLED);
});
picked.addEventListener("click", make);

addEventListener("popstate", () => load(`${where}?${new URLSearchParams([...new URLSearchParams(location.search), ["part", "1"]])}`, { back: true }));
addEventListener("beforeunload", (event) => {
  if (leaving) return;
  if (form()) keep();
  if (unsent.size) event.preventDefault();
});

startKeys({ panel, go, form, isBusy, make, hidePicked });
start();
if (panes.matches) reveal("instant");
document.documentElement.dataset.ready = "true";
