// Search: the index of hooks/jiaozhu/outputs/search/ comes shard by shard, as scripts that call `jzFind`, for a page on a disk loads nothing else.
{
  const FIRST = 8, TRIED = 12, FEW = 5, KEYS = 5, SENTENCES = 3, AROUND = 36, WAIT = 20;
  const root = new URL("../", document.currentScript.src);
  const button = document.querySelector(".jz-search");
  const home = new URL("../", button.href);
  const [LABEL, CLOSE, HINT, ABOUT, ARTICLES, ENTRIES, NONE, LOOSE, ALSO, BESIDE, MORE, FAILED] = button.dataset.words.split("|");
  const made = (name, set, ...children) => {
    const element = Object.assign(document.createElement(name), set);
    element.append(...children);
    return element;
  };

  const got = {}, asked = {};
  const find = (window.jzFind = (name, data) => { got[name] = data; });
  const load = (name) => (asked[name] ||= new Promise((done, fail) => {
    const src = new URL(`search/${name}.js${index ? `?${index.version}` : ""}`, name[0] === "t" ? home : root);
    const onerror = () => { delete asked[name]; fail(); };
    document.head.append(made("script", { src, onload: () => done(got[name]), onerror }));
  }));
  let index, space, mark, table;
  async function ready() {
    index = await load("index");
    space = RegExp(`[${index.spaces}]`, "u");
    mark = RegExp(index.marks, "g");
    table ||= new Map(index.fold.split(" ").flatMap((group) => [...group].map((character, n, [put]) => [character, put])));
  }

  // As folding.py, with the place of each character.
  function folded(text, loose) {
    const starts = [], ends = [];
    let out = "", at = 0;
    for (const character of text) {
      let put = table.get(character) || character;
      if (space.test(put) || (loose && put.match(mark))) put = "";
      for (const unit of put.split("")) starts.push(at), ends.push(at + character.length), (out += unit);
      at += character.length;
    }
    return { out, starts, ends };
  }
  const core = (text) => text.replace(mark, "");

  function parsed(query) {
    const quote = "\"“”„「」『』＂", word = RegExp(`[${quote}]([^${quote}]+)[${quote}](?=[${index.spaces}]|$)|[^${index.spaces}]+`, "gu");
    const words = [...query.normalize().matchAll(word)].map((match) => folded(match[1] || match[0]).out);
    return [...new Set(words)].filter(core);
  }

  // As keys.py.
  function keys(word) {
    const parts = word.split(mark).filter(Boolean);
    const longer = parts.flatMap((part) => {
      const all = [...part], latin = all.map((_, n) => /^[0-9a-z]{3}$/.test(all.slice(n, n + 3).join("")));
      return all.slice(1).flatMap((c, n) => (latin[n] ? [all[n] + c + all[n + 2]] : latin[n - 1] ? [] : [all[n] + c]));
    });
    return longer.length ? longer : parts;
  }
  const some = (all) => all.filter((_, n) => n % Math.ceil(all.length / KEYS) === 0);

  async function looked(key, lead = key) {
    const family = [...lead][1] ? "p" : "c";
    let hash = 0;
    for (const character of lead) hash = (Math.imul(hash, 31) + character.codePointAt(0)) >>> 0;
    return (await load(`${family}/${(hash ^ (hash >>> 15)) & (index[family] - 1)}`))[key];
  }

  // To each unit 0, or 1 and its level; shards.py writes the numbers.
  async function levels(key) {
    const found = new Uint8Array(index.size);
    ((await looked(key)) || "").split(" ").forEach((list, level) => {
      let unit = -1, high = 0;
      for (const digit of list) {
        const value = digit.charCodeAt(0) - 64;
        if (value > 0 && value < 27) high = high * 26 + value;
        else found[(unit += high * index.digits.length + index.digits.indexOf(digit))] = level + 1, (high = 0);
      }
    });
    return found;
  }

  // What may hold all words, the best first.
  async function candidates(words) {
    const found = await Promise.all(words.map(async (word) => {
      const all = keys(word), whole = core(word);
      const [wholes = [], ...lists] = await Promise.all([looked(`=${whole}`, keys(whole)[0]), ...some(all).map(levels)]);
      return { wholes, lists, exact: all[0] === word };
    }));
    const units = [];
    for (let unit = 0; unit < index.size; unit++) {
      const least = found.map(({ lists }) => Math.min(...lists.map((list) => list[unit])));
      if (!Math.min(...least)) continue;
      const whole = found.some(({ wholes }) => wholes.includes(unit));
      units.push({ unit, whole, rank: 10 * (whole ? 5 : Math.max(0, Math.min(...least) - 3)) + least.reduce((a, b) => a + b) / least.length });
    }
    units.sort((a, b) => b.rank - a.rank || a.unit - b.unit);
    return { units, wholes: found.map(({ wholes }) => wholes), exact: found.every(({ exact }) => exact) };
  }

  async function read(unit) {
    const over = unit - index.articles;
    return over < 0 ? (await load(`t/${unit}`))[0] : (await load(`t/${index.articles + Math.floor(over / index.pack)}`))[over % index.pack];
  }

  // Where words stand in a text: [start, end, which]. `others` are its readings in other scripts.
  const kept = {};
  function places(text, words, loose, others = []) {
    const found = {};
    for (const { out, starts, ends } of [text, ...others].map((version) => (kept[version + !loose] ||= folded(version, loose)))) {
      words.forEach((word, n) => {
        for (let at = -1; (at = out.indexOf(word, at + 1)) >= 0; ) found[[starts[at], n]] = [starts[at], ends[at + word.length - 1], n];
      });
    }
    return Object.values(found).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  async function verified({ unit, whole }, words, loose) {
    const [address, title, titled, label, forms, texts] = await read(unit);
    const kinds = (all) => new Set(all.map((place) => place[2])).size, full = (hit) => kinds(hit.places) === words.length;
    const inTitle = titled ? places(title, words, loose) : [], called = forms.filter((form) => places(form, words, loose)[0]);
    const names = [...inTitle, ...called.flatMap((form) => places(form, words, loose))];
    const hits = texts.map(([anchor, text, heading, others]) => ({ anchor, text, heading, places: places(text, words, loose, others) }));
    const held = hits.filter((hit) => hit.places.length).sort((a, b) => kinds(b.places) - kinds(a.places));
    const all = [...names, ...held.flatMap((hit) => hit.places)];
    if (kinds(all) < words.length) return null;
    const level = whole ? 3 : kinds(names) === words.length ? 2 : held.some((hit) => hit.heading && full(hit)) ? 1 : 0;
    const score = level * 1e4 + held.some(full) * 1e3 + Math.min(all.length, 999);
    return { unit, words, address, title, label: [...(inTitle.length ? [] : called), label].join(" · "), inTitle, score, hits: held.length ? held : hits.slice(0, 1) };
  }

  // Articles (with the entries that are named) and other entries, each batch by batch: `next` verifies more.
  async function opened(words, loose) {
    const { units, wholes, exact } = await candidates(words), wanted = loose ? words.map(core) : words;
    const list = (left) => ({
      left,
      results: [],
      async next(count = FIRST) {
        const batch = [], enough = left.length - Math.max(count, TRIED);
        while (batch.length < count && left.length && (left.length > enough || !batch.length)) {
          const tried = left.splice(0, count - batch.length).map((one) => verified(one, wanted, loose));
          batch.push(...(await Promise.all(tried)).filter(Boolean));
        }
        this.results.push(...batch.sort((a, b) => b.score - a.score || a.unit - b.unit));
        return batch;
      },
    });
    const first = ({ unit, whole }) => whole || unit < index.articles;
    return { words, wholes, exact, besides: [], main: list(units.filter(first)), rest: list(units.filter((one) => !first(one))) };
  }

  // The other forms of entries that are named, each with the words of the query that has it.
  async function forms({ words, wholes }) {
    const found = new Map();
    for (const [n, word] of words.entries()) {
      for (const unit of wholes[n].filter((one) => one >= index.articles)) {
        const [, title, , , others] = await read(unit);
        for (const form of [title, ...others]) {
          const put = folded(form).out;
          if (!put.includes(word)) found.set(form, words.map((one) => (one === word ? put : one)));
        }
      }
    }
    return found;
  }
  async function besides(query, words) {
    const known = new Set([...query.main.results, ...query.besides].map(({ unit }) => unit)), { main } = await opened(words);
    main.left.splice(0, Infinity, ...main.left.filter(({ unit }) => unit < index.articles && !known.has(unit)));
    return main;
  }

  // For tests, and for the curious.
  find.find = async (text) => {
    await ready();
    const query = await opened(parsed(text)), also = {}, told = (list) => list.map(({ address }) => address);
    await query.main.next(Infinity);
    for (const [form, words] of await forms(query)) also[form] = told(await (await besides(query, words)).next(Infinity));
    return { found: told([...query.main.results, ...(await query.rest.next(Infinity))]), also };
  };
  find.fold = async (text) => (await ready(), folded(text).out);

  const input = made("input", { placeholder: LABEL, ariaLabel: LABEL, autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  const close = made("button", { textContent: CLOSE }), status = made("p", { className: "jz-find__status", role: "status" });
  const list = made("div", { className: "jz-find__list" });
  const dialog = made("dialog", { className: "jz-find", ariaLabel: LABEL }, made("div", {}, input, close), status, list);
  const styled = new Promise((onload) => {
    document.head.append(made("link", { rel: "stylesheet", href: new URL("assets/search.css", root), onload, onerror: onload }));
  });
  let turn = 0, timer;
  const later = () => { clearTimeout(timer); timer = setTimeout(run, WAIT); };
  input.addEventListener("compositionend", later);
  input.oninput = (event) => { if (!event.isComposing) later(); };
  dialog.onclick = ({ target }) => { if (target === dialog || target === close) dialog.close(); };
  dialog.onclose = () => address("");
  dialog.onkeydown = (event) => {
    const here = document.activeElement, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [input, ...list.querySelectorAll("h3 a, button")], to = stops[stops.indexOf(here.closest("li")?.querySelector("a") || here) + step];
    if (event.isComposing) return;
    if (event.key === "Enter" && here === input) stops[1]?.click();
    else if (to) event.preventDefault(), to.focus();
  };

  function address(query) {
    clearTimeout(timer);
    const url = new URL(location);
    if (query) url.hash = "", url.searchParams.set("q", query);
    else url.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", url);
    } catch {} // a page on a disk may not change its address
  }

  async function run() {
    const mine = ++turn, text = input.value.trim(), late = () => mine !== turn;
    address(text);
    try {
      await ready();
      const words = parsed(text);
      if (words.length) await answer(words, text, late);
      else if (!late()) list.replaceChildren(), (status.textContent = HINT);
    } catch {
      if (!late()) status.textContent = FAILED;
    }
    dialog.dataset.done = text;
  }

  async function answer(words, text, late) {
    let query = await opened(words), loose = false;
    const nothing = async () => !(await query.main.next()).length && !(await query.rest.next(FEW)).length;
    if ((await nothing()) && words.some((word) => core(word) !== word)) query = await opened(words, (loose = true)), await nothing();
    if (late()) return;
    const tell = () => { status.textContent = told(query) ? (loose ? LOOSE : "") + told(query) : NONE.replace("#", text); };
    list.replaceChildren(section("", query.main, tell));
    tell();
    for (const [form, others] of await forms(query)) {
      const other = !query.main.left[0] && (await besides(query, others)), batch = other && (await other.next());
      if (late()) return;
      if (batch) query.besides.push(...batch);
      list.append(batch ? section(ALSO + form, other) : made("button", { textContent: ALSO + form, onclick: () => { input.value = form; run(); } }));
    }
    if (!query.rest.results.length) await query.rest.next(FEW);
    if (late()) return;
    list.append(section(BESIDE, query.rest, tell));
    tell();
  }

  function told({ main, rest, exact }) {
    const all = [main, rest].flatMap(({ results, left }) => [...results, ...left]), articles = all.filter(({ unit }) => unit < index.articles).length;
    const say = (words, number, open) => (number ? (exact || !open ? "" : ABOUT) + words.replace("#", number.toLocaleString("en")) : []);
    return [say(ARTICLES, articles, main.left[0]), say(ENTRIES, all.length - articles, main.left[0] || rest.left[0])].flat().join("，");
  }

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

  function item({ address, title, label, inTitle, hits, words }) {
    const href = (anchor) => {
      const url = new URL(address, home);
      if (url.protocol === "file:") url.pathname += "index.html";
      url.searchParams.set("q", words.map((word) => `"${word}"`).join(" "));
      url.hash ||= anchor || "content";
      return url;
    };
    const lead = made("a", { href: href(hits[0]?.anchor) }, ...marked(title, inTitle));
    const shown = hits.filter(({ heading }) => !heading).slice(0, SENTENCES);
    const sentences = shown.map((hit) => made("p", {}, made("a", { href: href(hit.anchor) }, ...sentence(hit))));
    return made("li", {}, made("h3", {}, lead, made("span", { textContent: label })), ...sentences);
  }

  // The sentence around the first place.
  function sentence({ text, places: all }) {
    const END = /[。！？!?\n]/, [from, to] = all[0] || [0, 0];
    let start = from, end = to;
    const half = (at) => /[\udc00-\udfff]/.test(text[at]);
    while (start > 0 && (half(start) || (from - start < AROUND && !END.test(text[start - 1])))) start--;
    while (end < text.length && (half(end) || (end - to < 2 * AROUND && !END.test(text[end - 1])))) end++;
    const inside = all.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start, b - start]);
    const cut = (at) => (at > 0 && at < text.length && !END.test(text[at - 1]) ? "……" : "");
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

  // On arrival: the words are marked, and the first of them in the block of the address comes into view.
  const BLOCKS = "p, h1, h2, h3, li, blockquote, figcaption, dt, dd", SILENT = "sup, aside, details:not([open])";
  function ranges(block, words) {
    const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node; (node = walker.nextNode()); ) {
      if (node.parentElement.closest(SILENT)) continue;
      nodes.push([text.length, node]);
      text += node.data;
    }
    const at = (place, last) => nodes.findLast(([begin]) => begin <= place - last);
    return places(text, words).map(([start, end]) => {
      const range = new Range(), [first, from] = at(start, 0), [second, to] = at(end, 1);
      range.setStart(from, start - first);
      range.setEnd(to, end - second);
      return range;
    });
  }

  find.arrive = async (query) => {
    await Promise.all([ready(), styled]);
    const words = parsed(query), target = document.getElementById(location.hash.slice(1)) || document.body;
    const edition = document.querySelectorAll(".jz-title, .edition"), scopes = edition.length ? [...edition] : [target];
    const blocks = scopes.flatMap((scope) => [scope, ...scope.querySelectorAll(BLOCKS)]).filter((one) => !one.querySelector(BLOCKS) && !one.closest(SILENT));
    const all = blocks.flatMap((block) => ranges(block, words)), first = all.find(({ startContainer }) => target.contains(startContainer)) || all[0];
    if (window.Highlight) CSS.highlights.set("jz-found", new Highlight(...all));
    const box = first?.getBoundingClientRect();
    if (box && (box.top < 0 || box.bottom > innerHeight)) scrollBy({ top: box.top - innerHeight / 3, behavior: "instant" });
    document.documentElement.dataset.found = all.length;
  };

  find.open = async (query) => {
    await styled;
    document.body.append(dialog);
    dialog.showModal();
    if (query) input.value = query;
    else input.select();
    run();
  };
}
