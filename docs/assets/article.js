// The page of an article: its three views, its paragraphs as places to point at, keys, and how it is set. Without this script the
// views are pages of their own, and each paragraph has its address all the same.
"use strict";
(() => {
const { arrive, fetchPage, lasting, load, make, nearest, panels, readKey, stored, tell, tool, typing } = jz;
const one = (selector) => document.querySelector(selector);
const every = (selector) => [...document.querySelectorAll(selector)];
const root = document.documentElement;
const [linking, copied, byHand, missing] = one(".jz-bar").dataset.words.split("|"); // in the script of the page
const BLOCKS = "[data-view] article > [id][data-kind]";
const CHANGES = "[data-view] article :is(.jz-form, .jz-mark a, ins, .jz-cut)";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const plain = (event) => !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.button);
let here = null; // the paragraph that the pointer or the keys are at

// --- views: the other page's sheet takes the place of this one, and the paragraph stays where it is

const ANCHORS = ".jz-sheet [data-kind][id], .jz-original [id^='b']";

// `from` is where the choice was made, and keeps the focus.
async function turn(href, { push = true, from = ".jz-sheet" } = {}) {
  const script = stored(lasting, "script") || root.lang;
  let page;
  try {
    page = await fetchPage(href);
  } catch {} // a copy on a disk cannot be asked for
  const place = scrollY > 0 && nearest(ANCHORS); // after the page has come: one reads on meanwhile
  if (page?.documentElement.lang !== script) { // 原貌 is the same in all scripts
    stored(lasting, "script", script);
    location.href = place ? `${href}#${place.id}` : href;
    return;
  }
  for (const link of every("[href]:not(.jz-skip)")) link.setAttribute("href", link.href); // another folder is another base
  if (push) history.pushState(null, "", href);
  document.title = page.title;
  for (const part of [".jz-sheet", "nav.jz-script"]) one(part)?.replaceWith(page.querySelector(part) || make("nav", { className: "jz-script" }));
  arrive(place);
  document.dispatchEvent(new Event("jz:turned"));
  if (push) one(`${from} .jz-views [aria-current]`).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const view = event.target.closest(".jz-views a, .jz-guesses");
  if (!view || !plain(event)) return;
  event.preventDefault();
  turn(view.href, { from: view.closest(".jz-bar") ? ".jz-bar" : ".jz-sheet" });
});
let address = location.pathname;
addEventListener("popstate", () => {
  if (location.pathname !== address) turn(location.href, { push: false });
});
document.addEventListener("jz:turned", () => {
  address = location.pathname;
  here = here?.id ? document.getElementById(here.id) : null; // the same paragraph, in the sheet that is there now
});

// --- what is folded below the article: an address that leads into it opens it (some browsers do so themselves), and paper shows all

function unfold(id) {
  const section = id && document.getElementById(id)?.closest(".jz-section");
  if (section) section.open = true;
}

document.addEventListener("click", (event) => unfold(event.target.closest?.("a[href^='#']")?.hash.slice(1)), true);
addEventListener("hashchange", () => unfold(location.hash.slice(1)));
unfold(location.hash.slice(1));
let folded = [];
addEventListener("beforeprint", () => { for (const section of (folded = every(".jz-section:not([open])"))) section.open = true; });
addEventListener("afterprint", () => { for (const section of folded) section.open = false; });

// --- paragraphs: a quiet mark beside the one under the pointer

const mark = make("a", { className: "jz-here", textContent: "¶", tabIndex: -1, ariaLabel: linking });
const link = (block) => `${location.origin}${location.pathname}#${block.id}`;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell(copied);
  } catch {
    prompt(byHand, text);
  }
}
jz.copy = copy;
jz.failed = () => tell(missing);

document.addEventListener("pointerover", (event) => {
  const block = event.pointerType === "mouse" && event.target.closest?.(BLOCKS);
  if (!block || block === mark.parentElement) return;
  mark.href = `#${block.id}`;
  block.prepend(mark);
});
mark.addEventListener("click", (event) => {
  if (plain(event)) copy(link(mark.parentElement));
});

// --- the reader's own marks, and quotations: fetched when words are first selected, and where there are any marks

function own() {
  return own.started ||= tool("words.js", "annotations.js").then(() => jzAnnotations.start()).catch((error) => {
    own.started = null;
    throw error;
  });
}
jz.annotations = own;
const isOurs = (node) => (node?.nodeType === 1 ? node : node?.parentElement)?.closest("[data-view] article");

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (own.started || selection.isCollapsed || !isOurs(selection.anchorNode)) return;
  own().then(() => jzAnnotations.showMenu());
});
if (stored(lasting, "annotations")) own();

// --- keys

function step(selector, by) {
  const all = every(selector).filter((element) => element.getClientRects().length);
  const edge = 80, top = (element) => element.getBoundingClientRect().top;
  const lies = (way) => (element) => here.compareDocumentPosition(element) & way;
  let at = all.indexOf(here);
  if (at >= 0) at += by;
  else if (here) at = by > 0 ? all.findIndex(lies(Node.DOCUMENT_POSITION_FOLLOWING)) : all.findLastIndex(lies(Node.DOCUMENT_POSITION_PRECEDING));
  else at = by > 0 ? all.findIndex((element) => top(element) > edge) : all.findLastIndex((element) => top(element) < edge - 1);
  if (!all[at]) return;
  here = all[at];
  here.tabIndex = -1;
  here.focus({ preventScroll: true });
  const way = top(here) - edge, glides = Math.abs(way) < 2 * innerHeight && !calm.matches; // what is far is arrived at
  scrollBy({ top: way, behavior: glides ? "smooth" : "instant" });
}

const keys = {
  j: () => step(BLOCKS, 1),
  k: () => step(BLOCKS, -1),
  n: () => step(CHANGES, 1),
  p: () => step(CHANGES, -1),
  ArrowLeft: () => one("a[rel=prev]")?.click(),
  ArrowRight: () => one("a[rel=next]")?.click(),
  v: () => {
    const all = every(".jz-sheet .jz-views a");
    all[(all.findIndex((view) => view.ariaCurrent) + 1) % all.length].click();
  },
  y: () => {
    const block = here?.closest(BLOCKS) || document.getElementById(nearest(BLOCKS)?.id);
    if (block) copy(link(block));
  },
  t: () => document.getElementById("contents")?.togglePopover(),
  m: () => own().then(() => jzAnnotations.byKeys(here?.closest(BLOCKS))),
  a: () => own().then(() => jzAnnotations.list.open()),
  "?": () => openSettings(),
};

document.addEventListener("keydown", (event) => {
  if (typing(event) || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener("pointerdown", () => { here = null; });

// --- how it is set: size and measure, remembered; the head of the page applies them before it is painted

const openSettings = () => load(panels).then(() => one(".jz-help").showModal()).catch(jz.failed);
for (const set of every(".jz-set")) {
  set.hidden = false;
  set.addEventListener("click", openSettings);
}
document.addEventListener("jz:furnished", () => {
  for (const input of every(".jz-help input")) {
    input.checked = (root.dataset[input.name] || "") === input.value;
    input.addEventListener("change", () => {
      const place = nearest(BLOCKS);
      root.dataset[input.name] = input.value;
      stored(lasting, input.name, input.value);
      arrive(place);
    });
  }
});

// --- on paper: where the page was, and when

addEventListener("beforeprint", () => {
  const line = one(".jz-printed"), { host, origin, pathname } = location;
  if (line && host) line.textContent = `${origin}${decodeURI(pathname)}，${line.dataset.words} ${new Date().toLocaleDateString("sv")}。`;
});

// --- pinyin: its script is fetched when it is first chosen

const pronounce = () => { if (root.dataset.pinyin) load("pinyin.js").catch(() => {}); };
document.addEventListener("change", pronounce);
pronounce();

// --- the place where the reader stopped, offered when she comes back

const key = `at:${one(".jz-head").dataset.id}`;
const again = one(".jz-again");
const last = stored(lasting, key);
if (last && !location.hash && scrollY === 0 && document.getElementById(last)) {
  again.href = `#${last}`;
  again.hidden = false;
  addEventListener("scroll", () => setTimeout(() => { again.hidden = true; }, 1500), { once: true });
}
addEventListener("pagehide", () => {
  const end = one("[data-view] article").getBoundingClientRect().bottom;
  const block = scrollY > innerHeight / 2 && end > innerHeight && nearest(BLOCKS);
  if (block || scrollY > 0) stored(lasting, key, block ? block.id : null);
  if (block) remember(block.id);
});

// What was read last, for the home page and 我的批注.
function remember(block) {
  const { id } = one(".jz-head").dataset, title = one("h1").textContent.trim(), body = one("[data-view] article").getBoundingClientRect();
  const part = Math.round((100 * Math.min(innerHeight - body.top, body.height)) / body.height), when = new Date().toLocaleDateString("sv");
  const others = JSON.parse(stored(lasting, readKey) || "[]").filter((other) => other.id !== id);
  stored(lasting, readKey, JSON.stringify([{ id, title, block, part, when }, ...others.slice(0, 9)]));
}
})();
