// Keys for who decides on many statements. Single ones can be turned off, and do nothing while somebody types.

const STANCES = { "+": "supports", "=": "supports", "-": "opposes", "~": "qualifies", ".": "mentions" };
const OFF = "counterpoint-no-single-keys";

const QUIET = 600;
let deafUntil = 0;

export function startKeys({ panel, go, form, isBusy, make, hidePicked }) {
  const dialog = document.getElementById("keys");
  const single = document.getElementById("single-keys");
  const $ = (selector) => panel.querySelector(selector);
  single.checked = !localStorage.getItem(OFF);
  single.addEventListener("change", () => (single.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "yes")));
  panel.addEventListener("click", (event) => event.target.closest(".help[type=button]") && dialog.showModal());

  const press = (selector) => {
    const button = $(selector);
    if (button) button.form.requestSubmit(button);
  };
  const enter = (selector) => {
    const field = $(selector);
    const around = field?.closest("details");
    if (around) around.open = true;
    field?.focus();
    field?.select();
  };
  const check = (selector) => {
    const field = $(selector);
    if (!field) return;
    const around = field.closest("details");
    if (around) around.open = true;
    field.checked = true;
    field.focus();
  };
  const stance = (name) => {
    const rows = panel.querySelectorAll(".stand select");
    const more = $(".one-more");
    if (rows.length === 1 && !more.open) rows[0].value = name;
    else check(`.one-more input[name="stance"][value="${name}"]`);
  };
  const similar = (number) => {
    const one = panel.querySelectorAll(".claims-to-choose > .claim-choice:not(.new) input")[number - 1];
    if (one) {
      one.closest("details").open = true;
      one.checked = true;
      one.focus();
    }
  };

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    n: () => go(0),
    a: () => press('[value="accept"]'),
    u: () => press('[value="undo"]'),
    r: () => {
      const reject = $(".reject");
      if (reject) reject.open = true;
      $("#reason")?.focus();
    },
    s: () => enter("#speaker"),
    f: () => enter("#quote"),
    "/": () => enter("#search-claims"),
    c: () => {
      check('input[name="claim"][value="new"]');
      $("#wording")?.focus();
    },
    m: make,
    "?": () => dialog.showModal(),
  };

  addEventListener("keydown", (event) => {
    const target = event.target;
    const typing = target.matches?.("textarea, select, input:not([type=radio], [type=checkbox])");
    if (dialog.open || event.isComposing) return;
    if (event.key === "Escape") hidePicked();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press('[value="accept"]');
    } else if (event.key === "Escape" && typing && panel.contains(target)) {
      target.blur();
      $("#form-heading")?.focus({ preventScroll: true });
    } else if (event.key === "Enter" && typing && target.matches("input") && form()?.contains(target)) {
      event.preventDefault(); // a line that is complete is no decision
      if (target.id === "reason") press('[value="reject"]');
      else if (target.id === "search-claims") panel.querySelector("#found input")?.focus();
    } else if (!typing && single.checked && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const act = keys[event.key] ?? (STANCES[event.key] && (() => stance(STANCES[event.key])));
      const number = /^[1-3]$/.test(event.key) ? Number(event.key) : 0;
      if (!act && !number) return;
      event.preventDefault();
      // Who types on while an answer is awaited means what is not there yet: until a pause, no letter decides anything.
      const deaf = isBusy() ? !"jkn?".includes(event.key) : event.timeStamp < deafUntil;
      deafUntil = deaf ? event.timeStamp + QUIET : 0;
      if (deaf) return;
      if (act) act();
      else similar(number);
    }
  });
}
