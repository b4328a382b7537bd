// Search: the index of hooks/jiaozhu/outputs/search/ comes shard by shard, as scripts that call `jzFind`, for a page on a disk loads nothing
// else. What is found is shown by find.js; arrival.js marks the words on the page to which a result leads.
"use strict";
{
  const FIRST = 8, TRIED = 12, KEYS = 5, STRETCH = 48, PROBES = 24, LEAST = 6;
  const root = new URL("../", document.currentScript.src);
  const home = new URL("../", document.querySelector(".jz-search").href);

  const got = {}, asked = {};
  const find = (window.jzFind = (name, data) => { got[name] = data; });
  const load = (name) => (asked[name] ||= new Promise((done, fail) => {
    const src = new URL(`search/${name}.js${index ? `?${index.version}` : ""}`, name[0] === "t" ? home : root);
    const onerror = () => { delete asked[name]; fail(); };
    document.head.append(jz.make("script", { src, onload: () => done(got[name]), onerror }));
  }));
  let index, core, decoded, folded, keys, shard;
  async function ready() {
    index = await load("index");
    if (!keys) ({ core, decoded, folded, keys, shard } = jzKeys(index));
    return index;
  }

  // The words of a query; and its parts, of which the commas of what is not in quotation marks are borders too.
  function parsed(query) {
    const quote = "\"“”„「」『』＂", word = RegExp(`[${quote}]([^${quote}]+)[${quote}](?=[${index.spaces}]|$)|[^${index.spaces}]+`, "gu");
    const all = [...query.normalize().matchAll(word)].map((match) => [folded(match[1] || match[0]).out, match[1]]);
    const several = (some) => [...new Set(some)].filter(core);
    return { words: several(all.map(([one]) => one)), parts: several(all.flatMap(([one, quoted]) => (quoted ? [one] : one.split(/[,、;]/)))) };
  }

  const some = (all, most = KEYS) => all.filter((_, n) => n % Math.ceil(all.length / most) === 0);

  async function looked(key, lead = key, family = [...lead][1] ? "p" : "c") {
    return (await load(`${family}/${shard(lead, index[family])}`))[key];
  }

  const levels = async (key, family) => decoded(await looked(key, key, family));

  // What may hold all words, the best first.
  async function candidates(words) {
    const found = await Promise.all(words.map(async (word) => {
      const all = keys(word), whole = core(word);
      const [wholes = [], ...lists] = await Promise.all([looked(`=${whole}`, keys(whole)[0]), ...some(all).map((key) => levels(key))]);
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
  const versions = (text, loose, others = []) => [text, ...others].map((version) => (kept[version + !loose] ||= folded(version, loose)));
  function places(text, words, loose, others) {
    const found = {};
    for (const { out, starts, ends } of versions(text, loose, others)) {
      words.forEach((word, n) => {
        for (let at = -1; (at = out.indexOf(word, at + 1)) >= 0; ) found[[starts[at], n]] = [starts[at], ends[at + word.length - 1], n];
      });
    }
    return Object.values(found).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  }

  // Kinds of passages: 1 is a heading, 2 a byline, which stands beside the title, 3 the name of a source, which counts least.
  async function verified({ unit, whole }, words, loose) {
    const [address, title, titled, label, forms, texts] = await read(unit);
    const kinds = (all) => new Set(all.map((place) => place[2])).size, full = (hit) => kinds(hit.places) === words.length;
    const inTitle = titled ? places(title, words, loose) : [], called = forms.filter((form) => places(form, words, loose)[0]);
    const names = [...inTitle, ...called.flatMap((form) => places(form, words, loose))];
    const hits = texts.map(([anchor, text, kind = 0, others]) => ({ anchor, text, kind, places: places(text, words, loose, others) }));
    const held = hits.filter((hit) => hit.places.length).sort((a, b) => kinds(b.places) - kinds(a.places));
    const all = [...names, ...held.flatMap((hit) => hit.places)];
    if (kinds(all) < words.length) return null;
    const level = whole ? 3 : kinds(names) === words.length ? 2 : held.some((hit) => hit.kind % 3 && full(hit)) ? 1 : 0;
    const score = level * 1e4 + held.some((hit) => hit.kind < 3 && full(hit)) * 1e3 + Math.min(all.length, 999);
    const beside = held.filter(({ kind }) => kind === 2).map(({ text }) => text), shown = held.filter(({ kind }) => kind !== 2);
    return {
      unit, words, address, title, inTitle, score, label: [...(inTitle.length ? [] : called), ...beside, label].join(" · "),
      anchor: (held[0] || hits[0])?.anchor, hits: shown.length ? shown : hits.slice(0, 1).filter(({ kind }) => kind < 2),
    };
  }

  // Results batch by batch: `next` verifies more of what is `left` until there are some, best first.
  const list = (left, verify) => ({
    left,
    results: [],
    async next(count = FIRST) {
      const batch = [], enough = left.length - Math.max(count, TRIED);
      while (batch.length < count && left.length && (left.length > enough || !batch.length)) {
        batch.push(...(await Promise.all(left.splice(0, count - batch.length).map(verify))).filter(Boolean));
      }
      this.results.push(...batch.sort((a, b) => b.score - a.score || a.unit - b.unit));
      return batch;
    },
  });

  // Articles (with the entries that are named) and other entries. `within` tells which articles the reader has narrowed them to.
  async function opened(words, loose, within) {
    const { units, wholes, exact } = await candidates(words), wanted = loose ? words.map(core) : words;
    const first = ({ unit, whole }) => (within ? within(unit) : whole || unit < index.articles);
    const verify = (one) => verified(one, wanted, loose), all = units.filter(({ unit }) => unit < index.articles);
    return { words, wholes, exact, all, besides: [], main: list(units.filter(first), verify), rest: list(within ? [] : units.filter((one) => !first(one)), verify) };
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

  // Articles with other words, but for those that were shown before.
  async function besides(query, words, within) {
    const known = new Set([...query.main.results, ...query.besides].map(({ unit }) => unit)), { main } = await opened(words, false, within);
    main.left.splice(0, Infinity, ...main.left.filter(({ unit }) => unit < index.articles && !known.has(unit)));
    return main;
  }

  // --- names as they sound, as in syllables.py

  const letters = (words) => {
    const all = words.join("").normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f"]/g, "");
    return /^[a-z]{2,40}$/.test(all) ? all : "";
  };

  // The tokens of a spelling that letters stand for: syllables of which the last may be unfinished, two at least or all; or initials.
  function heard(spelling, said) {
    const tokens = spelling.split(" "), initials = tokens.map(([initial]) => initial).join("");
    for (let from = 0; spelling && from < tokens.length; from++) {
      let rest = said, to = from;
      while (rest && to < tokens.length && rest.startsWith(tokens[to])) rest = rest.slice(tokens[to++].length);
      if (rest && tokens[to]?.startsWith(rest)) to++, (rest = "");
      if (!rest && (to - from > 1 || tokens.length === 1)) return [from, to, tokens.length];
      if (initials.startsWith(said, from)) return [from, from + said.length, tokens.length];
    }
    return null;
  }

  // What has a name that sounds so: entries, then articles.
  async function sounding(words, within) {
    const said = letters(words), grams = (size) => [...said].map((_, n) => said.slice(n, n + size)).filter((gram) => gram.length === size);
    if (!said) return list([], null);
    const ways = await Promise.all([3, 2].map((size) => Promise.all(some(grams(size)).map((gram) => levels(gram, "y")))));
    const units = [...Array(index.size).keys()].filter((unit) => ways.some((lists) => lists.length && lists.every((one) => one[unit])));
    const inOrder = [...units.filter((unit) => unit >= index.articles), ...units.filter((unit) => unit < index.articles)];
    return list(within ? units.filter(within) : inOrder, (unit) => pronounced(unit, said));
  }

  async function pronounced(unit, said) {
    const [address, title, , label, forms, [[anchor, text] = []], spellings = ""] = await read(unit), names = [title, ...forms];
    const [name, best] = spellings.split(",").map((spelling, n) => [names[n], heard(spelling, said)]).find(([, place]) => place) || [];
    if (!name) return null;
    const [from, to, count] = best, { starts, ends } = folded(name, true), aligned = starts.length === count;
    const place = aligned && [starts[from], ends[to - 1], 0], whole = to - from === count, entry = unit >= index.articles;
    return {
      unit, address, title, anchor: entry ? anchor : "content", score: 4 * whole + 2 * entry + !from, whole: whole && entry && name,
      words: aligned ? [name.slice(...place)] : [], inTitle: aligned && name === title ? [place] : [],
      label: [...(name === title ? [] : [name]), label].join(" · "), hits: text && entry ? [{ anchor, text, kind: 0, places: [] }] : [],
    };
  }

  // --- where nothing has all of it: the longest stretch that a text has in common with the query, whatever the marks

  async function nearest(words, within = () => true) {
    const query = core(words.join("")).slice(0, STRETCH), probes = some(keys(query), PROBES), best = { length: LEAST - 1, found: [], results: [] };
    if (query.length < LEAST) return best;
    const lists = await Promise.all(probes.map((key) => levels(key))), runs = [];
    for (let unit = 0; unit < index.articles; unit++) {
      let run = 0, longest = 0, all = 0;
      for (const one of lists) (run = one[unit] ? run + 1 : 0), (longest = Math.max(longest, run)), (all += !!one[unit]);
      if (all && within(unit)) runs.push([unit, longest * PROBES + all]);
    }
    for (const [unit] of runs.sort((a, b) => b[1] - a[1]).slice(0, TRIED)) {
      for (const [, text, kind, others] of (await read(unit))[5]) {
        for (const { out } of kind === 3 ? [] : versions(text, true, others)) {
          for (let at = 0, more = 0; at + best.length < query.length; at++, more = 0) {
            while (at + best.length + more < query.length && out.includes(query.slice(at, at + best.length + more + 1))) more++;
            if (more) (best.length += more), (best.stretch = query.slice(at, at + best.length)), (best.found = [unit]);
            else if (best.stretch && out.includes(best.stretch) && !best.found.includes(unit)) best.found.push(unit);
          }
        }
      }
    }
    best.results = await Promise.all(best.found.slice(0, FIRST).map((unit) => verified({ unit }, [best.stretch], true)));
    return best;
  }

  // Subjects, years, authors and outlets, each with its values, and which articles have them.
  async function facets() {
    if (!index.facets) return [];
    return (await load("t/facets")).map(([id, word, values]) => ({
      id, word, values: values.map(([key, name, articles]) => ({ key, name, get articles() { return (this.list ||= decoded(articles)); } })),
    }));
  }

  // For tests: the addresses of all that is found.
  find.find = async (text) => {
    await ready();
    const query = await opened(parsed(text).words), also = {}, addresses = (all) => all.map(({ address }) => address);
    await query.main.next(Infinity);
    for (const [form, words] of await forms(query)) also[form] = addresses(await (await besides(query, words)).next(Infinity));
    return { found: addresses([...query.main.results, ...(await query.rest.next(Infinity))]), also };
  };
  find.fold = async (text) => (await ready(), folded(text).out);
  find.sound = async (text) => (await ready(), (await (await sounding(parsed(text).words)).next(Infinity)).map(({ address }) => address));

  Object.assign(find, { home, ready, parsed, core: (text) => core(text), places, opened, forms, besides, sounding, nearest, facets });
}
