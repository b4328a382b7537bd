// Cards: of a term, what 本篇术语 at the foot of the page says; of the mark of a note or a change, what 校勘记 says; of a link to an
// article or its paragraph, how that begins, from a small file beside the article.
"use strict";
(() => {
const OPEN = 200, LOOK = 350, CLOSE = 250, GAP = 6, EDGE = 8;
const { words } = document.querySelector("script[data-words]").dataset;
const card = jz.make("div", { className: "jz-card", popover: "auto", role: "dialog" });
const files = {};
let link, wanted, timer, pressed, touched;
let pointed = false; // whether the pointer has opened the card, or is about to: it closes no other, for pages scroll under one at rest

const opened = () => card.matches(":popover-open");
const isTerm = (a) => a.matches(".edition a.term");
const isNote = (a) => a.matches("[data-view] article :is(.jz-mark a, .jz-form)") && !(inMargin.matches && a.closest("sup"));
const inMargin = matchMedia("(min-width: 75rem)"); // there the note stands beside the text
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
  return a && (isTerm(a) || isNote(a) || goal(a)) ? a : null;
}

function show(a, point, tapped) {
  stop();
  if (opened() && link === a) return;
  if (isNote(a)) return noted(a, point);
  if (!isTerm(a)) return look(a, point, tapped);
  const entry = document.getElementById(`term-${a.dataset.term}`);
  if (!entry) return;
  const list = document.createElement("dl");
  list.append(entry.cloneNode(true));
  list.firstChild.removeAttribute("id");
  open(a, point, entry.querySelector("dt").textContent.trim(), [list]);
  a.setAttribute("aria-expanded", "true");
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
    const [title, date, text] = await told(goal(a));
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

// What the files hold is told where they are written.
async function told(to) {
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
  const y = point?.clientY, whole = a.getBoundingClientRect(), line = [...a.getClientRects()].find((r) => r.top <= y && y <= r.bottom);
  place(whole.height > (isTerm(a) ? 0 : 200) && line || whole);
}

// Below the line, or above it where there is more room; never outside the window.
function place(rect) {
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
  const tell = () => { for (const term of document.querySelectorAll(".edition a.term")) term.setAttribute("aria-haspopup", "dialog"); };
  tell();
  document.addEventListener("jz:turned", tell);

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const a = linkAt(event);
    if (!a && !pointed) return;
    pointed = true;
    if (a) later(() => show(a, event), opened() && link === a ? 0 : isTerm(a) ? OPEN : LOOK);
    else if (opened() && !card.contains(event.target)) later(hide, CLOSE);
    else stop();
  });
  // The browser closes the card when a press outside of it ends, before the click: what was open then is known only now.
  document.addEventListener("pointerdown", (event) => {
    pressed = opened() ? link : null;
    touched = event.pointerType !== "mouse";
  }, true);
  document.addEventListener("click", (event) => {
    const a = linkAt(event);
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    pointed = event.detail > 0;
    const tapped = event.detail && touched, again = tapped && pressed === a;
    if (isTerm(a) || (tapped && !again)) event.preventDefault();
    if (again || !event.defaultPrevented) hide();
    else show(a, event.detail ? event : null, tapped);
  });
  document.addEventListener("focusin", (event) => {
    const a = linkAt(event);
    if (!a || isTerm(a) || !a.matches(":focus-visible")) return;
    pointed = false;
    later(() => show(a), LOOK);
  });
  document.addEventListener("focusout", (event) => {
    const a = linkAt(event);
    if (a && !isTerm(a) && !card.contains(event.relatedTarget)) hide();
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
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    link.removeAttribute("aria-expanded");
    if (card.contains(document.activeElement)) link.focus();
  });
}
})();
