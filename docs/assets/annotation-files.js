// Annotations as files: JSON, and Markdown that people can read and from which the annotations can be read again. No DOM.
// @ts-check
"use strict";

/** @typedef {{ block: string, from: number, size: number, exact: string, prefix: string, suffix: string, once: boolean }} Anchor */
/** @typedef {{ id: string, article: string, title: string, script: string, ink: number, note: string, made: string, changed: string }} AnnotationNote */
/** @typedef {AnnotationNote & Anchor} Annotation */

const jzFiles = (() => {
const FORMAT = "jiaozhu-annotations";
const STRINGS = ["id", "article", "title", "script", "note", "made", "changed", "block", "exact", "prefix", "suffix"], NUMBERS = ["ink", "from", "size"];
const LONGEST = 100_000; // characters of one string

/** @param {Annotation[]} marks */
const json = (marks) => `${JSON.stringify({ format: FORMAT, version: 1, annotations: marks }, null, 1)}\n`;

// Each mark is its words as a quotation, its note as it was written, and the rest in a comment. `groups` are [title, address, marks].
/** @type {(heading: string, groups: [title: string, address: string, marks: Annotation[]][]) => string} */
function markdown(heading, groups) {
  const escaped = jzQuotations.escaped;
  const parts = groups.flatMap(([title, address, marks]) => [`## ${escaped(title)}`, `<${address}>`, ...marks.flatMap((mark) => {
    const { note, ...rest } = mark, lines = mark.exact.split("\n").map((line) => `> ${escaped(line)}`).join("\n>\n");
    return [lines, ...(note ? [note] : []), `<!-- ${FORMAT} ${JSON.stringify(rest).replaceAll("--", "-\\u002d")} -->`];
  })]);
  return `# ${heading}\n\n${parts.join("\n\n")}\n`;
}

// The annotations of a file of either kind; what is not one of ours is left out.
/** @param {string} text */
function read(text) {
  /** @type {unknown[]} */
  const found = [];
  try {
    const data = JSON.parse(text);
    if (data.format === FORMAT) found.push(...data.annotations);
  } catch {
    let at = 0;
    for (const match of text.replaceAll("\r\n", "\n").matchAll(RegExp(`<!-- ${FORMAT} (.*) -->`, "g"))) {
      const before = match.input.slice(at, match.index).match(/^>.*(?:\n>.*)*\n([^]*)$/m);
      at = match.index + match[0].length;
      try {
        found.push({ ...JSON.parse(match[1]), note: before ? before[1].trim() : "" });
      } catch {} // somebody has changed the comment
    }
  }
  return found.filter(isAnnotation).map(only);
}

/** @type {(read: unknown) => read is Annotation} */
function isAnnotation(read) {
  const one = /** @type {Record<string, unknown> & Annotation | null} */ (read);
  return !!one && STRINGS.every((key) => typeof one[key] === "string" && String(one[key]).length < LONGEST) && !!one.id && !!one.exact &&
    NUMBERS.every((key) => Number.isInteger(one[key]) && Number(one[key]) >= 0) && one.ink >= 1 && one.ink <= 4 &&
    ![one.made, one.changed].some((day) => Number.isNaN(Date.parse(day))) && !one.article.includes("/");
}

/** @type {(one: Record<string, unknown> & Annotation) => Annotation} */
const only = (one) => /** @type {Annotation} */ (Object.fromEntries([...STRINGS, ...NUMBERS, "once"].map((key) => [key, key === "once" ? one.once === true : one[key]])));

// Of what is read, that which is not there, or is newer than what is there.
/** @type {(read: Annotation[], known: Annotation[]) => Annotation[]} */
function newer(read, known) {
  const changed = new Map(known.map((mark) => [mark.id, mark.changed]));
  return read.filter((mark) => !((changed.get(mark.id) || "") >= mark.changed));
}

return { json, markdown, newer, read };
})();
