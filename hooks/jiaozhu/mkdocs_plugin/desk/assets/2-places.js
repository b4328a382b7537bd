// Places in the text of a page, counted in characters that are no white space, as the server counts them: whatever stands between them,
// and in whichever script the page is.
"use strict";
Object.assign(jzDesk, (() => {
const FOREIGN = ".jz-mark, .jz-here, rt, rp, del[translate], [class^='desk-']"; // what is on the page, but not in the text

function* textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(FOREIGN) && block.contains(node.parentElement.closest(FOREIGN)) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) yield walker.currentNode;
}

const isSpace = (character) => /\s/.test(character);

// Each visible character of a block, as a text node and an offset in it. One beyond the basic plane takes two.
function characters(block) {
  const all = [];
  for (const node of textNodes(block)) {
    let at = 0;
    for (const character of node.data) {
      if (!isSpace(character)) all.push({ node, start: at, end: at + character.length });
      at += character.length;
    }
  }
  return all;
}

// The range of the visible characters from `start` to `end` of a block; an empty one before the character `start`.
function range(block, start, end) {
  const all = characters(block), made = document.createRange();
  if (!all.length) return null;
  if (start === end) {
    const before = all[Math.min(start, all.length) - 1], behind = all[start];
    if (before) made.setStart(before.node, before.end);
    else made.setStart(behind.node, behind.start);
    made.collapse(true);
    return made;
  }
  const first = all[start], last = all[Math.min(end, all.length) - 1];
  if (!first || !last) return null;
  made.setStart(first.node, first.start);
  made.setEnd(last.node, last.end);
  return made;
}

// Which visible characters of a block are in a range; null where there are none.
function counted(block, selected) {
  let start = -1, end = -1;
  characters(block).forEach(({ node, start: at, end: until }, n) => {
    if (selected.comparePoint(node, at) === 0 && selected.comparePoint(node, until) === 0) {
      if (start < 0) start = n;
      end = n + 1;
    }
  });
  return start < 0 ? null : { block: block.id, start, end };
}

return { characters, counted, range };
})());
