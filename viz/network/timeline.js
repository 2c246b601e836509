// When it was said: the statements of each period, and two handles that choose from which to which.

const MOST_PERIODS = 400;

// Periods are as fine as the coarsest date: days, months or years, and coarser where there would be too many to see.
function periodsOf(days) {
  const dated = days.filter((day) => /^\d{4}/.test(day));
  if (!dated.length) return null;
  let length = Math.min(10, ...dated.map((day) => (day.length >= 10 ? 10 : day.length >= 7 ? 7 : 4)));
  for (;;) {
    const keys = dated.map((day) => day.slice(0, length)).sort();
    const all = everyPeriod(keys[0], keys.at(-1), length);
    if (length === 4 || (all.length <= (length === 10 ? 62 : 96) && all.length > 1)) return { length, all };
    if (length === 10 && all.length === 1) return { length, all };
    length = length === 10 ? 7 : 4;
  }
}

function everyPeriod(first, last, length) {
  const all = [];
  const date = new Date(`${first}${"-01-01".slice(first.length === 4 ? 0 : 3, length === 10 ? 0 : 6)}T00:00:00Z`);
  for (let turn = 0; turn < MOST_PERIODS * 12; turn += 1) {
    const key = date.toISOString().slice(0, length);
    if (key > last) break;
    all.push(key);
    if (length === 10) date.setUTCDate(date.getUTCDate() + 1);
    else if (length === 7) date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
  }
  return all;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
function spoken(period) {
  const [year, month, day] = period.split("-");
  return [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
}

function makeTimeline() {
  const holder = element("timeline");
  const [from, until] = [element("from"), element("until")];
  let periods = null;
  let counts = null;
  let undated = 0;
  let choosing = false;

  function prepare() {
    const { statements } = debate.evidence;
    const days = debate.sources.map(({ day }) => day);
    periods = new Set(days.filter(Boolean)).size > 1 ? periodsOf(days) : null;
    if (!periods || periods.all.length < 2) return (periods = { all: [] });
    const place = new Map(periods.all.map((period, at) => [period, at]));
    const bins = debate.sources.map(({ day }) => place.get(day.slice(0, periods.length)) ?? -1);
    counts = new Uint32Array(periods.all.length);
    for (const source of statements.source) {
      const bin = bins[source] ?? -1;
      if (bin >= 0) counts[bin] += 1;
      else undated += 1;
    }
    for (const input of [from, until]) input.max = String(periods.all.length - 1);
    return periods;
  }

  // The period that a date in the address falls into, or the first or last.
  const placeOf = (date, otherwise) => {
    if (!date) return otherwise;
    const at = periods.all.findIndex((period) => period >= date.slice(0, periods.length));
    return at < 0 ? periods.all.length - 1 : at;
  };

  function choose() {
    const [one, other] = [Number(from.value), Number(until.value)].sort((a, b) => a - b);
    const last = periods.all.length - 1;
    choosing = true; // a handle stays under the finger, even where it has passed the other
    go({ from: one > 0 ? periods.all[one] : null, until: other < last ? periods.all[other] : null }, { briefly: true });
    choosing = false;
  }
  from.addEventListener("input", choose);
  until.addEventListener("input", choose);

  function show({ state }) {
    if (debate.evidence && !periods) prepare();
    holder.hidden = !periods?.all.length;
    if (holder.hidden) return;
    const last = periods.all.length - 1;
    const chosen = [placeOf(state.from, 0), placeOf(state.until, last)];
    if (!choosing) [from.value, until.value] = chosen.map(String);
    const most = Math.max(...counts, 1);
    const width = 1000 / counts.length;
    element("bars").replaceChildren(
      ...[...counts].map((count, at) =>
        svg("rect", {
          x: at * width + Math.min(1, width * 0.1),
          width: Math.max(0.5, width - Math.min(2, width * 0.2)),
          y: 40 - 40 * Math.sqrt(count / most),
          height: 40 * Math.sqrt(count / most),
          class: at >= chosen[0] && at <= chosen[1] ? "in" : "out",
        }),
      ),
    );
    const shown = counts.slice(chosen[0], chosen[1] + 1).reduce((sum, count) => sum + count, 0);
    const names = chosen.map((at) => spoken(periods.all[at]));
    from.setAttribute("aria-valuetext", `from ${names[0]}`);
    until.setAttribute("aria-valuetext", `until ${names[1]}`);
    element("period").replaceChildren(
      h("b", {}, names[0] === names[1] ? names[0] : `${names[0]} – ${names[1]}`),
      ` ${plural(shown, "statement")}${undated ? `, ${number(undated)} undated` : ""}`,
    );
  }
  return { show };
}
