// The dialog of search: what search.js finds, as it is typed. reader.js has opened it, and its input may have words already.
"use strict";
{
  const FEW = 5, WAIT = 20, SENTENCES = 3, AROUND = 36, SHORT = 6, MANY = 8, VALUES = 8;
  const { make, sheet } = jz, find = jzFind;
  const { dialog, input, close, status } = sheet;
  const [, , HINT, FAILED] = sheet.words, words = document.getElementById("jz-find").dataset.words.split("|");
  const [ABOUT, ARTICLES, ENTRIES, NONE, LOOSE, PARTED, SOUND, NEAREST, ALSO, BESIDE, MORE, NARROW, FILES] = words;
  const [AWAY, UNKEPT, NO_INDEX] = words.slice(-3);
  const made = (name, set, ...children) => {
    const element = make(name, set);
    element.append(...children);
    return element;
  };
  const ways = make("details", { className: "jz-find__ways", hidden: true }), list = make("div", { className: "jz-find__list" });
  const notice = make("p", { className: "jz-find__away", textContent: AWAY, hidden: true });
  dialog.append(notice, ways, list);
  let turn = 0, timer, index, facets = [];
  const chosen = new Map();
  const later = () => { clearTimeout(timer); timer = setTimeout(run, WAIT); };
  input.addEventListener("compositionend", later);
  input.oninput = (event) => { if (!event.isComposing) later(); };
  dialog.onclick = ({ target }) => { if (target === dialog || target === close) dialog.close(); };
  dialog.onclose = () => { clearTimeout(timer); chosen.clear(); address(""); };
  dialog.onkeydown = (event) => {
    const here = document.activeElement, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll("h3 a, button")], to = stops[stops.indexOf(here.closest("li")?.querySelector("a") || here) + step];
    if (event.isComposing) return;
    if (event.key === "Enter" && here === input) stops[1]?.click();
    else if (to) event.preventDefault(), to.focus();
  };

  function address(query) {
    const url = new URL(location);
    if (query) url.hash = "", url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    for (const { id } of facets) {
      if (query && chosen.has(id)) url.searchParams.set(id, chosen.get(id));
      else url.searchParams.delete(id);
    }
    try {
      history.replaceState(history.state, "", url);
    } catch {} // a page on a disk may not change its address
  }

  async function run() {
    const mine = ++turn, text = input.value.trim(), late = () => mine !== turn;
    try {
      index = await find.ready();
      if (chosen.size && !facets.length) facets = await find.facets();
      if (late()) return;
      address(text);
      const query = find.parsed(text);
      if (query.words.length) await answer(query, text, late);
      else if (!late()) list.replaceChildren(), (ways.hidden = true), (status.textContent = HINT);
    } catch {
      if (!late()) status.textContent = notice.hidden ? FAILED : NO_INDEX;
    }
    dialog.dataset.done = text;
  }

  // What the words have, letter by letter; else without their marks; else apart at their commas; else what comes nearest.
  async function answer({ words, parts }, text, late) {
    const within = chosen.size ? narrowed() : undefined, several = parts.length > words.length;
    let query = await find.opened(words, false, within), how = "", nearest = { results: [] };
    const nothing = async () => !(await query.main.next()).length && !(await query.rest.next(FEW)).length;
    if ((await nothing()) && words.some((word) => find.core(word) !== word)) {
      query = await find.opened(words, true, within), how = LOOSE;
      if ((await nothing()) && several) query = await find.opened(parts, false, within), how = PARTED, await nothing();
    }
    const sound = await find.sounding(words, within);
    await sound.next(query.main.results.length ? FEW : MANY);
    const alone = !query.main.results.length && !query.rest.results.length;
    if (alone && !sound.results.length) nearest = await find.nearest(words, within);
    if (late()) return;
    const tell = () => {
      const counts = countsOf(query);
      status.textContent = counts ? how + counts : sound.results.length ? SOUND : nearest.results.length
        ? NEAREST.replace("#", nearest.length) : NONE.replace("#", text);
    };
    const files = sound.results.length && query.main.results.every(({ score }) => score < 1e3); // the word is in their names alone
    const main = section(files ? FILES : "", alone ? { results: nearest.results, left: [] } : query.main, tell);
    const heard = section(alone ? "" : SOUND, sound);
    list.replaceChildren(...(files ? [heard, main] : [main, heard]));
    tell();
    const others = await find.forms(query);
    for (const form of new Set(sound.results.map(({ whole }) => whole))) if (form) others.set(form, find.parsed(form).words);
    if (several && !how && parts.every(({ length }) => length <= SHORT)) others.set(parts.join(" "), parts);
    for (const [form, other] of others) {
      const more = !query.main.left[0] && (await find.besides(query, other, within)), batch = more && (await more.next());
      if (late()) return;
      if (batch) query.besides.push(...batch);
      list.append(batch ? section(ALSO + form, more) : made("button", { textContent: ALSO + form, onclick: () => { input.value = form; run(); } }));
    }
    if (!query.rest.results.length) await query.rest.next(FEW);
    if (late()) return;
    list.append(section(BESIDE, query.rest, tell));
    tell();
    await narrowing(query, late);
  }

  // How many articles and entries are found, in words.
  function countsOf({ main, rest, exact }) {
    const all = [main, rest].flatMap(({ results, left }) => [...results, ...left]), articles = all.filter(({ unit }) => unit < index.articles).length;
    const say = (words, number, open) => (number ? (exact || !open ? "" : ABOUT) + words.replace("#", number.toLocaleString("en")) : []);
    return [say(ARTICLES, articles, main.left[0]), say(ENTRIES, all.length - articles, main.left[0] || rest.left[0])].flat().join("，");
  }

  // --- narrower: by subject, year, author, outlet. The counts of each facet are those among what the others leave.

  const value = (facet) => facet.values.find(({ key }) => key === chosen.get(facet.id));
  const narrowed = (but) => {
    const sets = facets.filter((facet) => facet !== but && chosen.has(facet.id)).map((facet) => value(facet)?.articles);
    return (unit) => unit < index.articles && sets.every((one) => one?.[unit]);
  };

  async function narrowing({ all, exact }, late) {
    if (!chosen.size && all.length < MANY) return void (ways.hidden = true);
    facets = await find.facets();
    if (late()) return;
    const about = exact ? "" : ABOUT;
    const rows = facets.map((facet) => {
      const units = all.filter(({ unit }) => narrowed(facet)(unit)), own = value(facet);
      const counted = facet.values.map((one) => [units.filter(({ unit }) => one.articles[unit]).length, one]).filter(([count, one]) => count || one === own);
      const shown = facet.id === "year" ? counted : counted.sort((a, b) => b[0] - a[0]).filter(([, one], n) => n < VALUES || one === own);
      if (shown.length < 2 && !own) return [];
      return made("div", {}, make("dt", { textContent: facet.word }), made("dd", {}, ...shown.map(([count, one]) => {
        const button = made("button", { ariaPressed: String(one === own), onclick: () => choose(facet, one) }, `${one.name} `, make("span", { textContent: about + count.toLocaleString("en") }));
        button.dataset.facet = `${facet.id}=${one.key}`;
        return button;
      })));
    });
    const focus = ways.contains(document.activeElement) && document.activeElement.dataset.facet;
    ways.replaceChildren(make("summary", { textContent: [NARROW, ...facets.map((facet) => value(facet)?.name).filter(Boolean)].join(" · ") }), made("dl", {}, ...rows.flat()));
    ways.hidden = !rows.flat().length;
    if (focus) [...ways.querySelectorAll("button")].find(({ dataset }) => dataset.facet === focus)?.focus();
  }

  function choose({ id }, { key }) {
    if (chosen.get(id) === key) chosen.delete(id);
    else chosen.set(id, key);
    run();
  }

  // --- results

  function section(title, from, tell) {
    const items = made("ol", {}, ...from.results.map(item)), more = made("button", { textContent: MORE, hidden: !from.left.length });
    const whole = made("section", { hidden: !from.results.length }, made("p", { textContent: title, hidden: !title }), items, more);
    more.onclick = async () => {
      const batch = (await from.next()).map(item);
      items.append(...batch);
      more.hidden = !from.left.length;
      batch[0]?.querySelector("a").focus();
      tell?.();
    };
    return whole;
  }

  function item({ address, title, label, inTitle, hits, words, anchor }) {
    const href = (to) => {
      const url = new URL(address, find.home);
      if (url.protocol === "file:") url.pathname += "index.html";
      if (words.length) url.searchParams.set("q", words.map((word) => `"${word}"`).join(" "));
      url.hash ||= to || "content";
      return url;
    };
    const lead = made("a", { href: href(anchor) }, ...marked(title, inTitle));
    const shown = hits.filter(({ kind }) => kind !== 1).slice(0, SENTENCES);
    const sentences = shown.map((hit) => made("p", {}, made("a", { href: href(hit.anchor) }, ...sentence(hit))));
    const name = made("span", { textContent: label });
    if (!notice.hidden) isKept(href()).then((kept) => { if (!kept) name.append(` · ${UNKEPT}`); });
    return made("li", {}, made("h3", {}, lead, name), ...sentences);
  }

  // Without a network, what the worker of the site has kept is found, and the pages that it has not kept cannot be opened. The worker
  // answers no request for a head, so that this asks the network.
  const isKept = async ({ origin, pathname }) => Boolean(await caches.match(origin + pathname));
  async function look() {
    const head = navigator.serviceWorker?.controller && fetch(find.home, { method: "HEAD", cache: "no-store" });
    notice.hidden = await Promise.resolve(head).then(() => true, () => false);
    if (!notice.hidden) run();
  }

  // The sentence around the first place.
  function sentence({ text, places: all }) {
    const END = /[。！？!?\n]/, [from, to] = all[0] || [0, 0];
    let start = from, end = to;
    const half = (at) => /[\udc00-\udfff]/.test(text[at]);
    while (start > 0 && (half(start) || (from - start < AROUND && !END.test(text[start - 1])))) start--;
    while (end < text.length && (half(end) || (end - to < 2 * AROUND && !END.test(text[end - 1])))) end++;
    const cut = (at) => (at > 0 && at < text.length && !END.test(text[at - 1]) ? "……" : "");
    // What has to be cut is cut at a pause, if there is one.
    if (cut(start)) start += text.slice(start, from).search(/[，；：、]/) + 1;
    if (cut(end)) end = to + (/^.*(?=[，；：、])/s.exec(text.slice(to, end))?.[0].length || end - to);
    const inside = all.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start]);
    return [cut(start), ...marked(text.slice(start, end), inside), cut(end)];
  }

  function marked(text, all) {
    const parts = [];
    let at = 0;
    for (const [start, end] of all) {
      const from = Math.max(at, start);
      if (end > from) parts.push(text.slice(at, from), made("mark", {}, text.slice(from, (at = end))));
    }
    return [...parts, text.slice(at)];
  }

  // With the words that are in its input already; those of an address may be narrowed.
  find.open = (parameters) => {
    for (const [id, key] of parameters || []) if (/^[a-z]+$/.test(id) && id !== "q") chosen.set(id, key);
    run();
    look();
  };
}
