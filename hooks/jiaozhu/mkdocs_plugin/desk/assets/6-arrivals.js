// New sources: a file that is dropped or chosen, or a text that is pasted, on 编辑台.
"use strict";
(() => {
const { ask, el, number } = jzDesk;
const { passing, stored, typing } = jz;
const inbox = document.querySelector(".desk-inbox");
if (!inbox) return;
const MOST = 20 * 2 ** 20; // bytes, as the server has it

const files = el("input", { type: "file", multiple: true, accept: ".txt,.md,.markdown,.html,.htm,.xhtml,.mhtml,.mht", id: "desk-files" });
const name = el("input", { id: "desk-name", autocomplete: "off", placeholder: "网址中的名字，可不填" });
const text = el("textarea", { id: "desk-text", rows: 4, placeholder: "一篇文章，或网页存下的 HTML", "aria-label": "贴一篇" });
const arrived = el("div", { className: "desk-arrived", role: "status" });
const send = el("button", { type: "submit", className: "desk-yes" }, "收下");
const form = el("form", { className: "desk-paste" }, text, el("div", { className: "desk-answers" }, el("label", { for: "desk-name" }, "名字"), name, send));
const paste = el("details", {}, el("summary", {}, "或者贴一篇", el("kbd", { "aria-hidden": "true" }, "i")), form);
const place = el("section", { className: "desk-arrivals desk-tools", lang: "zh-Hans", "aria-label": "收文章" },
  el("p", { className: "desk-drop" }, "把文件拖到这一页，或", el("label", { className: "desk-pick" }, "选文件", files)), paste, arrived);
paste.addEventListener("toggle", () => { if (paste.open) text.focus(); });
inbox.before(place);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pasted = text.value;
  if (!pasted.trim()) { say("先贴一篇文章。"); return; }
  const isPage = /^\s*(<!doctype\s+html|<html[\s>])/i.test(pasted);
  const title = name.value.trim() || pasted.trim().split("\n", 1)[0].replace(/<[^>]*>/g, "").trim().slice(0, 30) || "文章";
  take(new File([pasted], `${title.replace(/[/\\.]/g, "-")}${isPage ? ".html" : ".txt"}`)).then((done) => { if (done) form.reset(); });
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
addEventListener("keydown", (event) => {
  if (event.key !== "i" || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  paste.open = true;
  text.focus();
});
files.addEventListener("change", () => { all([...files.files]); files.value = ""; });

for (const kind of ["dragenter", "dragover"]) addEventListener(kind, (event) => {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  place.dataset.over = "";
});
addEventListener("dragleave", (event) => { if (!event.relatedTarget) delete place.dataset.over; });
addEventListener("drop", (event) => {
  delete place.dataset.over;
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  all([...event.dataTransfer.files]);
});

async function all(chosen) {
  for (const file of chosen) await take(file);
}

function say(...words) {
  const line = el("p", {}, ...words);
  arrived.prepend(line);
  return line;
}

async function take(file) {
  if (file.size > MOST) {
    say(`${file.name}：太大了，${number(file.size)} 字节，最多收 ${number(MOST)} 字节。`);
    return false;
  }
  try {
    const { id, file: written } = await ask(`source?${new URLSearchParams({ name: file.name })}`, new Blob([file]));
    wait(id, say(el("code", {}, `sources/${written}`), " 收下了，正在校……"));
    return true;
  } catch (error) {
    say(`${file.name}：${error.message}`);
    return false;
  }
}

// Until the article is there, or what is wrong with it.
async function wait(id, line) {
  for (;;) {
    await new Promise((wake) => setTimeout(wake, 400));
    let now;
    try {
      now = await ask(`arrival?id=${encodeURIComponent(id)}`);
    } catch {
      continue;
    }
    if (now.article) {
      const link = el("a", { href: `../articles/${encodeURIComponent(now.article)}/` }, "去校这一篇");
      link.addEventListener("click", () => stored(passing, "desk", "on"));
      line.replaceChildren(line.firstChild, now.article === id ? " 校好了：" : ` 与 ${now.article} 是同一篇，已并入：`, link);
      if (document.activeElement === document.body || place.contains(document.activeElement)) link.focus();
      return;
    }
    if (now.wrong) {
      line.replaceChildren(line.firstChild, " ", el("span", { lang: "en" }, now.wrong));
      return;
    }
  }
}
})();
