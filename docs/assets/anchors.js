// Where the words of a reader's mark stand. An anchor is the id of a block with an offset, and a quotation with its surroundings. The id of
// a block is a digest of its letters, so while it is there the letters are as they were; else the quotation is looked for in the whole
// article. All is counted in letters (Han, Latin, digits): marks, spaces, width and case may change. No DOM; a block is { id, text }.
"use strict";
const jzAnchors = (() => {
const LETTER = /[\p{L}\p{N}]/u;
const AROUND = 32; // letters of the surroundings that are kept on each side
const CONTACT = 4; // letters right beside the words that must be the old ones, on one side at least
const ALIKE = 0.5, APART = 0.1; // the share of the surroundings that must be left, and by how much the best place must be better than any other
const LONG = 12; // letters from which words that stood once are known by themselves
const CELLS = 4e6; // of a table for an alignment

const folded = (character) => character.normalize("NFKC").toLowerCase();
const letters = (text) => [...text].filter((character) => LETTER.test(character)).map(folded);

// The letters of all blocks in order: `at` is the block of each and its place there in UTF-16 units, `first` and `size` say where the
// letters of a block begin and how many they are.
function article(blocks) {
  const units = [], at = [], first = {}, size = {};
  blocks.forEach(({ id, text }, block) => {
    let from = 0;
    first[id] = units.length;
    for (const character of text) {
      const to = from + character.length;
      if (LETTER.test(character)) units.push(folded(character)), at.push({ block, from, to });
      from = to;
    }
    size[id] = units.length - first[id];
  });
  return { blocks, units, at, first, size };
}

// The letters of `spans`, as [start, end); null where there are none.
function interval({ at }, spans) {
  const inside = ({ block, from }) => spans.some((span) => span.block === block && span.from <= from && from < span.to);
  const start = at.findIndex(inside), end = at.findLastIndex(inside) + 1;
  return start < 0 ? null : [start, end];
}

// The text from one letter up to another, blocks on lines of their own.
function text({ blocks, at }, start, end) {
  const lines = [];
  for (let n = start; n < end; n++) {
    const { block, from, to } = at[n];
    if (lines.at(-1)?.block === block) lines.at(-1).to = to;
    else lines.push({ block, from, to });
  }
  return lines.map(({ block, from, to }) => blocks[block].text.slice(from, to)).join("\n");
}

// The anchor of `spans` ({ block, from, to }, the block as a number), whose words are `exact`.
function describe(of, spans, exact) {
  const { blocks, units, at, first, size } = of, found = interval(of, spans);
  if (!found) return null;
  const [start, end] = found, block = blocks[at[start].block].id, words = letters(exact);
  return {
    block,
    from: start - first[block],
    size: size[block],
    exact,
    prefix: text(of, Math.max(0, start - AROUND), start),
    suffix: text(of, end, Math.min(units.length, end + AROUND)),
    once: occurrences(units, words).length === 1,
  };
}

const stands = (units, words, start) => words.every((letter, n) => units[start + n] === letter);

function occurrences(units, words) {
  const all = [];
  for (let n = units.indexOf(words[0]); n >= 0; n = units.indexOf(words[0], n + 1)) if (stands(units, words, n)) all.push(n);
  return all;
}

// How many letters two texts share in order: the length of their longest common subsequence.
function common(one, other) {
  let row = new Uint16Array(other.length + 1);
  for (const letter of one) {
    const next = new Uint16Array(other.length + 1);
    for (let n = 0; n < other.length; n++) next[n + 1] = letter === other[n] ? row[n] + 1 : Math.max(row[n + 1], next[n]);
    row = next;
  }
  return row[other.length];
}

const run = (one, other) => {
  let n = 0;
  while (n < one.length && one[n] === other[n]) n++;
  return n;
};

// Where an anchor's letters stand in an article in the same script, as [start, end); null where that is in doubt.
function place({ blocks, units, first }, anchor) {
  const words = letters(anchor.exact), before = letters(anchor.prefix), after = letters(anchor.suffix), length = words.length;
  if (!length) return null;
  const own = first[anchor.block] + anchor.from, twin = anchor.block.split("-")[0];
  const twins = blocks.filter(({ id }) => id.split("-")[0] === twin).length;
  if (twins === 1 && stands(units, words, own)) return [own, own + length];
  const places = occurrences(units, words).map((start) => {
    const left = units.slice(Math.max(0, start - AROUND), start), right = units.slice(start + length, start + length + AROUND);
    const contact = Math.max(run([...before].reverse(), [...left].reverse()), run(after, right));
    const all = before.length + after.length;
    return { start, contact, alike: all ? (common(before, left) + common(after, right)) / all : 1 };
  });
  places.sort((a, b) => b.alike - a.alike || (b.start === own) - (a.start === own));
  const [best, next] = places;
  if (!best) return null;
  const touching = best.contact >= Math.min(CONTACT, Math.max(before.length, after.length));
  const clear = !next || best.alike - next.alike >= APART || (best.start === own && twins > 1 && best.alike > 1 - APART);
  const known = anchor.once && !next && length >= LONG;
  return known || (touching && clear && best.alike >= ALIKE) ? [best.start, best.start + length] : null;
}

// For each letter of one text its place in another, which has the same words in another script: letter for letter, or aligned by the
// least number of changes. Null where they are too long for that.
function aligned(one, other) {
  if (one.length === other.length) return one.map((_, n) => n);
  const width = other.length + 1;
  if ((one.length + 1) * width > CELLS) return null;
  const cost = new Uint16Array((one.length + 1) * width);
  for (let n = 0; n <= one.length; n++) {
    for (let m = 0; m < width; m++) {
      const replaced = n && m ? cost[(n - 1) * width + m - 1] + (one[n - 1] !== other[m - 1]) : Infinity;
      cost[n * width + m] = n && m ? Math.min(replaced, cost[(n - 1) * width + m] + 1, cost[n * width + m - 1] + 1) : n + m;
    }
  }
  const map = [];
  for (let n = one.length, m = other.length; n > 0; ) {
    if (m && cost[n * width + m] === cost[(n - 1) * width + m - 1] + (one[n - 1] !== other[m - 1])) map[--n] = --m;
    else if (m && cost[n * width + m] === cost[n * width + m - 1] + 1) m--;
    else map[--n] = m;
  }
  return map;
}

// Where the anchor of another script stands, without the text of that script: in its block, if this has as many letters here.
function placeByOffset({ first, size }, anchor) {
  const length = letters(anchor.exact).length, start = first[anchor.block] + anchor.from;
  const whole = size[anchor.block] === anchor.size && anchor.from + length <= anchor.size;
  return whole && length ? [start, start + length] : null;
}

// A place in an article in one script, as the place in the same article in another.
function transfer(from, [start, end], to) {
  const place = (n) => {
    const { block } = from.at[n], { id } = from.blocks[block];
    const slice = (of) => of.units.slice(of.first[id], of.first[id] + of.size[id]);
    const map = id in to.first && aligned(slice(from), slice(to));
    const at = map && map[n - from.first[id]];
    return map && at < to.size[id] ? to.first[id] + at : null;
  };
  const first = place(start), last = place(end - 1);
  return first === null || last === null || last < first ? null : [first, last + 1];
}

// The spans of an interval, one for each block, with the marks at the edges of `exact` where they still stand there.
function spans({ blocks, at }, [start, end], exact) {
  const all = [];
  for (const { block, from, to } of at.slice(start, end)) {
    if (all.at(-1)?.block === block) all.at(-1).to = to;
    else all.push({ block, from, to });
  }
  const marks = (text) => [...text].findIndex((character) => LETTER.test(character));
  const head = all[0], tail = all.at(-1);
  const reach = (characters, most) => {
    let length = 0;
    for (const character of characters.slice(0, Math.max(0, most))) {
      if (LETTER.test(character) || character === "\n") break;
      length += character.length;
    }
    return length;
  };
  const reversed = (text) => [...text].reverse();
  head.from -= reach(reversed(blocks[head.block].text.slice(0, head.from)), marks(exact));
  tail.to += reach([...blocks[tail.block].text.slice(tail.to)], marks(reversed(exact).join("")));
  return all;
}

return { aligned, article, describe, interval, place, placeByOffset, spans, transfer };
})();
