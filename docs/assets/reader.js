// What every page has: the choice of a colour scheme, the switch between scripts, the door to search. The rest of a page works without a script.
// A plain script, and no module: browsers load those from no copy on a disk.
"use strict";
const jz = (() => {
const root = document.documentElement;

// A read, a write (`value`) or a removal (null). Storage may be forbidden; then nothing is remembered.
function stored(storage, name, value) {
  try {
    if (value === undefined) return storage()[name];
    if (value === null) delete storage()[name];
    else storage()[name] = value;
  } catch {
    return undefined;
  }
}

const lasting = () => localStorage;
const passing = () => sessionStorage;

// Of all that has an id and a height, what begins nearest to the top of the window. A link would get the focus, and show its card.
function nearest(selector = "#content [id]:not(a, [popover])") {
  let best = null;
  for (const element of document.querySelectorAll(selector)) {
    const { top, height } = element.getBoundingClientRect();
    if (height && (!best || Math.abs(top) < Math.abs(best.top))) best = { id: element.id, top };
  }
  return best;
}

// Whether a key is for what has the focus. A dialog that has just been closed keeps the focus until the page is painted again.
const typing = ({ target, isComposing }) => isComposing ||
  (target.closest?.("input, textarea, select, [contenteditable], dialog, [popover]") && !target.closest("dialog:not([open])"));

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

function arrive(place) {
  const element = place && document.getElementById(place.id);
  if (element) scrollBy({ top: element.getBoundingClientRect().top - place.top, behavior: "instant" });
}

const { dataset, src } = document.currentScript;

// The articles that were read last, the latest first, each with the paragraph at which the reader stopped. Other sites may live at this origin.
const readKey = `read ${new URL("../", src).pathname}`;
const last = document.querySelector(".jz-last");
const [stop] = last ? JSON.parse(stored(lasting, readKey) || "[]") : [];
if (stop) {
  const link = last.querySelector("a");
  link.href = `articles/${encodeURIComponent(stop.id)}/#${stop.block}`;
  link.textContent = stop.title;
  last.dataset.part = `${stop.part}%`;
}

// Pages that were read can be read again without a network.
if ("worker" in dataset && location.protocol !== "file:") {
  addEventListener("load", () => navigator.serviceWorker?.register(new URL("../sw.js", src)).catch(() => {}));
}

// On a disk, a folder does not lead to its page.
if (location.protocol === "file:") {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}

// By system, light, dark.
const schemes = ["", "light", "dark"];
const button = document.querySelector(".jz-scheme");
const words = button.dataset.words.split("|"); // in the page, where they are in the page's script

function showScheme() {
  const at = schemes.indexOf(root.dataset.scheme || "");
  button.dataset.scheme = schemes[at];
  button.title = words[at];
  button.setAttribute("aria-label", words[at]);
}

button.hidden = false;
button.addEventListener("click", () => {
  root.dataset.scheme = schemes[(schemes.indexOf(root.dataset.scheme || "") + 1) % 3];
  stored(lasting, "scheme", root.dataset.scheme);
  showScheme();
});
showScheme();

// The switch takes the reader's place along to the twin page, and remembers her choice; a Simplified page, whose address names no
// script, follows it in its head.
function choose(event) {
  const link = event.target.closest(".jz-script a");
  if (!link) return;
  const place = scrollY > 0 && nearest();
  stored(lasting, "script", link.hreflang);
  link.hash = place ? place.id : "";
  if ("arrived" in root.dataset) (link.search = location.search), (link.hash ||= "content");
  if (place) stored(passing, "place", JSON.stringify(place));
}

for (const kind of ["click", "auxclick"]) document.addEventListener(kind, choose);

const found = stored(passing, "place");
stored(passing, "place", null);
if (found) {
  const place = JSON.parse(found);
  arrive(place);
  addEventListener("load", () => (arrive(place), setTimeout(arrive, 0, place)), { once: true }); // browsers go to the address's paragraph last
  addEventListener("hashchange", () => delete root.dataset.kept, { once: true });
}

// What is fetched when it is first needed.
const parts = {};

function part(tag, file) {
  return (parts[tag + file] ||= new Promise((onload, fail) => {
    const onerror = () => { delete parts[tag + file]; fail(); }, href = new URL(file, src);
    const from = { SCRIPT: { src: href, async: false }, PRELOAD: { rel: "preload", as: "script", href } }[tag] || { rel: "stylesheet", href };
    document.head.append(make(tag === "SCRIPT" ? "script" : "link", { ...from, onload, onerror }));
  }));
}

const load = (...files) => Promise.all(files.map((file) => part(file.endsWith(".css") ? "STYLE" : "SCRIPT", file)));

// The panels of the tools are in a file of each script, whose links start from there.
const panels = document.querySelector("link[rel=prefetch]")?.href;

function furnish(html) {
  const { content } = make("template", { innerHTML: html }), { src } = document.currentScript;
  for (const { content: own } of content.querySelectorAll("template")) {
    for (const link of own.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), src);
  }
  document.body.append(content);
  document.dispatchEvent(new Event("jz:furnished"));
}

// Scripts that need the panels come at the same time, and run afterwards.
async function tool(...files) {
  for (const file of files) part("PRELOAD", file).catch(() => {});
  await load(panels);
  await load(...files);
}

// Another page of the site, without its styles: the policy of this page allows none that it does not know.
async function fetchPage(href) {
  const response = await fetch(href);
  if (!response.ok) throw response;
  return new DOMParser().parseFromString((await response.text()).replace(/<style[^]*?<\/style>/g, ""), "text/html");
}

// A line at the foot of the window for a while; `action` is what its button does.
function tell(words, label, action) {
  const status = document.querySelector(".jz-status"), button = action && make("button", { type: "button", textContent: label });
  status.replaceChildren(words, ...(button ? [button] : []));
  button?.addEventListener("click", () => (status.replaceChildren(), action()));
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => status.replaceChildren(), action ? 12000 : 4000);
}

// Search. Its dialog opens at once and takes words; its scripts, its style and the head of its index come meanwhile. `?q=` opens it,
// `?q=#` marks the words on the page.
const door = document.querySelector(".jz-search");
const sheet = { words: door.dataset.words.split("|") };

async function searching(file) {
  part("PRELOAD", "../search/index.js").catch(() => {});
  await Promise.all([tool("search.js", file), load("search.css")]);
  return jzFind;
}

function openSearch(parameters) {
  const { words, dialog } = sheet;
  if (!dialog) {
    sheet.input = make("input", { placeholder: words[0], ariaLabel: words[0], autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
    sheet.close = make("button", { textContent: words[1], onclick: () => sheet.dialog.close() });
    sheet.status = make("p", { className: "jz-find__status", role: "status", textContent: words[2] });
    sheet.dialog = make("dialog", { className: "jz-find", ariaLabel: words[0] });
    const head = make("div", {});
    head.append(sheet.input, sheet.close);
    sheet.dialog.append(head, sheet.status);
    document.body.append(sheet.dialog);
  }
  sheet.dialog.showModal();
  if (parameters) sheet.input.value = parameters.get("q");
  else sheet.input.select();
  searching("find.js").then(({ open }) => open(parameters), () => { sheet.status.textContent = words[3]; });
}

function enter(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  openSearch();
}

const isDoor = ({ target }) => target.closest(".jz-search");
document.addEventListener("pointerdown", (event) => { if (isDoor(event)) searching("find.js").catch(() => {}); });
document.addEventListener("click", (event) => { if (isDoor(event)) enter(event); });
document.addEventListener("keydown", (event) => {
  if ((event.key === "/" || event.key === "s") && !typing(event)) enter(event);
});
const wanted = new URLSearchParams(location.search);
if (wanted.get("q")) {
  if (location.hash) searching("arrival.js").then(({ arrive: mark }) => mark(wanted.get("q"), Boolean(found)), () => {});
  else openSearch(wanted);
}

return { arrive, fetchPage, furnish, lasting, load, make, nearest, panels, passing, readKey, sheet, stored, tell, tool, typing };
})();
