// Tools of an article's page that are fetched at first use: its buttons in the dialog of settings, and what needs no button. And the page with all
// that belongs to it is kept for reading without a network.
"use strict";
(() => {
const { panels, passing, stored, tool } = jz;
const KEPT = 40; // links whose cards are kept
const { lang } = document.documentElement;

// The voice in which the page can be read: of its language, and of this device, because others send the text to another host.
const SPOKEN = { "zh-Hans": [/^(zh|cmn)(?!.*(tw|hk|hant))/], "zh-Hant-TW": [/^(zh|cmn).*(tw|hant)(?!.*hk)/, /^(zh|cmn)(?!.*hk)/], "zh-Hant-HK": [/^yue|^zh.*hk/] };
jz.voice = () => {
  const all = (window.speechSynthesis?.getVoices() || []).filter(({ localService }) => localService);
  for (const wanted of SPOKEN[lang] || []) {
    const found = all.find((voice) => wanted.test(voice.lang.replaceAll("_", "-").toLowerCase()));
    if (found) return found;
  }
  return null;
};
const speech = () => jz.voice() && tool("words.js", "speech.js").then(() => jzSpeech.start());
const offer = () => {
  const button = document.querySelector(".jz-tools [data-do=speech]");
  if (button) button.hidden = !jz.voice();
  if (jz.voice() && stored(passing, "speech")) stored(passing, "speech", null), speech();
};
window.speechSynthesis?.addEventListener("voiceschanged", offer);
document.addEventListener("jz:furnished", offer);
offer();

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".jz-tools [data-do]"), work = { annotations: () => jz.annotations().then(() => jzAnnotations.list.open()), speech }[button?.dataset.do];
  if (work) button.closest("dialog").close(), work();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "r" && !jz.typing(event) && !event.ctrlKey && !event.metaKey && !event.altKey) speech();
});

// What is kept with the page: its views and the cards of its names, as new as itself; its pictures and the cards of its links once.
function belongings() {
  const views = [...document.querySelectorAll("nav.jz-views a")], pictures = document.querySelectorAll("[data-view] article img");
  const cards = [...document.querySelectorAll("#content a[href], #content [data-card]")].map((a) => new URL(a.dataset.card || a.href, location))
    .filter(({ host, pathname }) => host === location.host && /\/articles\/[^/]+\/$/.test(pathname) && pathname !== location.pathname);
  const files = new Set(cards.map((to) => new URL("card/0.txt", to.origin + to.pathname).href));
  const plain = (urls) => [...new Set(urls.map((url) => url.split(/[?#]/)[0]))];
  const names = new URL("card/mentions.json", views[0].href).href; // the cards of names in this article
  return { pages: plain([location.href, ...views.map(({ href }) => href), names, panels]), files: plain([...[...pictures].map(({ src }) => src), ...[...files].slice(0, KEPT)]) };
}

addEventListener("load", () => {
  if (navigator.connection?.saveData) return;
  const idle = window.requestIdleCallback || setTimeout;
  navigator.serviceWorker?.ready.then(({ active }) => idle(() => active.postMessage(belongings())));
});
})();
