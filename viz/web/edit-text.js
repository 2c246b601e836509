// The text of a draft: which characters somebody has selected, and which of them are shown as the fragment.
// Offsets count characters of the whole text (code points, as Python counts them), not the units of JavaScript's strings.

const length = (text) => [...text].length;
const WORD = /[\p{L}\p{N}\p{M}'’-]/u;

/** The stretch of the text that the panel shows around an utterance. */
export class Excerpt {
  constructor(holder) {
    const stretches = [...holder.querySelectorAll("[data-start]")];
    const inside = [...holder.querySelectorAll(".mark [data-start]")];
    this.base = Number(stretches[0]?.dataset.start ?? 0);
    this.characters = [...stretches.map((one) => one.textContent).join("")];
    this.start = Number(inside[0]?.dataset.start ?? this.base);
    const last = inside.at(-1);
    this.end = last ? Number(last.dataset.start) + length(last.textContent) : this.start;
  }

  slice(start, end) {
    return this.characters.slice(start - this.base, end - this.base).join("");
  }

  /** Take whole words of the utterance: of what is selected, without the spaces and quotation marks around them. */
  snap(start, end) {
    let [from, to] = [Math.max(start, this.start), Math.min(end, this.end)];
    if (from >= to) return null;
    const isWord = (at) => WORD.test(this.characters[at - this.base] ?? "");
    while (from > this.start && isWord(from) && isWord(from - 1)) from -= 1;
    while (to < this.end && isWord(to) && isWord(to - 1)) to += 1;
    while (from < to && /[\s"“”„«»‹›]/u.test(this.characters[from - this.base])) from += 1;
    while (to > from && /[\s"“”„«»‹›,]/u.test(this.characters[to - 1 - this.base])) to -= 1;
    return from < to ? { start: from, end: to } : null;
  }

  /** Find words of the utterance as somebody has typed them. */
  find(words) {
    const wanted = [...words];
    if (!wanted.length) return null;
    for (let at = this.start; at + wanted.length <= this.end; at += 1)
      if (wanted.every((one, index) => this.characters[at - this.base + index] === one))
        return { start: at, end: at + wanted.length };
    return null;
  }

  /** Move one end of a stretch by a word. */
  move({ start, end }, side, step) {
    const isGap = (at) => /\s/u.test(this.characters[at - this.base] ?? " ");
    let at = side === "start" ? start : end;
    const within = () => (step > 0 ? at < this.end : at > this.start);
    const here = () => isGap(step > 0 ? at : at - 1);
    while (within() && here()) at += step;
    while (within() && !here()) at += step;
    if (side === "start") while (at < this.end && isGap(at)) at += 1;
    const moved = side === "start" ? { start: at, end } : { start, end: at };
    return moved.start < moved.end ? (this.snap(moved.start, moved.end) ?? { start, end }) : { start, end };
  }
}

/** Tell which characters of the text are selected within an element, or null. */
export function selected(holder) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = [...holder.querySelectorAll("[data-start]")].filter((one) => range.intersectsNode(one));
  if (!touched.length) return null;
  const offset = (stretch, node, at, otherwise) => {
    if (!stretch.contains(node)) return otherwise;
    const before = document.createRange();
    before.selectNodeContents(stretch);
    before.setEnd(node, at);
    return Number(stretch.dataset.start) + length(before.toString());
  };
  const [first, last] = [touched[0], touched.at(-1)];
  const start = offset(first, range.startContainer, range.startOffset, Number(first.dataset.start));
  const whole = Number(last.dataset.start) + length(last.textContent);
  const end = offset(last, range.endContainer, range.endOffset, whole);
  return start < end ? { start, end } : null;
}

/** Take whole words of what is selected anywhere in the text, without the spaces around them. */
export function wholeWords(holder, { start, end }) {
  const within = [...holder.querySelectorAll("p[data-number]")].map((one) => {
    const stretches = [...one.querySelectorAll("[data-start]")];
    return { base: Number(stretches[0]?.dataset.start), characters: [...stretches.map((each) => each.textContent).join("")] };
  });
  const at = (place) => {
    const one = within.find(({ base, characters }) => base <= place && place < base + characters.length);
    return one?.characters[place - one.base] ?? "";
  };
  while (start < end && !at(start).trim()) start += 1;
  while (end > start && !at(end - 1).trim()) end -= 1;
  while (WORD.test(at(start)) && WORD.test(at(start - 1))) start -= 1;
  while (WORD.test(at(end - 1)) && WORD.test(at(end))) end += 1;
  if (start >= end) return null;
  const words = within.map(({ base, characters }) => characters.slice(Math.max(start - base, 0), Math.max(end - base, 0)).join(""));
  return { start, end, words: words.filter(Boolean).join("\n\n") };
}

/** Show a stretch of the text as the fragment, and nothing else. */
export function showFragment(holder, item, stretch) {
  for (const one of holder.querySelectorAll(".fragment")) {
    if (one.dataset.start) one.classList.remove("fragment");
    else {
      const parent = one.parentNode;
      one.replaceWith(...one.childNodes);
      parent.normalize();
    }
  }
  if (!stretch) return;
  const marks = item ? holder.querySelectorAll(`[data-item="${CSS.escape(item)}"] [data-start]`) : holder.querySelectorAll(".mark [data-start]");
  for (const one of marks) {
    const begin = Number(one.dataset.start);
    const characters = [...one.textContent];
    const from = Math.max(stretch.start - begin, 0);
    const to = Math.min(stretch.end - begin, characters.length);
    if (from >= to) continue;
    const inner = document.createElement("span");
    inner.className = "fragment";
    inner.textContent = characters.slice(from, to).join("");
    one.replaceChildren(characters.slice(0, from).join(""), inner, characters.slice(to).join(""));
  }
}
