// A reader's own marks in an article: highlights in four inks, and notes. Fetched when words are first selected, or when there are any.
// The template `#jz-own` of the panels has all its elements, with their words in the script of the page.
"use strict";
const jzAnnotations = (() => {
const { copy, fetchPage, lasting, load, make, stored, tell } = jz;
const root = document.documentElement, { lang: script } = root;
const template = document.getElementById("jz-own");
const parts = template.content.cloneNode(true);
const [QUOTES, REMOVED, UNDO, LOST, FAILED] = template.dataset.words.split("|");
const head = document.querySelector(".jz-head"), article = head?.dataset.id;
const HANDLES = matchMedia("(pointer: coarse)").matches ? 34 : 8; // those of a selection on a touch screen stand below it
const styled = load("tools.css").catch(() => {});

const failed = () => tell(FAILED);
const put = (...all) => jzStore.put(...all).catch(failed);

// --- which words are marked, and where they stand in this page

let placed = []; // the marks that stand in the page, as { mark, ranges, block }

async function located(mark, own, others, address) {
  if (mark.script === script) return jzAnchors.place(own, mark);
  const direct = jzAnchors.placeByOffset(own, mark);
  if (direct) return direct;
  const there = await (others[mark.script] ||= twin(mark.script, address)), place = there && jzAnchors.place(there, mark);
  return place && jzAnchors.transfer(there, place, own);
}

// The same article in another script: where this page is in that, `address` says where the article is.
async function twin(lang, address) {
  const link = document.querySelector(`.jz-script a[hreflang="${CSS.escape(lang)}"]`);
  try {
    return jzAnchors.article(jzWords.units(await fetchPage(address(link.href))));
  } catch {
    return null;
  }
}

// The marks of an article that stand in its units, with their spans; and those that do not.
async function sorted(marks, units, address = (href) => href) {
  const own = jzAnchors.article(units), others = {}, found = [], lost = [];
  for (const mark of marks) {
    const place = await located(mark, own, others, address);
    if (place) found.push({ mark, start: place[0], spans: jzAnchors.spans(own, place, mark.exact) });
    else lost.push(mark);
  }
  return { found: found.sort((a, b) => a.start - b.start), lost };
}

async function draw() {
  const all = jzWords.units(), turn = (draw.turn = {}), marks = article && document.querySelector(".jz-original") === null ? await jzStore.of(article) : [];
  const { found, lost } = await sorted(marks, all);
  if (turn !== draw.turn) return;
  await styled;
  placed = found.map(({ mark, spans }) => ({ mark, block: all[spans[0].block].element, ranges: jzWords.ranges(all, spans) }));
  paint();
  margin();
  root.dataset.marked = placed.length; // for tests
  list.show(placed, lost);
}

function paint() {
  const kinds = { noted: placed.filter(({ mark }) => mark.note) };
  for (const ink of [1, 2, 3, 4]) kinds[`ink-${ink}`] = placed.filter(({ mark }) => mark.ink === ink);
  for (const old of document.querySelectorAll("mark.jz-own")) old.replaceWith(...old.childNodes);
  for (const [kind, some] of Object.entries(kinds)) {
    const ranges = some.flatMap((one) => one.ranges);
    if (window.Highlight) CSS.highlights.set(`jz-${kind}`, new Highlight(...ranges));
    else for (const range of ranges) range.surroundContents(make("mark", { className: `jz-own jz-${kind}` }));
  }
}

// On wide screens notes stand beside their paragraphs.
function margin() {
  for (const old of document.querySelectorAll(".jz-own-note")) old.remove();
  for (const one of placed.filter(({ mark }) => mark.note)) {
    const aside = make("aside", { className: "jz-margin jz-own-note", ariaLabel: card.form.ariaLabel }), button = make("button", { type: "button", textContent: one.mark.note });
    aside.dataset.ink = one.mark.ink;
    aside.append(button);
    button.addEventListener("click", () => card.open(one));
    one.block.before(aside);
  }
}

// --- the selected words, and what can be done with them

const menu = parts.querySelector(".jz-quoting"), ways = menu.querySelector(".jz-quoting__ways");

function picked() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const all = jzWords.units(), range = selection.getRangeAt(0), spans = jzWords.spans(all, range);
  return spans.length ? { all, range, spans, lines: jzWords.lines(all, spans), block: all[spans[0].block] } : null;
}

function source(block) {
  const name = (role) => head.querySelector(`.jz-name[data-role="${role}"]`)?.textContent || "";
  const address = `${location.origin}${location.pathname}#${block.id}`, date = head.querySelector("time")?.textContent || "";
  return { title: head.querySelector("h1").textContent.trim(), author: name("author"), outlet: name("outlet"), date, address };
}

const today = () => new Date().toLocaleDateString("sv");
const fragment = (text) => encodeURIComponent(text).replaceAll("-", "%2D");

function addressed({ lines, block }) {
  const words = lines[0].split("\n")[0], part = words.length > 24 ? `${fragment(words.slice(0, 10))},${fragment(words.slice(-10))}` : fragment(words);
  return `${source(block).address}:~:text=${part}`;
}

const QUOTED = {
  copy: ({ lines }) => lines.join("\n"),
  plain: ({ lines, block }) => jzQuotations.plain(lines, source(block), QUOTES),
  gbt: ({ lines, block }) => jzQuotations.gbt(lines, source(block), QUOTES, today()),
  markdown: ({ lines, block }) => jzQuotations.markdown(lines, source(block)),
  address: addressed,
};

async function annotate({ all, spans, lines, block }, ink) {
  const anchor = jzAnchors.describe(jzAnchors.article(all), spans, lines.join("\n"));
  if (!anchor) return null;
  const now = new Date().toISOString(), { title } = source(block), id = Date.now().toString(36) + Math.random().toString(36).slice(2);
  const old = placed.find(({ mark }) => ["block", "from", "exact"].every((key) => mark[key] === anchor[key]));
  const mark = { id, article, title, note: "", made: now, ...old?.mark, script, ...anchor, ink, changed: now };
  stored(lasting, "ink", ink);
  await put(mark);
  await draw();
  return placed.find((one) => one.mark.id === mark.id);
}

const lastInk = () => Number(stored(lasting, "ink")) || 1;

let shown = null; // the words that the menu is for: a tap on it takes the selection away in some browsers

function showMenu() {
  const found = shown = picked();
  menu.hidden = !found;
  if (!found) return;
  for (const button of menu.querySelectorAll("[data-ink], [data-do=note]")) button.hidden = !found.block.element.matches("[data-kind]");
  unfold(false);
  const box = found.range.getBoundingClientRect(), room = root.clientWidth - menu.offsetWidth - 8;
  const top = Math.min(box.bottom + HANDLES, innerHeight - menu.offsetHeight - 12);
  menu.style.left = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
  menu.style.top = `${top + scrollY}px`;
}

function unfold(open) {
  ways.hidden = !open;
  menu.querySelector("[data-do=quote]").setAttribute("aria-expanded", open);
}

function hideMenu() {
  menu.hidden = true;
  getSelection().removeAllRanges();
}

menu.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
menu.addEventListener("click", async ({ target }) => {
  const button = target.closest("button"), found = button && (picked() || shown);
  if (!found) return;
  const { ink, do: work } = button.dataset;
  if (work === "quote") return unfold(ways.hidden);
  hideMenu();
  if (!ink && work !== "note") return copy(QUOTED[work](found));
  const made = await annotate(found, Number(ink) || lastInk());
  if (made && work === "note") card.open(made);
});
menu.addEventListener("keydown", (event) => {
  const stops = [...menu.querySelectorAll("button")].filter((button) => button.offsetWidth), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") hideMenu();
  else if (step) stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

// By keys: the words that are selected, or the paragraph at which the keys are.
function byKeys(block) {
  if (!picked() && block) getSelection().selectAllChildren(block);
  showMenu();
  if (!menu.hidden) [...menu.querySelectorAll("button")].find((button) => !button.hidden).focus();
}

// What is copied in the browser's own way are the author's words too.
document.addEventListener("copy", (event) => {
  const found = article && picked(), body = document.querySelector("[data-view] article");
  if (!found || !body.contains(found.range.commonAncestorContainer)) return;
  event.clipboardData.setData("text/plain", found.lines.join("\n"));
  event.preventDefault();
});

// --- one mark: its ink and its note

const card = (() => {
  const form = parts.querySelector(".jz-note"), note = form.querySelector("textarea");
  let one = null;
  const save = () => {
    if (!one) return;
    const ink = Number(new FormData(form).get("ink")), text = note.value.trim(), { mark } = one;
    if (ink === mark.ink && text === mark.note) return;
    one.mark = { ...mark, ink, note: text, changed: new Date().toISOString() };
    put(one.mark);
  };
  form.addEventListener("change", save);
  form.addEventListener("input", () => {
    clearTimeout(form.timer);
    form.timer = setTimeout(save, 400); // she may leave the page with the card open
  });
  addEventListener("pagehide", save);
  form.addEventListener("beforetoggle", ({ newState }) => { if (newState === "closed") save(), (one = null); });
  form.addEventListener("submit", (event) => (event.preventDefault(), form.hidePopover()));
  form.querySelector("[data-do=remove]").addEventListener("click", () => {
    const { mark } = one;
    one = null;
    form.hidePopover();
    jzStore.remove(mark.id).catch(failed);
    tell(REMOVED, UNDO, () => put(mark));
  });
  return {
    form,
    open(wanted) {
      one = wanted;
      for (const input of form.querySelectorAll("input")) input.checked = Number(input.value) === one.mark.ink;
      note.value = one.mark.note;
      if (!form.matches(":popover-open")) form.showPopover();
      const box = one.ranges.at(-1).getBoundingClientRect(), width = root.clientWidth, below = box.bottom + form.offsetHeight + 16 < innerHeight;
      const top = below ? box.bottom + 8 : Math.max(8, one.ranges[0].getBoundingClientRect().top - form.offsetHeight - 8);
      form.style.left = `${Math.max(8, Math.min(box.left, width - form.offsetWidth - 8)) + scrollX}px`;
      form.style.top = `${Math.min(top, innerHeight - form.offsetHeight - 8) + scrollY}px`;
      note.focus({ preventScroll: true });
    },
  };
})();

function at(x, y) {
  const inside = ({ ranges }) => ranges.some((range) => [...range.getClientRects()].some((r) => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom));
  return placed.filter(inside).sort((a, b) => a.mark.exact.length - b.mark.exact.length)[0];
}

document.addEventListener("click", (event) => {
  if (event.target.closest("a, button, summary, input, .jz-note") || !getSelection().isCollapsed || !event.target.closest("[data-view] article")) return;
  const one = at(event.clientX, event.clientY);
  if (one) card.open(one);
});

// --- all marks of the article, and those that have lost their place

const list = (() => {
  const dialog = parts.querySelector(".jz-own-list"), [own, gone] = dialog.querySelectorAll("ol"), [none, lost] = dialog.querySelectorAll("p[hidden]");
  return {
    dialog,
    open: () => draw().then(() => dialog.showModal()),
    show(some, others) {
      if (isUsed(dialog)) return;
      own.replaceChildren(...some.map((one) => item(one.mark, () => (dialog.close(), arrive(one)))));
      gone.replaceChildren(...others.map((mark) => item(mark)));
      none.hidden = some.length + others.length > 0;
      lost.hidden = !others.length;
      lost.textContent = LOST.replace("#", others.length);
    },
  };
})();

function arrive(one) {
  const box = one.ranges[0].getBoundingClientRect();
  scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
  card.open(one);
}

// Whether the focus is in a list, which then stays as it is.
const isUsed = (place) => place.contains(document.activeElement) && Boolean(document.activeElement.closest("ol"));

// A mark in a list: its words (with `go`, a way to them), its note, and a way to be rid of it.
function item(mark, go) {
  const line = template.content.querySelector(".jz-own-item").cloneNode(true), words = line.querySelector("blockquote"), note = line.querySelector("textarea");
  line.dataset.ink = mark.ink;
  words.append(go ? make(typeof go === "string" ? "a" : "button", typeof go === "string" ? { href: go } : { type: "button", onclick: go }) : "");
  (words.firstElementChild || words).textContent = mark.exact;
  words.lang = mark.script;
  words.title = new Date(mark.made).toLocaleDateString("sv");
  note.value = mark.note;
  note.rows = mark.note.split("\n").length;
  note.addEventListener("change", () => put((mark = { ...mark, note: note.value.trim(), changed: new Date().toISOString() })));
  line.querySelector("button[data-do=remove]").addEventListener("click", () => {
    const undo = make("button", { type: "button", textContent: UNDO, onclick: () => (put(mark), line.replaceWith(item(mark, go))) });
    line.replaceChildren(make("p", { textContent: REMOVED }), undo);
    undo.focus();
    jzStore.remove(mark.id).catch(failed);
  });
  return line;
}

// --- on the page of an article

function start() {
  document.getElementById("content").append(menu, card.form, list.dialog);
  document.addEventListener("selectionchange", () => {
    clearTimeout(start.timer);
    start.timer = setTimeout(() => { if (!menu.contains(document.activeElement)) showMenu(); }, 200);
  });
  for (const kind of ["jz:turned", "jz:wrapped"]) document.addEventListener(kind, draw);
  jzStore.listen(draw);
  const hash = location.hash;
  return draw().then(() => {
    const one = placed.find(({ mark }) => hash === `#own-${mark.id}`);
    if (one) arrive(one);
  }).catch(failed);
}

return { byKeys, isUsed, item, list, showMenu, sorted, start };
})();
