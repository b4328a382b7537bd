// The bar of an article's page: out of the way while one reads on, there again when one scrolls up. It holds copies of the views and the
// scripts of the page; and the contents, wherever they are shown, say in which section one is.
"use strict";
(() => {
const MOVED = 12; // pixels of scrolling that mean a direction
const one = (selector) => document.querySelector(selector);
const bar = one(".jz-bar"), header = one(".jz-header"), label = one(".jz-bar__contents b");
const root = document.documentElement;
let last = scrollY, waiting = false;

const contents = () => document.getElementById("contents");
const isUsed = () => contents()?.matches(":popover-open") || bar.contains(document.querySelector(":focus-visible"));

function show(shown) {
  bar.toggleAttribute("data-away", !shown);
}

function fill() {
  for (const part of ["views", "script"]) {
    const own = bar.querySelector(`.jz-${part}`), links = document.querySelectorAll(`nav.jz-${part} a`);
    own.replaceChildren(...[...links].map((link) => link.cloneNode(true)));
    own.hidden = !links.length;
  }
  last = scrollY; // the place was kept: nobody has scrolled
  locate();
}

// The section that one reads: the last that begins above the upper third of the window.
function locate() {
  const links = [...document.querySelectorAll(".jz-contents a[href^='#']")];
  const begins = (link) => document.getElementById(link.hash.slice(1))?.getBoundingClientRect().top;
  const link = links.findLast((link) => begins(link) < innerHeight / 3) || links[0];
  const old = one(".jz-contents [aria-current]");
  if (!link || link === old) return;
  old?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "location");
  label.textContent = (link === links[0] ? one(".jz-title") : link).textContent;
  reveal(link);
}

// Scrolls the list and nothing else.
function reveal(link = one(".jz-contents [aria-current]")) {
  const list = link?.closest("ol"), at = link?.parentElement.offsetTop - list?.offsetTop;
  if (at < list?.scrollTop || at + link.offsetHeight > list?.scrollTop + list?.clientHeight) list.scrollTop = at - list.clientHeight / 3;
}

function look() {
  waiting = false;
  const y = Math.max(0, Math.min(scrollY, root.scrollHeight - innerHeight)), by = y - last; // some browsers scroll past the ends
  locate();
  if (header.getBoundingClientRect().bottom > 0) show(false);
  else if (Math.abs(by) < MOVED) return;
  else if (by < 0 || !isUsed()) show(by < 0);
  last = y;
}

addEventListener("scroll", () => {
  if (!waiting) requestAnimationFrame(look);
  waiting = true;
}, { passive: true });
document.addEventListener("jz:turned", fill);
document.addEventListener("toggle", (event) => { if (event.target === contents()) reveal(); }, true);
document.addEventListener("click", (event) => {
  if (event.target.closest(".jz-contents a")) contents().hidePopover?.();
});
fill();
if ("kept" in root.dataset) addEventListener("load", () => { last = scrollY; show(scrollY > header.offsetHeight); }, { once: true });
})();
