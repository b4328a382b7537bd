// Quotations: the author's words with their source, as plain text, after GB/T 7714, and as Markdown. No DOM. `source` is { title, author, outlet,
// date, address }, `marks` the quotation marks of the script from the outermost on: “‘’” or 「『』」.
// @ts-check
"use strict";

/** @typedef {{ title: string, author: string, outlet: string, date: string, address: string }} QuotedSource what is not known is empty */

const jzQuotations = (() => {
// Quotation marks inside of a quotation: of the other kind at each depth. An apostrophe stays.
/** @type {(text: string, marks: string) => string} */
function inside(text, marks) {
  const [outer, inner, innerEnd, outerEnd] = marks;
  let depth = 1;
  return text.replace(/[“”‘’「」『』]/g, (mark, at) => {
    if (mark === "’" && /[A-Za-z]/.test(text[at - 1] || "") && /[A-Za-z]/.test(text[at + 1] || "")) return mark;
    if ("“‘「『".includes(mark)) return depth++ % 2 ? inner : outer;
    depth = Math.max(depth - 1, 1);
    return depth % 2 ? innerEnd : outerEnd;
  });
}

// Of several paragraphs, each begins with a mark and the last ends with one.
/** @type {(lines: string[], marks: string) => string} */
function enclosed(lines, marks) {
  return `${lines.map((line) => marks[0] + inside(line, marks)).join("\n")}${marks[3]}`;
}

/** @param {string} title */
const titled = (title) => `《${title.replaceAll("《", "〈").replaceAll("》", "〉")}》`;
/** @param {QuotedSource} source */
const names = ({ outlet, author }) => [outlet, author].filter(Boolean).join(" ");

/** @type {(lines: string[], source: QuotedSource, marks: string) => string} */
function plain(lines, source, marks) {
  const from = [names(source), titled(source.title), source.date].filter(Boolean).join("，");
  return `${enclosed(lines, marks)}\n${from}。${source.address}`;
}

// A document on the web: responsible party. Title[EB/OL]. Publisher, date[day of the citation]. Address.
/** @type {(lines: string[], source: QuotedSource, marks: string, today: string) => string} */
function gbt(lines, source, marks, today) {
  const { author, outlet, date } = source, day = `[${today}]`, published = [outlet, date].filter(Boolean).join(", ");
  const when = author && outlet ? published + day : date ? `(${date})${day}` : day;
  const parts = [author || outlet, `${source.title}[EB/OL]`, when, source.address].filter(Boolean);
  return `${enclosed(lines, marks)}\n${parts.join(". ")}.`;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\`*_[\]<>#&|~]/g, "\\$&").replace(/^(\s*)([-+=])/, "$1\\$2").replace(/^(\s*\d+)([.)])/, "$1\\$2");

/** @type {(lines: string[], source: QuotedSource) => string} */
function markdown(lines, source) {
  const from = [`[${escaped(titled(source.title))}](${source.address})`, names(source) && escaped(names(source)), source.date];
  return `> ${lines.flatMap((line) => line.split("\n")).map(escaped).join("\n>\n> ")}\n>\n> —— ${from.filter(Boolean).join("，")}`;
}

return { enclosed, escaped, gbt, markdown, plain };
})();
