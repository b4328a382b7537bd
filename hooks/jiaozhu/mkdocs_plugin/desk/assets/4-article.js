// The desk on an article: what can be answered is marked in its place, and answered there.
"use strict";
(() => {
const head = document.querySelector(".jz-head[data-id]");
if (!head) return;
const { ask, button, card, characters, clipped, close, corner, counted, el, formCard, isOpen, keysOfCard, moveTo, number, planCard, pointCard, put, range, wrongCard } = jzDesk;
const { arrive, nearest, passing, stored, typing } = jz;
const one = (selector) => document.querySelector(selector);
const root = document.documentElement;
const ident = head.dataset.id;
const marks = typeof Highlight === "function" ? CSS.highlights : null;
let state = null; // what the server says of the article; null while the desk is off
let at = null; // the id of the point that the card is about
let anchors = new Map(); // by the ids of points: an element, or ranges
let single = new Set(); // points that are answered place by place
let refreshing = null;

// --- the switch in the head, and the bar at the foot

const toggle = el("button", { type: "button", className: "desk-switch", lang: "zh-Hans", title: "编辑台（e）", "aria-label": "编辑台", "aria-pressed": "false" }, "校");
const count = el("p", { className: "desk-count", role: "status" });
const checking = button("标作已校", "c", () => check(), { className: "desk-state" });
const bar = el("div", { className: "desk-bar", lang: "zh-Hans", hidden: true, role: "toolbar", "aria-label": "编辑台" },
  count,
  el("div", { className: "desk-steps" },
    button("上一处", "p", () => go(-1)), button("下一处", "n", () => go(1)), button("撤销", "u", undo), checking, button("收起", "e", turnOff)));
const header = one(".jz-header");
header.insertBefore(toggle, header.querySelector(".jz-set, .jz-scheme"));
corner.append(bar, card);
document.addEventListener("jz:furnished", () => {
  one(".jz-help dl")?.append(el("div", { lang: "zh-Hans" }, el("dt", {}, el("kbd", {}, "e")), el("dd", {}, "编辑台：校这一篇")), el("div", { lang: "zh-Hans" }, el("dt", {}, el("kbd", {}, "Enter")), el("dd", {}, "编辑台：选这一段，再按选下一句")));
});
toggle.addEventListener("click", () => (state ? turnOff() : turnOn()));

async function turnOn() {
  stored(passing, "desk", "on"); // the page may be loaded again meanwhile
  if (one("[data-view]").dataset.view !== "clean") { // it works on the clean text
    one(".jz-views a").click();
    return;
  }
  try {
    state = await ask(`article?id=${encodeURIComponent(ident)}`);
  } catch (error) {
    if (error.status) stored(passing, "desk", null); // else the request was broken off, as where the page is loaded again
    wrongCard(error, toggle, close);
    return;
  }
  root.dataset.desk = "";
  toggle.setAttribute("aria-pressed", "true");
  bar.hidden = false;
  measure();
  decorate();
  tally();
}

const measure = () => root.style.setProperty("--desk-bar", `${bar.offsetHeight}px`); // the sheet stands on it
addEventListener("resize", measure);

function turnOff() {
  stored(passing, "desk", null);
  state = at = null;
  delete root.dataset.desk;
  toggle.setAttribute("aria-pressed", "false");
  bar.hidden = true;
  menu.hidden = true;
  undecorate();
  close();
}

// --- the points in the text

const blockOf = (id) => (id ? document.getElementById(id) : null);

// What is answered: points, and of those that are answered place by place, each place.
function items() {
  return state.points.flatMap((point) => (single.has(point.id)
    ? point.spans.map((span, n) => ({ ...point, id: `${point.id}.${n}`, part: n, whole: point.id, spans: [span], places: [point.places[n]], marks: point.marks.slice(n, n + 1), words: point.each[n] ?? point.words, confidence: point.confidences[n] ?? point.confidence }))
    : [point]));
}

function undecorate() {
  for (const made of document.querySelectorAll(".desk-cuts, .desk-caret")) made.remove();
  for (const name of ["desk-doubt", "desk-guess", "desk-now", "desk-cursor"]) marks?.delete(name);
  anchors = new Map();
}

function decorate() {
  undecorate();
  const Ranges = typeof Highlight === "function" ? Highlight : Set;
  const doubts = new Ranges(), guesses = new Ranges(); // a mark that is a guess is underlined by the page itself
  const rows = new Map();
  for (const point of items()) {
    const ranges = [];
    for (const place of point.places) {
      const block = blockOf(place.block);
      if (place.is_between || (place.block && !block)) {
        if (!anchors.has(point.id)) anchors.set(point.id, cutButton(point, rows, block));
        continue;
      }
      const found = block && range(block, place.start, place.end);
      if (!found) continue;
      if (place.start === place.end) {
        const caret = pointButton(point, "desk-caret", "‸");
        found.insertNode(caret);
        if (!anchors.has(point.id)) anchors.set(point.id, caret);
      } else {
        ranges.push(found);
        if (point.is_doubt) (place.end - place.start > 1 ? doubts : guesses).add(found);
      }
    }
    if (ranges.length) anchors.set(point.id, ranges);
  }
  for (const row of rows.values()) fold(row);
  marks?.set("desk-doubt", doubts);
  marks?.set("desk-guess", guesses);
}

// Words that are not in the text, where they would stand.
function cutButton(point, rows, block) {
  const key = block?.id ?? "";
  if (!rows.has(key)) {
    const row = el("div", { className: "desk-cuts", lang: "zh-Hans" });
    const article = one("[data-view] article");
    if (block) {
      let place = block; // above the notes in the margin, which belong to the block
      while (place.previousElementSibling?.matches("aside, .jz-guesses")) place = place.previousElementSibling;
      place.before(row);
    } else article.append(row);
    rows.set(key, row);
  }
  const made = pointButton(point, "desk-cut", el("span", {}, point.rule.name), el("del", { translate: false }, clipped(point.source.replace(/\s+/g, " "), 60)));
  rows.get(key).append(made);
  return made;
}

function pointButton(point, className, ...inside) {
  const made = el("button", { type: "button", className: point.is_doubt ? `${className} desk-doubtful` : className, "aria-label": `${point.rule.name}：${clipped(point.source, 40)}` }, ...inside);
  made.addEventListener("click", () => open(point.id));
  return made;
}

const FEW = 4;
function fold(row) {
  const rest = [...row.children].slice(FEW);
  if (rest.length < 2) return;
  for (const made of rest) made.hidden = true;
  const more = el("button", { type: "button", className: "desk-cut desk-more" }, `另删 ${rest.length} 处`);
  more.addEventListener("click", () => { more.remove(); for (const made of rest) made.hidden = false; rest[0].focus(); });
  row.append(more);
}

function doubtful() {
  return items().filter((point) => point.is_doubt && anchors.has(point.id));
}

// How far the edition is checked; the next step is proposed.
const check = () => propose({ action: "state", values: { name: state.state.next } });

function tally() {
  checking.firstChild.textContent = state.state.label;
  const left = doubtful().length, { next } = state;
  if (state.wrong) count.replaceChildren(state.wrong.split("\n", 1)[0]);
  else if (left) count.replaceChildren(`还有 `, el("b", {}, number(left)), ` 处存疑`);
  else if (next) count.replaceChildren("本篇没有存疑了。下一篇：", el("a", { href: `../${encodeURIComponent(next.id)}/` }, `《${clipped(next.title, 24)}》`), ` ${next.doubts} 处`);
  else count.replaceChildren("各篇都没有存疑了。");
  count.prepend(el("span", { className: "desk-of" }, state.state.name));
  measure();
}

// --- from point to point

function go(by) {
  const all = doubtful();
  if (!all.length) {
    const next = count.querySelector("a");
    if (next && by > 0) next.click();
    return;
  }
  const now = all.findIndex((point) => point.id === at);
  let to;
  if (now >= 0) to = (now + by + all.length) % all.length;
  else {
    const below = all.findIndex((point) => box(point.id).top > 60);
    to = by > 0 ? Math.max(below, 0) : (below < 0 ? all.length : below) - 1;
    if (to < 0) to = all.length - 1;
  }
  open(all[to].id);
}

function box(id) {
  const anchor = anchors.get(id);
  return (Array.isArray(anchor) ? anchor[0] : anchor).getBoundingClientRect();
}

function open(id) {
  const point = items().find((item) => item.id === id);
  if (!point || !anchors.has(id)) return;
  at = id;
  menu.hidden = true;
  const all = doubtful(), place = pointOut(id);
  const words = point.places.length === 1 && point.places[0].start < point.places[0].end ? point.places[0] : null;
  pointCard(point, place, {
    yes: point.kind === "cut" ? null : () => propose({ point: id, reply: "yes" }),
    no: () => propose({ point: id, reply: "no" }),
    put: point.suggestion ? () => propose({ point: id, reply: "put" }) : null,
    each: point.spans.length > 1 ? () => { single.add(id); decorate(); open(`${id}.0`); tally(); } : null,
    mark: point.marks.length === 1 ? (one) => propose({ point: id, reply: one }) : null,
    byHand: words && point.kind !== "cut" ? (action) => choose(action, words, place) : null,
    position: point.is_doubt ? `${all.findIndex((item) => item.id === id) + 1} / ${all.length}` : "",
  });
  look(place);
}

// Show where a point is: the element or the first range of it.
function pointOut(id) {
  const anchor = anchors.get(id), ranges = Array.isArray(anchor) ? anchor : [];
  marks?.set("desk-now", new Highlight(...ranges));
  for (const made of document.querySelectorAll(".desk-current")) made.classList.remove("desk-current");
  if (ranges.length) return ranges[0];
  anchor.hidden = false;
  anchor.classList.add("desk-current");
  return anchor;
}

// The place in the upper part of the window, with its card in sight.
function look(place) {
  const { top, bottom } = place.getBoundingClientRect(), upper = innerHeight * 0.22;
  if (top < 70 || bottom > innerHeight * 0.45) scrollBy({ top: top - upper, behavior: "instant" });
  put();
}

// --- answers: first what they would change, then the change

const placeNow = () => {
  const anchor = anchors.get(at);
  return (Array.isArray(anchor) ? anchor[0] : anchor) || selectedRange || toggle;
};

// To the card of the point that one came from, if it is still there.
const backTo = (point) => () => {
  if (anchors.has(point)) return open(point);
  close();
  getSelection().removeAllRanges();
};

async function propose(answer) {
  const place = placeNow(), back = backTo(at);
  try {
    const plan = await ask("plan", { article: ident, ...answer });
    planCard(plan, place, { write: () => write(plan, place), back, whole: whole(plan, place, back) });
  } catch (error) {
    wrongCard(error, place, back);
  }
}

// The same answer for all pages of the site, where the server offers that.
const whole = (plan, place, back) => plan.site && (() => planCard(plan.site, place, { write: () => write(plan.site, place), back }));

let writing = false;
async function write(plan, place) {
  if (writing) return;
  writing = true;
  const all = doubtful(), now = all.findIndex((point) => point.id === at);
  try {
    await ask("write", { plan: plan.plan });
    close();
    getSelection().removeAllRanges();
    await refresh();
    if (now >= 0) onward(all.slice(now + 1).map((point) => point.id));
  } catch (error) {
    wrongCard(error, place, close);
  } finally {
    writing = false;
  }
}

// To the first of the points that were next, and that is still one.
function onward(next) {
  const left = doubtful(), ids = new Set(left.map((point) => point.id));
  const id = next.find((name) => ids.has(name)) ?? left[0]?.id;
  at = null;
  if (id) open(id);
}

async function undo() {
  try {
    const last = await ask(`undo?article=${encodeURIComponent(ident)}`);
    const place = placeNow();
    planCard(last, place, {
      title: "撤销",
      back: close,
      write: async () => {
        try {
          await ask("undo", { number: last.number });
          close();
          await refresh();
        } catch (error) {
          wrongCard(error, place, close);
        }
      },
    });
  } catch (error) {
    wrongCard(error, toggle, close);
  }
}

// The page as it is now, in the place of the one before; and what is left to answer.
function refresh() {
  refreshing ||= renew().finally(() => { refreshing = null; });
  return refreshing;
}

async function renew() {
  const place = nearest("[data-view] article > [id][data-kind]");
  try {
    const [html, fresh] = await Promise.all([
      fetch(location.href, { cache: "no-store" }).then((response) => response.text()), ask(`article?id=${encodeURIComponent(ident)}`).catch(unsound)]);
    const sheet = new DOMParser().parseFromString(html, "text/html").querySelector(".jz-sheet");
    if (!state || !sheet) return;
    const selected = selectionNow();
    one(".jz-sheet").replaceWith(sheet);
    state = fresh;
    decorate();
    tally();
    arrive(place);
    hold(selected);
  } catch {
    // The server gives no answer now: what was there last stays, and the next edit tries again.
  } finally {
    document.dispatchEvent(new Event("jz:turned"));
  }
}

// Where its files are not sound, there is nothing to answer until they are; the page says what is wrong.
function unsound(error) {
  if (!error.status || !state) throw error;
  return { ...state, points: [], wrong: error.message };
}

// What the card or the menu is about stands in other elements now, at the same place; words that were selected are so again.
function hold(selected) {
  if (isOpen() && anchors.has(at)) moveTo(pointOut(at));
  const place = selected?.place ?? (isOpen() ? selectedPlace : null), block = blockOf(place?.block);
  const words = block && range(block, place.start, place.end);
  if (!words) return;
  selectedRange = words;
  if (isOpen() && !anchors.has(at)) moveTo(words);
  if (selected) {
    getSelection().removeAllRanges();
    getSelection().addRange(words.cloneRange());
  }
}

document.addEventListener("jz:outdated", (event) => {
  if (!state) return;
  event.preventDefault();
  refresh();
});
document.addEventListener("jz:turned", () => {
  if (!state && stored(passing, "desk") && one("[data-view]").dataset.view === "clean") turnOn();
  else if (state && one("[data-view]").dataset.view !== "clean") turnOff();
});

// --- by hand: words are selected, and a menu says what they are

const ACTIONS = [
  ["keep", "留"], ["cut", "删"], ["note", "注"], ["emend", "改"],
  ["title", "标题"], ["author", "作者"], ["date", "日期"], ["heading", "小标题"],
  ["term", "术语"], ["name", "专名"], ["outlet", "媒体"],
];
const KEYS = [..."1234567890-"]; // of these actions, in this order
const DIRECT = new Set(["keep", "cut", "heading"]);
const menu = el("div", { className: "desk-menu", lang: "zh-Hans", hidden: true, role: "toolbar", "aria-label": "选中的文字" },
  ACTIONS.map(([action, words], n) => button(words, KEYS[n], () => chooseSelected(action))));
corner.append(menu);
menu.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
let selectedRange = null, selectedPlace = null;

document.addEventListener("selectionchange", () => {
  clearTimeout(menu.timer);
  if (state) menu.timer = setTimeout(offer, 120);
});

// The words of the article that are selected, as a range and as a place; null where none are.
function selectionNow() {
  const selection = getSelection();
  const found = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const start = found && (found.startContainer.nodeType === 1 ? found.startContainer : found.startContainer.parentElement);
  let block = start?.closest("[data-view] article > [id][data-kind]");
  if (start && !block) block = [...document.querySelectorAll("[data-view] article > [id][data-kind]")].find((other) => found.intersectsNode(other));
  const place = block ? counted(block, found) : null;
  return place && { words: found.cloneRange(), place };
}

function offer() {
  const selected = selectionNow();
  selectedPlace = selected?.place ?? null;
  menu.hidden = !selected;
  if (!selected) return;
  selectedRange = selected.words;
  const { left, bottom } = selectedRange.getBoundingClientRect(), room = root.clientWidth - menu.offsetWidth - 8;
  menu.style.left = `${Math.max(8, Math.min(left, room)) + scrollX}px`;
  menu.style.top = `${bottom + 8 + scrollY}px`;
}

function chooseSelected(action) {
  at = null;
  choose(action, selectedPlace, selectedRange);
}

// An action on words: those that were selected, or those of the point whose card is open, to which one can return.
async function choose(action, words, place) {
  const answer = { article: ident, action, place: words }, back = backTo(at);
  menu.hidden = true;
  if (DIRECT.has(action)) {
    propose(answer);
    return;
  }
  try {
    const form = await ask("form", answer);
    const fill = (values) => formCard({ ...form, fields: form.fields.map((field) => ({ ...field, value: values?.[field.name] ?? field.value })) }, place, {
      back,
      send: async (filled) => {
        try {
          const plan = await ask("plan", { ...answer, values: filled });
          planCard(plan, place, { write: () => write(plan, place), back: () => fill(filled), whole: whole(plan, place, back) });
        } catch (error) {
          wrongCard(error, place, () => fill(filled));
        }
      },
    });
    fill();
  } catch (error) {
    wrongCard(error, place, back);
  }
}

// With the keyboard: Enter selects the paragraph at which one is, and then one sentence of it after the other; the arrows move in it, and
// with the shift key they select.
function moveCaret(event) {
  const selection = getSelection();
  const far = event.ctrlKey || event.altKey;
  const step = { ArrowLeft: ["backward", far ? "word" : "character"], ArrowRight: ["forward", far ? "word" : "character"],
    ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"], Home: ["backward", "lineboundary"], End: ["forward", "lineboundary"] }[event.key];
  if (!step || !selection.rangeCount || !selection.anchorNode?.parentElement?.closest("[data-view] article")) return false;
  selection.modify(event.shiftKey ? "extend" : "move", ...step);
  cursor();
  return true;
}

function cursor() {
  const selection = getSelection();
  marks?.delete("desk-cursor");
  const node = selection.focusNode;
  if (!marks || node?.nodeType !== 3 || selection.focusOffset >= node.length) return;
  const shown = document.createRange();
  shown.setStart(node, selection.focusOffset);
  shown.setEnd(node, selection.focusOffset + 1);
  if (selection.isCollapsed) marks.set("desk-cursor", new Highlight(shown));
}

const SENTENCE = /[^。！？!?…]+[。！？!?…]*[”’」』）)]*/gu;
function selectNext() {
  const selected = selectionNow()?.place, block = blockOf(selected?.block) ?? document.activeElement?.closest?.("[data-view] article > [id][data-kind]");
  if (!block) return false;
  const letters = characters(block).map(({ node, start, end }) => node.data.slice(start, end));
  const ends = [...letters.join("").matchAll(SENTENCE)].map((match) => [...match.input.slice(0, match.index + match[0].length)].length);
  const isWhole = selected?.start === 0 && selected.end === letters.length, after = isWhole ? 0 : selected?.end;
  const end = ends.length > 1 && ends.find((place) => place > after);
  if (end) getSelection().setBaseAndExtent(...borders(range(block, after, end)));
  else getSelection().selectAllChildren(block);
  return true;
}

const borders = (words) => [words.startContainer, words.startOffset, words.endContainer, words.endOffset];

// --- keys: those of the card come first, then those of the desk, then those of the page

const desk = { n: () => go(1), p: () => go(-1), u: undo, c: check, e: turnOff };

addEventListener("keydown", (event) => {
  if (event.isComposing || typing(event)) return;
  if (!state) {
    if (event.key === "e" && !event.ctrlKey && !event.metaKey && !event.altKey) take(event, turnOn);
    return;
  }
  if (/^(Arrow|Home|End)/.test(event.key) && (getSelection().type === "Range" || event.shiftKey || marks?.has("desk-cursor"))) {
    if (moveCaret(event)) event.preventDefault(), event.stopPropagation();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onButton = event.target.closest?.("button, a, input, select, textarea") && (event.key === "Enter" || event.key === " ");
  const own = keysOfCard()[event.key];
  if (isOpen() && own && !onButton) take(event, own);
  else if (!menu.hidden && KEYS.includes(event.key)) take(event, () => chooseSelected(ACTIONS[KEYS.indexOf(event.key)][0]));
  else if (event.key === "Escape" && (isOpen() || !menu.hidden)) take(event, () => { close(); at = null; marks?.delete("desk-now"); getSelection().removeAllRanges(); });
  else if (event.key === "Enter" && !onButton && !isOpen()) { if (selectNext()) take(event, () => {}); }
  else if (desk[event.key]) take(event, desk[event.key]);
  else if (event.key === "y" || event.key === "x") take(event, () => {}); // those of the page mean something else
}, true);

function take(event, work) {
  event.preventDefault();
  event.stopPropagation();
  work();
}

// --- by pointer: a doubt in the text

document.addEventListener("click", (event) => {
  if (!state || !event.target.closest?.("[data-view] article") || event.target.closest("a, button") || getSelection().type === "Range") return;
  const hit = doubtful().find((point) => {
    const anchor = anchors.get(point.id);
    return Array.isArray(anchor) && anchor.some((part) => [...part.getClientRects()].some(
      ({ left, right, top, bottom }) => event.clientX >= left - 3 && event.clientX <= right + 3 && event.clientY >= top - 3 && event.clientY <= bottom + 3));
  });
  if (hit) open(hit.id);
});

if (stored(passing, "desk")) turnOn();
})();
