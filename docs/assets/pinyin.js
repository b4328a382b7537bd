// Pinyin above the words of an article: above all, or above those that everyday Chinese hardly has. article.js fetches this file when that is
// chosen, each of these where it first stands in a section, as terms are marked; the readings come from a small file of the article, which pages/pinyin/page.py describes. It is a rendering and nothing else: a
// reading is an attribute that the style sheet shows, so the text of a block, what is copied, found and quoted stays the same.
"use strict";
{
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u, UNSEEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
  const PARTS = "p, li, dt, dd, td, th, br", SILENT = "sup, aside, rt, rp, .jz-here", OPEN = /^[aāáǎàoōóǒòeēéěè]/;
  const { load, make } = jz, { dataset } = document.documentElement;
  const blocks = () => document.querySelectorAll("[data-view='clean'] article > [id][data-kind]");
  let table;
  window.jzPinyin = (readings) => { table = readings; };

  const readings = `../articles/${encodeURIComponent(document.querySelector(".jz-head").dataset.id)}/pinyin.js`;

  // The runs of Han characters in a block as it is shown, each character as its text node, offset and length.
  function shown(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT), runs = [[]];
    for (let node; (node = walker.nextNode()); ) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.matches(PARTS)) runs.push([]);
      } else if (!node.parentElement.closest(SILENT)) {
        let at = 0;
        for (const character of node.data) {
          if (HAN.test(character)) runs.at(-1).push([node, at, character.length]);
          else if (!UNSEEN.test(character)) runs.push([]);
          at += character.length;
        }
      }
    }
    return runs.filter((run) => run.length);
  }

  // The runs of the table, each with its words.
  const tableRuns = (reading) => reading.split("/").map((run) => {
    const words = run.split(" ").map((word) => ({ rare: word[0] === "*", syllables: word.replace("*", "").split(".") }));
    return { words, length: words.reduce((sum, { syllables }) => sum + syllables.length, 0) };
  });

  // A script may write a word with more characters. Runs are paired from both ends as long as they are of one length; the rest has no reading.
  function paired(own, read) {
    const most = Math.min(own.length, read.length), pairs = [], same = (n) => own.at(n).length === read.at(n).length;
    let head = 0;
    for (; head < most && same(head); head++) pairs.push([own[head], read[head]]);
    for (let tail = 1; tail <= most - head && same(-tail); tail++) pairs.push([own.at(-tail), read.at(-tail)]);
    return pairs;
  }

  // What is to be wrapped: node, start, end, reading, and whether a line may break before it, as between any two Han characters. A word
  // across a link or the mark of a note is read in its parts. `known` are the rare words that the section has had.
  function wraps(block, known) {
    const all = [];
    for (const [characters, { words }] of paired(shown(block), tableRuns(table[block.id]))) {
      let at = 0;
      for (const { rare, syllables } of words) {
        const inside = at > 0;
        const own = characters.slice(at, (at += syllables.length));
        if (syllables.includes("?")) continue;
        if (dataset.pinyin !== "all") {
          const word = own.map(([node, start, length]) => node.data.slice(start, start + length)).join("");
          if (!rare || known.has(word)) continue;
          known.add(word);
        }
        own.forEach(([node, start, length], n) => {
          const last = all.at(-1), goesOn = n && last.node === node;
          if (goesOn) (last.end = start + length), (last.reading += (OPEN.test(syllables[n]) ? "’" : "") + syllables[n]);
          else if (!node.parentElement.closest("ruby")) all.push({ node, start, end: start + length, reading: syllables[n], breaks: inside || n > 0 });
        });
      }
    }
    return all;
  }

  function wrap({ node, start, end, reading, breaks }) {
    const ruby = make("ruby", { className: "jz-sound" }), rt = make("rt", { ariaHidden: "true" });
    rt.dataset.reading = reading;
    node.splitText(end);
    const words = node.splitText(start);
    words.replaceWith(ruby);
    ruby.append(words, rt);
    if (breaks) ruby.before(make("wbr", { className: "jz-sound" }));
  }

  function unwrap(block) {
    const all = block.querySelectorAll(".jz-sound");
    for (const one of all) one.replaceWith(...one.childNodes.length ? [one.firstChild] : []);
    if (all.length) block.normalize();
  }

  // The paragraph stays where it is; whoever marks words of the text is told that it has new nodes.
  async function set() {
    const place = scrollY > 0 && jz.nearest("[data-view] article > [id][data-kind]");
    for (const block of blocks()) unwrap(block);
    try {
      if (dataset.pinyin) await load("pinyin.css", readings);
      const known = new Set();
      for (const block of dataset.pinyin ? blocks() : []) {
        if (block.dataset.kind === "heading") known.clear();
        if (table[block.id]) wraps(block, known).reverse().forEach(wrap);
      }
    } catch {
      jz.failed();
    }
    jz.arrive(place);
    document.dispatchEvent(new Event("jz:wrapped"));
  }

  document.addEventListener("change", ({ target }) => { if (target.name === "pinyin") set(); });
  document.addEventListener("jz:turned", () => { if (dataset.pinyin) set(); });
  set();
}
