// The editor's desk, which only `mkdocs serve` has. This part: how its script talks to the server, and makes elements.
"use strict";
const jzDesk = (() => {
const { dataset, src } = document.currentScript;
const base = new URL(".", src).href;
let { token } = dataset;

// What the server says: JSON; an error with its words where it refuses.
async function ask(path, body, again = true) {
  const headers = { "X-Desk-Token": token };
  const request = { headers, cache: "no-store" };
  if (body !== undefined) {
    const raw = body instanceof Blob;
    headers["Content-Type"] = raw ? "application/octet-stream" : "application/json";
    Object.assign(request, { method: "POST", body: raw ? body : JSON.stringify(body) });
  }
  let response;
  try {
    response = await fetch(base + path, request);
  } catch {
    throw new Error("服务器没有回应：它停了，或者正在重新启动。");
  }
  if (response.ok) return response.json();
  const words = (await response.text()).trim();
  if (response.status === 403 && again && (await renewed())) return ask(path, body, false);
  throw Object.assign(new Error(words), { status: response.status });
}

// A server that was started again has another secret: the page that it serves now has that.
async function renewed() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href, { cache: "no-store" })).text(), "text/html");
  const fresh = page.querySelector("script[data-token]")?.dataset.token;
  if (!fresh || fresh === token) return false;
  token = fresh;
  return true;
}

// An element with its properties, and what is in it. Words of sources are only ever text.
function el(tag, properties = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "for" || name === "role") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...inside.flat().filter((part) => part !== null && part !== undefined && part !== false));
  return element;
}

// A button with the key that does the same.
function button(words, key, work, properties = {}) {
  const made = el("button", { type: "button", ...properties }, words, key && el("kbd", { "aria-hidden": "true" }, key));
  made.addEventListener("click", work);
  return made;
}

const clipped = (words, most) => (words.length > most ? `${words.slice(0, most * 0.6)}……${words.slice(-most * 0.3)}` : words);
const number = (n) => n.toLocaleString("en");

const corner = el("aside", { className: "desk-corner", lang: "zh-Hans", "aria-label": "编辑台" }); // the bar, the card and the menu
document.body.append(corner);

return { ask, button, clipped, corner, el, number };
})();
