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

// Pages that were read can be read again without a network.
const { dataset, src } = document.currentScript;
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
  if (place) stored(passing, "place", JSON.stringify(place));
}

for (const kind of ["click", "auxclick"]) document.addEventListener(kind, choose);

const found = stored(passing, "place");
stored(passing, "place", null);
if (found) {
  const place = JSON.parse(found);
  arrive(place);
  addEventListener("load", () => arrive(place), { once: true }); // the browser itself goes to the address's paragraph last
  addEventListener("hashchange", () => delete root.dataset.kept, { once: true });
}

// Search is fetched when it is first used, or when the address asks for it: `?q=` opens it, `?q=#` marks the words on the page.
let fetched;

function search(work) {
  fetched ||= new Promise((onload, onerror) => {
    document.head.append(make("script", { src: new URL("search.js", src), onload, onerror }));
  });
  fetched.then(work, () => { fetched = null; });
}

function enter(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  search(() => jzFind.open());
}

document.addEventListener("click", (event) => { if (event.target.closest(".jz-search")) enter(event); });
document.addEventListener("keydown", (event) => {
  if ((event.key === "/" || event.key === "s") && !typing(event)) enter(event);
});
const wanted = new URLSearchParams(location.search).get("q");
if (wanted) search(() => (location.hash ? jzFind.arrive(wanted) : jzFind.open(wanted)));

return { arrive, lasting, make, nearest, stored, typing };
})();
