// Under `mkdocs serve`: the page is loaded again when it has become another one, in its place; a line says while the rest is being made.
"use strict";
(() => {
const RETRY = 500; // milliseconds until the server is asked again after it has not answered
const line = document.createElement("p");
line.className = "jz-busy";
line.setAttribute("role", "status");
line.textContent = "其余各页正在更新";
line.style.cssText = "position:fixed;inset:auto auto 0 0;margin:0;padding:.2em .8em;font-size:.75rem;background:var(--paper,Canvas);color:var(--ink,CanvasText);border:1px solid var(--rule,currentColor);border-radius:0 4px 0 0;z-index:9";
let busy = false, request;

async function watch() {
  while (document.visibilityState === "visible") {
    request = new AbortController();
    const path = location.pathname, { key } = document.querySelector("[data-key]").dataset; // another view may take the place of this one
    try {
      const query = new URLSearchParams({ path, key, busy: Number(busy) });
      const now = await (await fetch(`/livereload/?${query}`, { signal: request.signal })).json();
      if (now.key !== key) {
        if (document.dispatchEvent(new CustomEvent("jz:outdated", { cancelable: true, detail: now.key }))) return again();
        await new Promise((put) => document.addEventListener("jz:turned", put, { once: true })); // the desk puts the new page in its place
        continue;
      }
      busy = now.busy;
      busy ? document.body.append(line) : line.remove();
    } catch {
      await new Promise((wake) => setTimeout(wake, request.signal.aborted ? 0 : RETRY));
    }
  }
}

function again() {
  const place = scrollY > 0 && typeof jz !== "undefined" && jz.nearest();
  if (place) {
    sessionStorage.place = JSON.stringify(place);
    history.scrollRestoration = "manual"; // the browser would go to as many pixels from the top
  }
  location.reload();
}

addEventListener("load", watch);
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? watch() : request?.abort()));
document.addEventListener("jz:turned", () => request?.abort());
})();
