// Under `mkdocs serve`: the page is loaded again when it has become another one, in its place; a line says while the rest is being made.
"use strict";
(() => {
const RETRY = 500; // milliseconds until the server is asked again after it has not answered
const line = document.createElement("p");
line.textContent = "其余各页正在更新";
line.style.cssText = "position:fixed;inset:auto auto 0 0;margin:0;padding:.2em .8em;font-size:.75rem;opacity:.7;background:Canvas;color:CanvasText;z-index:9";
let key = KEY, path = location.pathname, busy = false, request;

async function watch() {
  while (document.visibilityState === "visible") {
    if (location.pathname !== path) [path, key] = [location.pathname, ""]; // another view has taken the place of this one
    request = new AbortController();
    try {
      const query = new URLSearchParams({ path, key, busy: Number(busy) });
      const now = await (await fetch(`/livereload/?${query}`, { signal: request.signal })).json();
      if (key && now.key !== key && location.pathname === path) return again();
      key = now.key;
      busy = now.busy;
      busy ? document.body.append(line) : line.remove();
    } catch {
      await new Promise((wake) => setTimeout(wake, RETRY));
    }
  }
}

function again() {
  const place = scrollY > 0 && typeof jz !== "undefined" && jz.nearest();
  if (place) sessionStorage.place = JSON.stringify(place);
  location.reload();
}

addEventListener("load", watch);
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? watch() : request?.abort()));
document.addEventListener("jz:turned", () => request?.abort());
})();
