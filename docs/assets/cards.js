// Cards: of a term, what 本篇术语 at the foot of the page says; of a name, what a file beside the article says; of both, where they stand
// in it. Of the mark of a note or a change, what 校勘记 says; of a link to an article or its paragraph, how that begins.
"use strict";
(() => {
const OPEN = 200, LOOK = 350, CLOSE = 250, GAP = 6, EDGE = 8;
const [words, before, after] = document.querySelector("script[data-words]").dataset.words.split("|");
const card = jz.make("div", { className: "jz-card", popover: "auto", role: "dialog" });
const files = {};
let link, wanted, timer, pressed, pressedAt, touched;
let awaited = false; // whether a press waits for a file: browsers tell of a pointer at rest when a page is laid out anew, which must not end that
let pointed = false; // whether the pointer has opened the card, or is about to: it closes no other, for pages scroll under one at rest

const opened = () => card.matches(":popover-open");
const isTerm = (a) => a.matches(".edition a.term");
const isName = (a) => a.matches(".edition a.name") && location.host; // on a disk, where no file can be asked for, it is a link
const isWord = (a) => isTerm(a) || isName(a);
const isNote = (a) => a.matches("[data-view] article :is(.jz-mark a, .jz-form)") && !(inMargin.matches && a.closest("sup"));
const inMargin = matchMedia("(min-width: 75rem)"); // there the note stands beside the text
const isDoor = (a) => a.closest(".jz-turn"); // which says where it leads, so that a tap goes there
const made = (tag, textContent) => jz.make(tag, { textContent });
const stop = () => { wanted = null; clearTimeout(timer); };
const later = (work, ms) => { stop(); timer = setTimeout(work, ms); };

// Where a link to another article leads. On a disk no file can be asked for.
function goal(a) {
  const to = new URL(a.dataset.card || a.href, location);
  return to.host && to.host === location.host && /\/articles\/[^/]+\/$/.test(to.pathname) && !location.pathname.startsWith(to.pathname) && to;
}

function linkAt({ target }) {
  const a = target.closest?.("#content a[href]:not(.jz-entry a)");
  return a && (isWord(a) || isNote(a) || goal(a)) ? a : null;
}

function show(a, point, tapped) {
  stop();
  if (opened() && link === a) return;
  if (isNote(a)) return noted(a, point);
  if (isName(a)) return named(a, point, tapped);
  if (!isTerm(a)) return look(a, point, tapped);
  const entry = document.getElementById(`term-${a.dataset.term}`);
  if (!entry) return;
  const list = document.createElement("dl");
  list.append(entry.cloneNode(true));
  list.firstChild.removeAttribute("id");
  open(a, point, entry.querySelector("dt").textContent.trim(), [list]);
  a.setAttribute("aria-expanded", "true");
  if (location.host) placed(a).then((strip) => {
    if (link !== a || !strip.hasChildNodes()) return;
    card.append(strip);
    place();
  }).catch(() => {});
}

// pages/cards/mentions.py describes the file.
async function mentions() {
  files.mentions ||= fetch(new URL("card/mentions.json", location)).then((found) => found.json());
  return files.mentions.catch((error) => { delete files.mentions; throw error; });
}

const linked = ([textContent, href]) => jz.make("a", { textContent, href });

async function named(a, point, followed) {
  wanted = a;
  try {
    const { form, kind, about, own, relations = [], others = [], all } = (await mentions()).names[a.dataset.name];
    const strip = await placed(a, own);
    if (wanted !== a) return;
    const title = made("strong"), ties = made("p"), more = jz.make("p", { className: "jz-others" });
    title.append(linked([form, a.href]));
    for (const [word, names, rest] of relations) {
      const tie = made("span");
      tie.append(made("small", word), ...names.map(linked), jz.make("span", { className: "jz-unbroken", textContent: rest }));
      ties.append(tie);
    }
    for (const [name, href, times] of others) {
      const row = linked(["", href]);
      row.append(made("span", name), made("small", times));
      more.append(row);
    }
    if (all) more.append(linked([all, a.href]));
    open(a, point, form, [title, made("small", kind), jz.make("p", { className: "jz-definition", textContent: about }), ties, strip, more].filter((part) => part.hasChildNodes()));
    a.setAttribute("aria-expanded", "true");
  } catch {
    if (followed && wanted === a) location = a.href;
  }
}

// Where the article mentions what `a` is: a strip as long as the article with a line for each paragraph that does, and the ways to the
// one before and the one after. A press on the strip leads to the nearest.
async function placed(a, label) {
  const { places } = await mentions(), { term, name = term } = a.dataset, whole = a.closest(".edition").getBoundingClientRect();
  const blocks = (places[name] || []).map((id) => document.getElementById(id)).filter(Boolean), own = blocks.indexOf(a.closest("[data-kind][id]"));
  const box = jz.make("div", { className: "jz-places" }), strip = made("div"), go = (n) => `#${blocks[n].id}`;
  const at = blocks.map((block) => (block.getBoundingClientRect().top - whole.top) / whole.height);
  strip.append(...at.map((share, n) => {
    const line = jz.make("i", { className: n === own ? "jz-own" : "" });
    line.style.left = `${share * 100}%`;
    return line;
  }));
  strip.addEventListener("click", ({ clientX }) => {
    const { left, width } = strip.getBoundingClientRect(), away = at.map((share) => Math.abs(left + share * width - clientX));
    location.hash = go(away.indexOf(Math.min(...away)));
  });
  if (blocks.length > 1) box.append(strip);
  if (label) box.append(made("span", label));
  for (const [n, text] of [[own - 1, before], [own + 1, after]]) if (blocks[n]) box.append(linked([text, go(n)]));
  return box;
}

function noted(a, point) {
  const note = document.getElementById(a.hash.slice(1)).cloneNode(true), was = a.querySelector("del");
  for (const part of note.querySelectorAll(".jz-sign, .jz-back, .jz-number")) part.remove();
  const parts = note.cells ? [...note.cells].map((cell, n) => made(n ? "p" : "strong", cell.textContent)) : [...note.childNodes];
  if (was) parts.unshift(made("small", `${was.textContent} → ${a.textContent.slice(was.textContent.length) || "∅"}`));
  open(a, point, a.ariaLabel || parts[1].textContent, parts);
}

async function look(a, point, tapped) {
  wanted = a;
  try {
    const [title, date, text] = await preview(goal(a));
    if (wanted !== a) return;
    const more = jz.make("a", { textContent: words, href: a.href });
    open(a, point, title, [made("strong", title), made("small", date), made("p", text), ...(tapped ? [more] : [])]);
    if (tapped) more.focus({ preventScroll: true });
  } catch {
    if (tapped) location = a.href;
  }
}

const lines = (n, to) => files[to.pathname + n] ??= fetch(new URL(`card/${n}.txt`, to))
  .then(async (found) => found.ok && (await found.text()).split("\n"));

// The title, the date and the words of the card of a link; pages/cards/page.py describes the files.
async function preview(to) {
  const [title, date, start, ends] = await lines(0, to), id = to.hash.slice(1);
  if (!id) return [title, date, start];
  const some = await lines(ends.split(" ").filter((end) => end && end <= id).length, to);
  return [title, date, some.find((line) => line.startsWith(`${id}\t`)).slice(id.length + 1)];
}

function open(a, point, label, parts) {
  hide();
  link = a;
  card.replaceChildren(...parts);
  card.dataset.shown = a.dataset.term || "";
  card.setAttribute("aria-label", label);
  card.showPopover();
  pressedAt = point?.clientY;
  place();
}

// Below the line, or above it where there is more room; never outside the window.
function place() {
  const whole = link.getBoundingClientRect(), line = [...link.getClientRects()].find((r) => r.top <= pressedAt && pressedAt <= r.bottom);
  const rect = whole.height > (isWord(link) ? 0 : 200) && line || whole;
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const below = height - rect.bottom - GAP - EDGE, above = rect.top - GAP - EDGE;
  card.style.maxHeight = "";
  const up = card.offsetHeight > below && above > below;
  card.style.maxHeight = `${Math.max(up ? above : below, 80)}px`;
  const left = Math.max(EDGE, Math.min(rect.left - 12, width - card.offsetWidth - EDGE));
  const top = up ? rect.top - GAP - card.offsetHeight : rect.bottom + GAP;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function hide() {
  stop();
  if (opened()) card.hidePopover();
}

if (HTMLElement.prototype.showPopover) {
  document.body.append(card);
  const tell = () => { for (const a of document.querySelectorAll(".edition :is(a.term, a.name)")) if (isWord(a)) a.setAttribute("aria-haspopup", "dialog"); };
  tell();
  document.addEventListener("jz:turned", tell);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || awaited) return;
    const a = linkAt(event);
    if (!a && !pointed) return;
    pointed = true;
    if (a) later(() => show(a, event), opened() && link === a ? 0 : isWord(a) ? OPEN : LOOK);
    else if (opened() && !card.contains(event.target)) later(hide, CLOSE);
    else stop();
  });
  // The browser closes the card when a press outside of it ends, before the click: what was open then is known only now.
  document.addEventListener("pointerdown", (event) => {
    pressed = opened() ? link : null;
    touched = event.pointerType !== "mouse";
    if (event.target.closest?.(".edition a.name")) mentions().catch(() => {}); // so that it is there when the press ends
  }, true);
  document.addEventListener("click", (event) => {
    const a = linkAt(event);
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    pointed = event.detail > 0 && !touched;
    const tapped = event.detail && touched && !isDoor(a), again = tapped && pressed === a;
    if (isWord(a) || (tapped && !again)) event.preventDefault();
    if (again || !event.defaultPrevented) hide();
    else {
      awaited = true;
      Promise.resolve(show(a, event.detail ? event : null, tapped || isName(a))).finally(() => { awaited = false; });
    }
  });
  document.addEventListener("focusin", (event) => {
    const a = linkAt(event);
    if (!a || isWord(a) || !a.matches(":focus-visible")) return;
    pointed = false;
    later(() => show(a), LOOK);
  });
  document.addEventListener("focusout", (event) => {
    const a = linkAt(event);
    if (a && !isWord(a) && !card.contains(event.relatedTarget)) hide();
  });
  document.addEventListener("keydown", (event) => {
    const stops = [...card.querySelectorAll("a[href]")], at = stops.indexOf(document.activeElement);
    if (event.key !== "Tab" || !opened() || !stops.length) return;
    if (document.activeElement === link && !event.shiftKey) {
      event.preventDefault();
      stops[0].focus();
    } else if (at === (event.shiftKey ? 0 : stops.length - 1)) {
      link.focus();
      if (event.shiftKey) event.preventDefault();
      else hide();
    }
  });
  addEventListener("hashchange", hide);
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    link.removeAttribute("aria-expanded");
    if (card.contains(document.activeElement)) link.focus();
  });
}
})();
