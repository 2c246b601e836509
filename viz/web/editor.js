// The editor: asks this server only, completes from what this server knows, and keeps nothing.

"use strict";

async function startEditor() {
  const { classes, properties, prefixes, base } = await (await fetch("/editor/terms.json")).json();
  const holder = document.getElementById("yasgui");
  const known = { persistenceId: null, bulk: true };
  const { Autocompleters } = Yasgui.Yasqe;
  Object.assign(Autocompleters.prefixes, known, {
    get: Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`),
  });
  Object.assign(Autocompleters.class, known, { get: classes });
  Object.assign(Autocompleters.property, known, { get: properties });

  const endpoint = new URL("/sparql", location.href).href;
  const yasgui = new Yasgui(holder, {
    autofocus: false,
    persistenceId: null,
    populateFromUrl: false,
    copyEndpointOnNewTab: false,
    tabName: "Query",
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    yasqe: {
      value: holder.dataset.query,
      persistenceId: null,
      createShareableLink: null,
      resizeable: true,
    },
    yasr: { prefixes, persistenceId: null },
  });
  const yasqe = () => yasgui.getTab().getYasqe();
  // Who moves by keyboard gets out of the editor with it.
  yasqe().setOption("extraKeys", { ...yasqe().getOption("extraKeys"), Tab: false, "Shift-Tab": false });
  yasqe().setValue(holder.dataset.query);
  name(holder);
  // What shows the results is made anew with each of them.
  new MutationObserver(() => name(holder)).observe(holder, { childList: true, subtree: true });

  const example = document.getElementById("example");
  example.addEventListener("change", () => {
    if (example.value) yasqe().setValue(example.value);
  });
  example.closest(".examples").hidden = false;

  // What has a page here is read here.
  holder.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("a[href]");
      const href = link?.getAttribute("href") ?? "";
      const rest = href.startsWith(base) ? href.slice(base.length) : "";
      if (/^[^/\\]/.test(rest)) link.href = `/${rest}`;
    },
    true,
  );
  document.documentElement.dataset.ready = "true";
}

// Names for those who do not see the controls.
function name(holder) {
  for (const area of holder.querySelectorAll("textarea")) area.setAttribute("aria-label", "SPARQL query");
  for (const [where, label] of [
    [".yasqe_queryButton", "Run the query"],
    [".yasqe_share", "Share"],
    [".autocomplete", "Endpoint"],
    [".yasr_btn", "View"],
    [".tableSizer", "Rows on a page"],
    [".tableFilter", "Filter the rows"],
  ])
    for (const control of holder.querySelectorAll(where))
      if (!control.getAttribute("aria-label")) control.setAttribute("aria-label", label);
}

startEditor();
