// Pages that were read stay readable without a network, and with them the glossary and search. With a network, it is asked first.
// An article is kept with its views, its pictures and the cards of its links.
// The program fills in these: ASSETS are kept from the first visit on; TOOLS, in each script that is read; the index of search and
// its TEXTS, in each script in which search is used.
const VERSION = "{VERSION}";
const ASSETS = {ASSETS};
const TOOLS = {TOOLS};
const INDEX = {INDEX};
const TEXTS = {TEXTS};
const SCRIPTS = {SCRIPTS};
const SEARCH = "assets/search.js";

const scope = self.registration.scope;
const name = (version) => `${scope} ${version}`; // other sites may live at the same origin
const at = (path) => new URL(path, scope).href;
const scriptOf = (url) => SCRIPTS.find((script) => script && url.startsWith(at(script))) || "";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name(VERSION)).then((cache) => cache.addAll(ASSETS.map(at))).then(() => self.skipWaiting()));
});

// What was read under an earlier version stays, until it is read again; but for search, whose files must be of one making.
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(name(VERSION));
    for (const old of await caches.keys()) {
      if (!old.startsWith(name("")) || old === name(VERSION)) continue;
      const before = await caches.open(old);
      for (const request of await before.keys()) {
        if (!request.url.includes("/search/") && !await cache.match(request)) await cache.put(request, await before.match(request));
      }
      await caches.delete(old);
    }
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(scope)) event.respondWith(answer(event));
});

// A page that is read says what belongs to it: pages, which are to be as new as itself, and files, which do not change.
self.addEventListener("message", (event) => {
  const ours = (urls) => (Array.isArray(urls) ? urls : []).filter((url) => String(url).startsWith(scope));
  event.waitUntil(caches.open(name(VERSION)).then((cache) => Promise.all([
    ...ours(event.data.pages).map((url) => fetched(cache, url)),
    ...ours(event.data.files).map(async (url) => await cache.match(url) || fetched(cache, url)),
  ])));
});

async function answer(event) {
  const { request } = event, cache = await caches.open(name(VERSION));
  const url = request.url.split(/[?#]/)[0];
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") event.waitUntil(Promise.all([cache.put(url, response.clone()), keepMore(cache, event, url)]));
    return response;
  } catch (error) {
    const kept = await cache.match(url);
    if (kept) return kept;
    if (request.mode === "navigate") return Response.redirect(at(`${scriptOf(url)}offline.html`));
    throw error;
  }
}

async function keepMore(cache, { request, clientId }, url) {
  if (request.mode === "navigate") await keep(cache, TOOLS, scriptOf(url));
  if (url !== at(SEARCH)) return;
  await keep(cache, INDEX);
  await keep(cache, TEXTS, scriptOf((await clients.get(clientId))?.url || ""));
}

async function keep(cache, paths, script = "") {
  const wanted = paths.map((path) => at(script + path));
  if (wanted.length && !await cache.match(wanted.at(-1))) await cache.addAll(wanted);
}

async function fetched(cache, url) {
  const response = await fetch(url).catch(() => null);
  if (response?.ok) await cache.put(url, response);
}
