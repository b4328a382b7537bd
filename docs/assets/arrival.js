// Arrival from a result of search: the words that were looked for are marked on the page, and a small bar leads from one to the next.
// The mark in the address is our own, `?q=`, and no text fragment: it holds for each script, for several words, and after a change of view.
"use strict";
{
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, blockquote, figcaption, dt, dd, td, th, pre", SILENT = "sup, aside, rt, rp, details:not([open])";
  const SCOPES = ".jz-head .jz-name, .jz-title, .jz-base, [data-view] article, .jz-notes", EDGE = 80;
  const find = jzFind, root = document.documentElement, { make } = jz;
  const [PLACE, BEFORE, AFTER, CLOSE] = document.getElementById("jz-find").dataset.words.split("|").slice(13);
  const place = make("span", {}), bar = make("div", { className: "jz-hits", role: "group", hidden: true });
  place.setAttribute("role", "status");
  const button = (textContent, ariaLabel, onclick) => make("button", { type: "button", textContent, ariaLabel, title: ariaLabel, onclick });
  bar.append(place, button("‹", BEFORE, () => go(-1)), button("›", AFTER, () => go(1)), button("×", CLOSE, leave));
  document.querySelector("#content").before(bar);
  let words = [], all = [], at = 0;

  // The texts of a block as one, so that words are found across links and marks; folded as search does.
  function ranges(block, loose) {
    const nodes = [], walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let text = "";
    for (let node; (node = walker.nextNode()); ) {
      if (node.parentElement.closest(SILENT) || node.parentElement.closest(BLOCKS) !== block.closest(BLOCKS)) continue;
      nodes.push([text.length, node]);
      text += node.data;
    }
    const within = (offset, last) => nodes.findLast(([begin]) => begin <= offset - last);
    return find.places(text, loose ? words.map(find.core) : words, loose).map(([start, end]) => {
      const range = new Range(), [first, from] = within(start, 0), [second, to] = within(end, 1);
      range.setStart(from, start - first);
      range.setEnd(to, end - second);
      return range;
    });
  }

  function collect(target) {
    const scopes = document.querySelectorAll(SCOPES), tops = scopes.length ? [...scopes] : [target];
    const blocks = new Set(tops.flatMap((top) => [top, ...top.querySelectorAll(BLOCKS)]).filter((one) => !one.closest(SILENT)));
    const exact = [...blocks].flatMap((block) => ranges(block));
    return exact.length ? exact : [...blocks].flatMap((block) => ranges(block, true));
  }

  const box = (range) => range.getBoundingClientRect();

  function paint() {
    if (!window.Highlight) return;
    CSS.highlights.set("jz-found", new Highlight(...all));
    CSS.highlights.set("jz-current", Object.assign(new Highlight(...all.slice(at, at + 1)), { priority: 1 }));
  }

  function show() {
    bar.hidden = !all.length;
    place.textContent = PLACE.replace("#", at + 1).replace("#", all.length);
    root.dataset.found = all.length;
    paint();
  }

  // At once, however far: one arrives.
  function go(step) {
    at = (at + step + all.length) % all.length;
    show();
    const { top, bottom } = box(all[at]);
    if (top < EDGE || bottom > innerHeight - EDGE) scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
  }

  function leave() {
    words = all = [];
    show();
    CSS.highlights?.clear();
    const url = new URL(location);
    url.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", url);
    } catch {} // a page on a disk may not change its address
    delete root.dataset.arrived;
  }

  const nearest = () => Math.max(0, all.findIndex((range) => box(range).top >= 0));

  // `stays` is true where the page is at a place already: the one that was kept through a change of script or view.
  find.arrive = async (query, stays) => {
    await find.ready();
    words = find.parsed(query).words;
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) || document.body;
    target.closest("details:not([open])")?.setAttribute("open", "");
    all = collect(target);
    at = stays ? nearest() : Math.max(0, all.findIndex(({ startContainer }) => target.contains(startContainer)));
    if (!all.length || stays) return show();
    go(0);
    if (document.readyState !== "complete") addEventListener("load", () => setTimeout(go, 0, 0), { once: true }); // some browsers go to the block last
  };

  // Another view, or the same text in new elements.
  for (const kind of ["jz:turned", "jz:wrapped"]) {
    document.addEventListener(kind, () => {
      if (!words.length) return;
      all = collect(document.body);
      at = kind === "jz:turned" ? nearest() : Math.min(at, Math.max(0, all.length - 1));
      show();
    });
  }
}
