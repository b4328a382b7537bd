// The author's words on the page of an article: without the signs of notes, what was cut, and what stands beside. Of 原貌 they are the source's
// lines. As texts with offsets (UTF-16), as ranges of the page, and as quotations.
// @ts-check
"use strict";

/** @typedef {{ id: string, element: Element, text: string, nodes: { node: Text, begin: number }[] }} Unit */
/** @typedef {{ block: number, from: number, to: number }} WordSpan a part of the unit with this number */

const jzWords = (() => {
const UNITS = "[data-view] article > [id][data-kind], .jz-original [id^='line-']";
const SILENT = ".jz-mark, .jz-here, .jz-lost, aside, rt, rp";
const LINES = "p, li, td, th, dt, dd, pre, figcaption, [data-kind], [id^='line-']";

/** The units of a page in order, each with its text and where each of its text nodes begins in that. */
function units(page = document) {
  return [...page.querySelectorAll(UNITS)].map((element) => {
    const silent = element.matches("[data-kind]") ? `${SILENT}, del` : SILENT;
    const walker = page.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    /** @type {Unit["nodes"]} */
    const nodes = [];
    let text = "", /** @type {Element | null | undefined} */ line = null;
    for (let node; (node = /** @type {Text | null} */ (walker.nextNode())); ) {
      if (node.parentElement?.closest(silent)) continue;
      const own = node.parentElement?.closest(LINES);
      if (own !== line && text && !text.endsWith("\n")) text += "\n";
      line = own;
      nodes.push({ node, begin: text.length });
      text += node.data;
    }
    return { id: element.id, element, text, nodes };
  });
}

/**
 * The parts of a range in the units, without white space at the ends.
 * @param {Unit[]} all
 * @param {Range} range
 */
function spans(all, range) {
  /** @type {WordSpan[]} */
  const found = [];
  all.forEach(({ element, text, nodes }, block) => {
    if (!range.intersectsNode(element)) return;
    let from = Infinity, to = 0;
    for (const { node, begin } of nodes) {
      if (!range.intersectsNode(node)) continue;
      from = Math.min(from, begin + (node === range.startContainer ? range.startOffset : 0));
      to = Math.max(to, begin + (node === range.endContainer ? range.endOffset : node.length));
    }
    while (from < to && !text[from].trim()) from++;
    while (from < to && !text[to - 1].trim()) to--;
    if (from < to) found.push({ block, from, to });
  });
  return found;
}

/**
 * The ranges of spans: one for each stretch in which no other words come between, so that these are not painted.
 * @param {Unit[]} all
 * @param {WordSpan[]} some
 */
function ranges(all, some) {
  return some.flatMap(({ block, from, to }) => all[block].nodes.flatMap(({ node, begin }) => {
    const start = Math.max(from - begin, 0), end = Math.min(to - begin, node.length);
    if (start >= end) return [];
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return [range];
  }));
}

/** @type {(all: Unit[], some: WordSpan[]) => string[]} */
const lines = (all, some) => some.map(({ block, from, to }) => all[block].text.slice(from, to));

return { lines, ranges, spans, units };
})();
