// 我的批注: all annotations of this browser, by article; searched, exported, imported; those that have lost their place; and what was read last.
"use strict";
(() => {
const { fetchPage, lasting, make, stored, tell } = jz;
const page = document.querySelector(".jz-own"), tools = page.querySelector(".jz-own__tools"), list = page.querySelector(".jz-own__list");
const section = page.querySelector(".jz-own__lost"), [field, file] = tools.querySelectorAll("[type=search], [type=file]");
const [COUNT, NONE, NOTHING, IMPORTED, UNREADABLE, HEADING] = page.dataset.words.split("|");
const articles = (id, base = location.href) => new URL(`../articles/${encodeURIComponent(id)}/`, base).href;
let marks = [], gone = [];

const byArticle = (some) => {
  const groups = new Map();
  for (const mark of some) groups.set(mark.article, [...(groups.get(mark.article) || []), mark]);
  return [...groups].map(([id, own]) => ({ id, title: own.at(-1).title, own: own.sort((a, b) => (a.made < b.made ? -1 : 1)) }));
};

function wanted() {
  const inks = [...tools.querySelectorAll("[type=checkbox]:checked")].map((input) => Number(input.value)), words = field.value.trim().toLowerCase().split(/\s+/);
  return marks.filter((mark) => inks.includes(mark.ink) && words.every((word) => `${mark.exact} ${mark.note} ${mark.title}`.toLowerCase().includes(word)));
}

function show() {
  if (jzAnnotations.isUsed(page)) return;
  const some = wanted(), groups = byArticle(some.filter((mark) => !gone.includes(mark)));
  page.querySelector(".jz-own__count").textContent = marks.length ? COUNT.replace("#", some.length).replace("@", byArticle(some).length) : "";
  tools.hidden = false;
  for (const part of tools.querySelectorAll("[type=search], fieldset, button")) part.hidden = !marks.length;
  list.replaceChildren(...groups.map(({ id, title, own }) => {
    const group = make("section"), head = make("h2"), items = make("ol");
    head.append(make("a", { href: articles(id), textContent: title }));
    items.append(...own.map((mark) => jzAnnotations.item(mark, `${articles(id)}#own-${mark.id}`)));
    group.append(head, items);
    return group;
  }));
  if (!some.length) list.append(make("p", { textContent: marks.length ? NOTHING : NONE }));
}

// Which marks have lost their place, is known by looking at the articles. What cannot be fetched cannot be looked at.
async function check() {
  const lost = [], turn = (check.turn = {});
  for (const { id, own } of byArticle(marks)) {
    try {
      const units = jzWords.units(await fetchPage(articles(id)));
      lost.push(...(await jzAnnotations.sorted(own, units, (base) => articles(id, base))).lost);
    } catch (error) {
      if (error.status === 404) lost.push(...own); // without a network nothing is known
    }
  }
  if (turn !== check.turn) return;
  page.dataset.checked = marks.length; // for tests
  if (jzAnnotations.isUsed(page)) return;
  gone = lost;
  section.hidden = !gone.length;
  section.querySelector("ol").replaceChildren(...gone.map((mark) => jzAnnotations.item(mark, articles(mark.article))));
  if (gone.length) show();
}

async function refresh() {
  marks = (await jzStore.all()).sort((a, b) => (a.made < b.made ? 1 : -1));
  show();
  await check();
}

function save(name, type, text) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  URL.revokeObjectURL(link.href);
}

tools.addEventListener("input", show);
tools.addEventListener("submit", (event) => event.preventDefault());
tools.addEventListener("click", ({ target }) => {
  const day = new Date().toLocaleDateString("sv"), some = wanted();
  const groups = () => byArticle(some).map(({ id, title, own }) => [title, articles(id), own]);
  if (target.dataset.do === "json") save(`${HEADING} ${day}.json`, "application/json", jzFiles.json(some));
  if (target.dataset.do === "markdown") save(`${HEADING} ${day}.md`, "text/markdown", jzFiles.markdown(HEADING, groups()));
});
file.addEventListener("change", async () => {
  const read = jzFiles.read(await file.files[0].text()), fresh = jzFiles.newer(read, marks);
  file.value = "";
  if (fresh.length) await jzStore.put(...fresh);
  tell(read.length ? IMPORTED.replace("#", fresh.length) : UNREADABLE);
});

const read = JSON.parse(stored(lasting, jz.readKey) || "[]");
page.querySelector(".jz-own__read").hidden = !read.length;
page.querySelector(".jz-own__read ol").append(...read.map(({ id, title, block, part, when }) => {
  const line = make("li");
  line.append(make("a", { href: `${articles(id)}#${block}`, textContent: title }), make("span", { textContent: `${part}% · ${when}` }));
  return line;
}));

jz.tool("words.js", "annotations.js").then(() => {
  jzStore.listen(refresh);
  refresh().catch(show);
});
})();
