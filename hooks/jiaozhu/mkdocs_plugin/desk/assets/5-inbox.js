// 编辑台 as the desk's inbox: the doubts of all articles, the gravest first; several are answered at once.
"use strict";
(() => {
const { ask, button, card, close, corner, diffLines, el, formCard, isOpen, keysOfCard, number, odds, planCard, show, wrongCard } = jzDesk;
const { lasting, passing, stored, typing } = jz;
const sheet = document.querySelector(".jz-report");
if (!sheet || !/\/report\/$/.test(location.pathname)) return;

const CHUNK = 20; // points that are written with one request
const wanted = { words: "", rule: "", site: "", cuts: "", most: "", ...JSON.parse(stored(lasting, "desk-inbox") || "{}") };
let state = null, checked = new Set(), last = -1;

const words = el("input", { type: "search", value: wanted.words, placeholder: "词句或篇名", "aria-label": "只看含有这些字的" });
const rule = el("select", { "aria-label": "条例" }), site = el("select", { "aria-label": "来源" });
const kind = el("select", { "aria-label": "种类" }, el("option", { value: "" }, "存疑"), el("option", { value: "1", selected: wanted.cuts === "1" }, "已删"));
const facts = el("p", { className: "desk-hint", role: "status" });
const list = el("ol", { className: "desk-rows" });
const more = button("再看一些", "", () => { wanted.most = String((Number(wanted.most) || 60) + 120); load(); }, { hidden: true });
const inbox = el("section", { className: "desk-inbox", lang: "zh-Hans", "aria-label": "待定" },
  el("h2", {}, "待定"), el("div", { className: "desk-tools" }, kind, rule, site, words), facts, list, more);
const chosen = el("p", { className: "desk-count", role: "status" });
const putting = button("照改", "r", () => reply("put"), { hidden: true }); // what the questions suppose
const bar = el("div", { className: "desk-bar", lang: "zh-Hans", role: "toolbar", "aria-label": "编辑台" }, chosen,
  el("div", { className: "desk-steps" }, button("是", "y", () => reply("yes")), button("否", "x", () => reply("no")), putting, button("撤销", "u", undo)));
sheet.querySelector("header.jz-part").after(inbox);
corner.append(bar, card);
document.documentElement.dataset.desk = "";
const measure = () => document.documentElement.style.setProperty("--desk-bar", `${bar.offsetHeight}px`); // the sheet stands on it
addEventListener("resize", measure);

let turn = 0;
async function load() {
  stored(lasting, "desk-inbox", JSON.stringify({ ...wanted, most: "" }));
  const own = ++turn;
  if (!state) facts.textContent = "正在清点……";
  try {
    const fresh = await ask(`inbox?${new URLSearchParams(wanted)}`);
    if (own !== turn) return;
    state = fresh;
    paint();
  } catch (error) {
    facts.textContent = error.message;
  }
}

function paint() {
  const ids = new Set(state.rows.map((row) => row.id));
  checked = new Set([...checked].filter((id) => ids.has(id)));
  options(rule, "各条例", state.rules, wanted.rule);
  options(site, "各来源", state.sites, wanted.site);
  site.hidden = !state.sites.length;
  const what = wanted.cuts ? `已删 ${number(state.cuts)} 处` : `存疑 ${number(state.doubts)} 处`;
  const filtered = state.matching < (wanted.cuts ? state.cuts : state.doubts) ? `，这里 ${number(state.matching)} 处` : "";
  facts.textContent = `${what}${filtered}；写下的答案 ${number(state.settled)} 条。字句相同的合为一行，最该先看的在前。`;
  const focused = document.activeElement?.closest?.(".desk-row")?.dataset.at;
  list.replaceChildren(...state.rows.map(row));
  more.hidden = !state.rest;
  more.firstChild.textContent = `再看一些（还有 ${number(state.rest)} 行）`;
  if (focused !== undefined) focusRow(Math.min(Number(focused), state.rows.length - 1));
  tally();
}

function options(select, all, choices, value) {
  select.replaceChildren(el("option", { value: "" }, all), ...choices.map(({ id, name, count }) => el("option", { value: id, selected: id === value }, `${name}　${number(count)}`)));
}

const SIGNS = { insert: "ins", delete: "del" };
function row(data, at) {
  const box = el("input", { type: "checkbox", checked: checked.has(data.id), tabIndex: -1, "aria-label": "选这一行" });
  box.addEventListener("click", (event) => check(at, box.checked, event.shiftKey));
  const places = data.items.length;
  const made = el("li", { className: "desk-row", tabIndex: at === 0 ? 0 : -1, "data-at": String(at) }, box, el("div", {},
    el("p", { className: "desk-label" }, el("b", {}, data.rule.name), data.kind !== "cut" && el("span", {}, odds(data.confidence)), places > 1 && el("span", { className: "desk-times" }, `${number(places)} 处`)),
    el("p", { className: "desk-words" }, data.words.map(([how, text]) => (SIGNS[how] ? el(SIGNS[how], {}, text) : text))),
    el("p", { className: "desk-hint" }, data.articles.map(({ id, title }, n) => [n ? "、" : "", el("a", { href: place(id) }, `《${title}》`)]).flat(), data.more > 0 && `等 ${number(data.more + data.articles.length)} 篇`)));
  made.addEventListener("click", (event) => { if (!event.target.closest("a, input")) focusRow(at); });
  for (const link of made.querySelectorAll("a")) link.addEventListener("click", () => stored(passing, "desk", "on"));
  return made;
}

const place = (id) => `../articles/${encodeURIComponent(id)}/`;
const rows = () => [...list.children];
const current = () => Number(document.activeElement?.closest?.(".desk-row")?.dataset.at ?? -1);

function focusRow(at) {
  const made = rows()[at];
  if (!made) return;
  for (const other of rows()) other.tabIndex = -1;
  made.tabIndex = 0;
  made.focus({ preventScroll: true });
  const { top, bottom } = made.getBoundingClientRect();
  tally();
  if (top < 60 || bottom > innerHeight - 120) scrollBy({ top: top - innerHeight * 0.3, behavior: "instant" });
}

function check(at, value, through) {
  const from = through && last >= 0 ? Math.min(last, at) : at, to = through && last >= 0 ? Math.max(last, at) : at;
  for (let n = from; n <= to; n++) checked[value ? "add" : "delete"](state.rows[n].id);
  last = at;
  rows().forEach((made, n) => { made.querySelector("input").checked = checked.has(state.rows[n].id); });
  tally();
}

function tally() {
  const picked = state.rows.filter(({ id }) => checked.has(id));
  const count = picked.reduce((sum, { items }) => sum + items.length, 0);
  chosen.replaceChildren(...(picked.length ? ["选了 ", el("b", {}, number(picked.length)), ` 行，${number(count)} 处`] : [matchMedia("(pointer: coarse)").matches ? "勾选几行，再一起答" : "用 j k 走，空格选，y x 答，a 全选"]));
  const meant = picked.length ? picked : [state.rows[current()]];
  putting.hidden = !meant.every((data) => data?.suggestion);
  measure();
}

// --- answers

function reply(answer) {
  const picked = state?.rows.filter(({ id }) => checked.has(id)) ?? [];
  const at = current(), one = picked.length ? null : state?.rows[at];
  const items = (one ? [one] : picked).flatMap((data) => data.items);
  if (items.length) propose(items, answer, rows()[at] ?? rows()[0]);
}

async function propose(items, answer, anchor) {
  const back = () => { close(); focusRow(Math.max(0, Number(anchor.dataset.at))); };
  try {
    if (items.length === 1) {
      const plan = await ask("plan", { ...items[0], reply: answer });
      const written = (one) => done(ask("write", { plan: one.plan }), anchor);
      const whole = plan.site && (() => planCard(plan.site, anchor, { back, write: () => written(plan.site) }));
      planCard(plan, anchor, { back, write: () => written(plan), whole });
      return;
    }
    const plan = await ask("plan-several", { items, reply: answer });
    const progress = el("progress", { max: items.length, value: 0, hidden: true, "aria-label": "已写" });
    show(anchor, [
      el("p", { className: "desk-label" }, el("b", {}, { yes: "是", no: "否", put: "改" }[answer]), el("span", {}, `${number(plan.count)} 处，${number(plan.files)} 篇`)),
      el("div", { className: "desk-file" }, diffLines(plan.diff, true)),
      plan.count > plan.shown && el("p", { className: "desk-hint" }, `其余 ${number(plan.count - plan.shown)} 处照此写。每一处都可以单独撤销。`),
      progress,
      el("div", { className: "desk-answers" }, button("写入", "Enter", () => writeAll(items, answer, anchor, progress), { className: "desk-yes" }), button("返回", "Esc", back)),
    ], { Enter: () => writeAll(items, answer, anchor, progress), Escape: back });
  } catch (error) {
    wrongCard(error, anchor, back);
  }
}

let writing = false;
async function writeAll(items, answer, anchor, progress) {
  if (writing) return;
  writing = true;
  progress.hidden = false;
  const wrong = [];
  try {
    for (let n = 0; n < items.length; n += CHUNK) {
      wrong.push(...(await ask("write-several", { items: items.slice(n, n + CHUNK), reply: answer })).wrong);
      progress.value = n + CHUNK;
    }
    checked.clear();
    await done(Promise.resolve(), anchor);
    if (wrong.length) wrongCard(new Error(`${number(wrong.length)} 处没有写：\n${wrong.slice(0, 5).map(({ why }) => why).join("\n")}`), rows()[0] ?? anchor, close);
  } catch (error) {
    wrongCard(error, anchor, close);
  } finally {
    writing = false;
  }
}

async function done(written, anchor) {
  try {
    await written;
    close();
    const at = Number(anchor.dataset.at);
    await load();
    focusRow(Math.min(at, rows().length - 1));
  } catch (error) {
    wrongCard(error, anchor, close);
  }
}

async function undo() {
  const anchor = rows()[Math.max(0, current())] ?? facts;
  try {
    const plan = await ask("undo");
    planCard(plan, anchor, { title: "撤销", back: close, write: () => done(ask("undo", { number: plan.number }), anchor) });
  } catch (error) {
    wrongCard(error, anchor, close);
  }
}

// --- filters and keys

for (const [input, name] of [[kind, "cuts"], [rule, "rule"], [site, "site"], [words, "words"]]) {
  input.addEventListener(name === "words" ? "input" : "change", () => {
    wanted[name] = input.value.trim();
    if (name === "cuts") wanted.rule = wanted.site = "";
    wanted.most = "";
    checked.clear();
    clearTimeout(load.timer);
    load.timer = setTimeout(load, name === "words" ? 250 : 0);
  });
}

const keys = {
  j: () => focusRow(current() + 1), k: () => focusRow(Math.max(0, current() - 1)),
  ArrowDown: () => focusRow(current() + 1), ArrowUp: () => focusRow(Math.max(0, current() - 1)),
  " ": () => { if (current() >= 0) check(current(), !checked.has(state.rows[current()].id), false); },
  a: () => { const all = checked.size < state.rows.length; state.rows.forEach((data) => checked[all ? "add" : "delete"](data.id)); check(Math.max(0, current()), all, false); },
  y: () => reply("yes"), x: () => reply("no"), r: () => putting.hidden || reply("put"), u: undo,
  Enter: () => rows()[current()]?.querySelector("a")?.click(),
};
addEventListener("keydown", (event) => {
  if (!state || event.isComposing || typing(event) && !event.target.matches(".desk-row input") || event.ctrlKey || event.metaKey || event.altKey) return;
  const onControl = event.target.closest?.("button, a, summary") && (event.key === "Enter" || event.key === " ");
  if (onControl || (event.key === " " && current() < 0)) return;
  const own = isOpen() && keysOfCard()[event.key];
  const work = own || keys[event.key];
  if (!work) return;
  event.preventDefault();
  event.stopPropagation();
  work();
}, true);

// The page of the report itself is another one after each build: only the inbox is looked at again.
document.addEventListener("jz:outdated", (event) => {
  event.preventDefault();
  if (!isOpen()) load();
  sheet.dataset.key = event.detail;
  document.dispatchEvent(new Event("jz:turned"));
});
load();
})();
