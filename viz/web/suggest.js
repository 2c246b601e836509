// Suggestions while somebody types a name. Without this script every field works as it is.

"use strict";

const PAUSE = 120;
const MOST = 12;

for (const input of document.querySelectorAll("input[name=q], input[data-kinds]")) {
  const list = document.createElement("datalist");
  list.id = input.getAttribute("list") || `${input.id}-suggestions`;
  if (!input.hasAttribute("list")) {
    input.after(list);
    input.setAttribute("list", list.id);
  }
  const target = document.getElementById(list.id);
  let timer = 0;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const typed = input.value.trim();
      if (!typed || typed === asked) return;
      asked = typed;
      const kinds = (input.dataset.kinds ?? "").split(" ").filter(Boolean);
      const query = new URLSearchParams([["q", typed], ["limit", MOST], ...kinds.map((kind) => ["kind", kind])]);
      const answer = await fetch(`/api/search?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || input.value.trim() !== typed) return;
      const { results } = await answer.json();
      target.replaceChildren(
        ...results.map(({ name, kind, detail }) => {
          const option = document.createElement("option");
          option.value = name;
          option.label = detail ? `${name} (${detail})` : `${name} (${kind})`;
          return option;
        }),
      );
    }, PAUSE);
  });
}
