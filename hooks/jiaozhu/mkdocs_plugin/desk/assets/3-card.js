// The card: one point with its answers, a form, or what an answer would change. In the margin of a wide window; else a sheet below.
"use strict";
Object.assign(jzDesk, (() => {
const { button, clipped, el } = jzDesk;
const TENTHS = "零一二三四五六七八九";
const KINDS = { question: "存疑", conjecture: "推定", cut: "已删" };
const odds = (confidence) => `把握${TENTHS[Math.min(9, Math.round(confidence * 10))]}成`;

const card = el("section", { className: "desk-card", lang: "zh-Hans", hidden: true, tabIndex: -1, role: "dialog", "aria-label": "编辑台" });
let anchor = null; // what the card is about: an element or a range
let keys = {}; // what keys do while it is open
let before = null; // what had the focus

function show(place, inside, actions = {}) {
  anchor = place;
  keys = actions;
  card.replaceChildren(...inside.filter(Boolean));
  if (card.hidden) before = document.activeElement;
  card.hidden = false;
  card.scrollTop = 0;
  put();
  card.focus({ preventScroll: true });
}

function close() {
  if (card.contains(document.activeElement) && before?.isConnected) before.focus({ preventScroll: true });
  card.hidden = true;
  keys = {};
  anchor = null;
}

// Beside its place, in a window with a margin; the style sheet puts it at the foot of any other.
const wide = matchMedia("(min-width: 75rem)");
function put() {
  if (!anchor || card.hidden) return;
  const article = document.querySelector("[data-view] article, .jz-report");
  if (!wide.matches || !article) {
    card.style.cssText = "";
    return;
  }
  const box = anchor.getBoundingClientRect(), text = article.getBoundingClientRect();
  const left = text.right + 36, width = Math.min(380, document.documentElement.clientWidth - left - 20);
  card.style.width = `${width}px`;
  card.style.left = `${left + scrollX}px`;
  const lowest = innerHeight - card.offsetHeight - (document.querySelector(".desk-bar")?.offsetHeight ?? 0) - 8;
  card.style.top = `${Math.max(8, Math.min(box.top - 14, lowest)) + scrollY}px`;
}
addEventListener("resize", put);

// What the card is about stands in another element now.
function moveTo(place) {
  anchor = place;
  put();
}

// --- a point

const SIGNS = { insert: "ins", delete: "del" };
const marked = (parts) => parts.map(([how, words]) => (SIGNS[how] ? el(SIGNS[how], {}, words) : words));

const MARKS = { ",": "，", ".": "。", "\\": "、", ";": "；", ":": "：", "?": "？", "!": "！" }; // the keys of marks, as Chinese keyboards have them

// What an editor can do with the words themselves, by the keys that the menu of selected words has for them.
const BY_HAND = [["cut", "删", "2"], ["note", "注", "3"], ["emend", "改", "4"]];

function pointCard(point, place, { yes, no, put: putIt, each, mark, byHand, position }) {
  const count = point.spans.length, moved = point.rule.kind === "place" && point.words.every(([how]) => how === "delete");
  const answers = el("div", { className: "desk-answers" },
    yes && button("是", "y", yes, { className: "desk-yes" }),
    button("否", "x", no, { className: "desk-no" }),
    putIt && button(`改作“${clipped(point.suggestion, 12)}”`, "r", putIt),
    each && button(`逐个（${count}）`, "o", each));
  const meaning = { question: [point.note ? `是：加注“${point.note.replace(/。$/, "").replace("“", "‘").replace("”", "’")}”` : "是：删去这几个字", "否：原文不误，不再问"], conjecture: ["是：改得对，从此定下", "否：退回原文"], cut: ["", "否：收回正文"] }[point.kind];
  show(place, [
    el("p", { className: "desk-label" }, el("b", {}, KINDS[point.kind]), el("span", {}, point.rule.name), point.is_doubt && el("span", {}, odds(point.confidence)), el("span", {}, `第 ${point.line} 行${count > 1 ? ` · ${count} 个` : ""}`), position && el("span", { className: "desk-position" }, position)),
    el("p", { className: "desk-words" }, marked(point.words), moved && "（移至篇首）"),
    el("p", { className: "desk-why" }, point.why),
    answers,
    mark && el("div", { className: "desk-answers desk-marks", role: "group", "aria-label": "这里是哪个标点" }, Object.values(MARKS).map((one) => button(one, "", () => mark(one)))),
    el("p", { className: "desk-hint" }, meaning.filter(Boolean).map((words) => el("span", {}, words))),
    byHand && el("div", { className: "desk-answers desk-hand", role: "group", "aria-label": "自己定" }, el("span", {}, "或者自己定"), BY_HAND.map(([action, words, key]) => button(words, key, () => byHand(action)))),
  ], { ...(byHand && Object.fromEntries(BY_HAND.map(([action, , key]) => [key, () => byHand(action)]))), y: yes, x: no, r: putIt, o: each, ...(mark && Object.fromEntries(Object.entries(MARKS).flatMap(([key, one]) => [[key, () => mark(one)], [one, () => mark(one)]]))) });
}

// --- what would change

const paragraph = (parts) => el("p", { className: "desk-after" }, marked(parts));

// The lines of a diff; with the names of the files where there are several.
function diffLines(diff, named = false) {
  const lines = diff.split("\n").filter((line) => line && !/^(--- |@@ )/.test(line) && (named || !line.startsWith("+++ "))).map((line) => line.replace(/^\+\+\+ b\//, " "));
  const shown = lines.map((line) => el(line[0] === "+" ? "ins" : line[0] === "-" ? "del" : "span", {}, line || " "));
  return el("pre", { className: "desk-diff", tabIndex: 0, "aria-label": "文件里改动的行" }, shown);
}

function planCard(plan, place, { write, back, title, whole }) {
  const { preview } = plan, still = !preview.blocks.length && !preview.facts.length;
  show(place, [
    el("p", { className: "desk-label desk-title" }, el("b", {}, title ? `${title}　${plan.title}` : plan.title)),
    ...preview.facts.map(({ name, before, after }) => el("p", { className: "desk-after" }, el("span", { className: "desk-fact" }, name), before && el("del", {}, before), after && el("ins", {}, after))),
    ...preview.blocks.map(paragraph),
    preview.more > 0 && el("p", { className: "desk-hint" }, `另有 ${preview.more} 段也随之改动。`),
    still && preview.paragraph && el("p", { className: "desk-after" }, preview.paragraph),
    el("p", { className: "desk-hint" }, [still ? "文字不变" : "", preview.doubts[0] !== preview.doubts[1] ? `存疑 ${preview.doubts[0]} 处 → ${preview.doubts[1]} 处` : "", preview.note].filter(Boolean).join("；")),
    plan.empty ? el("p", { className: "desk-hint" }, "文件里已经是这样，没有要写的。")
      : el("div", { className: "desk-file" }, el("p", {}, el("code", {}, plan.place), plan.new_file && el("span", {}, "新文件")), diffLines(plan.diff)),
    el("div", { className: "desk-answers" }, !plan.empty && button("写入", "Enter", write, { className: "desk-yes" }), whole && button("同一来源照办", "s", whole), button("返回", "Esc", back)),
  ], { Enter: plan.empty ? back : write, Escape: back, y: write, x: write, s: whole });
}

// --- a form: what the server says that it needs

function formCard(form, place, { send, back }) {
  const fields = form.fields.map((field) => {
    const id = `desk-${field.name}`;
    let input;
    if (field.options.length) input = el("select", { id, name: field.name }, field.options.map((words) => el("option", { value: words, selected: words === field.value }, words)));
    else input = el(field.long ? "textarea" : "input", { id, name: field.name, value: field.value, rows: 3, required: field.needed, autocomplete: "off", spellcheck: false });
    return el("div", { className: "desk-field" }, el("label", { for: id }, field.label, !field.needed && el("span", {}, "可不填")), input);
  });
  const made = el("form", { noValidate: false }, ...fields,
    el("div", { className: "desk-answers" }, el("button", { type: "submit", className: "desk-yes" }, "看改后", el("kbd", { "aria-hidden": "true" }, "Enter")), button("返回", "Esc", back)));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    send(Object.fromEntries(new FormData(made)));
  });
  made.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); back(); }
    else if (event.key === "Enter" && event.target.tagName === "TEXTAREA" && !event.shiftKey) { event.preventDefault(); made.requestSubmit(); }
  });
  show(place, [el("p", { className: "desk-label" }, el("b", {}, form.title)), el("p", { className: "desk-words" }, clipped(form.words, 60)), made]);
  made.querySelector("input, textarea, select")?.focus();
}

// --- what went wrong

function wrongCard(error, place, back) {
  show(place, [
    el("p", { className: "desk-label" }, el("b", {}, "没有写入")),
    el("p", { className: "desk-wrong", lang: /[㐀-鿿]/.test(error.message) ? "zh-Hans" : "en" }, error.message),
    el("div", { className: "desk-answers" }, button("返回", "Esc", back)),
  ], { Escape: back, Enter: back });
}

return { card, close, diffLines, formCard, isOpen: () => !card.hidden, keysOfCard: () => keys, moveTo, odds, planCard, pointCard, put, show, wrongCard };
})());
