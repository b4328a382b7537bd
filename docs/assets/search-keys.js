// The keys of search, as folding.py, keys.py and shards.py of hooks/jiaozhu/outputs/search/ compute them: pure functions of the head of an index.
// @ts-check
"use strict";

/**
 * @typedef {object} SearchHead what the index says of itself first
 * @property {number} size of all units
 * @property {string} digits the last digits of numbers
 * @property {string} spaces white space, as a class of characters
 * @property {string} marks a pattern of marks
 * @property {string} fold groups of a character with all that are folded to it
 */

/** @param {SearchHead} head */
const jzKeys = ({ size, digits, spaces, marks, fold }) => {
  const space = RegExp(`[${spaces}]`, "u"), mark = RegExp(marks, "g");
  /** @type {Map<string, string>} */
  const table = new Map(fold.split(" ").flatMap((group) => [...group].map((character, n, [put]) => [character, put])));

  /**
   * A text as it is searched, with the place of each of its units of UTF-16.
   * @param {string} text
   * @param {boolean} [loose] without marks
   */
  function folded(text, loose) {
    /** @type {number[]} */
    const starts = [], /** @type {number[]} */ ends = [];
    let out = "", at = 0;
    for (const character of text) {
      let put = table.get(character) || character;
      if (space.test(put) || (loose && put.match(mark))) put = "";
      for (const unit of put.split("")) starts.push(at), ends.push(at + character.length), (out += unit);
      at += character.length;
    }
    return { out, starts, ends };
  }

  /** @param {string} text folded */
  const core = (text) => text.replace(mark, "");

  /**
   * The keys of a folded word, in its order.
   * @param {string} word
   */
  function keys(word) {
    const parts = word.split(mark).filter(Boolean);
    const longer = parts.flatMap((part) => {
      const all = [...part], latin = all.map((_, n) => /^[0-9a-z]{3}$/.test(all.slice(n, n + 3).join("")));
      return all.slice(1).flatMap((c, n) => (latin[n] ? [all[n] + c + all[n + 2]] : latin[n - 1] ? [] : [all[n] + c]));
    });
    return longer.length ? longer : parts;
  }

  /**
   * The number of the shard of a key.
   * @param {string} key
   * @param {number} count of shards, a power of two
   */
  function shard(key, count) {
    let hash = 0;
    for (const character of key) hash = (Math.imul(hash, 31) + /** @type {number} */ (character.codePointAt(0))) >>> 0;
    return (hash ^ (hash >>> 15)) & (count - 1);
  }

  /** To each unit 0, or 1 and its level. */
  function decoded(text = "") {
    const found = new Uint8Array(size);
    text.split(" ").forEach((list, level) => {
      let unit = -1, high = 0;
      for (const digit of list) {
        const value = digit.charCodeAt(0) - 64;
        if (value > 0 && value < 27) high = high * 26 + value;
        else found[(unit += high * digits.length + digits.indexOf(digit))] = level + 1, (high = 0);
      }
    });
    return found;
  }

  return { core, decoded, folded, keys, shard };
};
