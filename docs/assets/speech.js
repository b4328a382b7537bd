// An article read aloud, sentence by sentence, by a voice of the reader's own device. Fetched when it is first wanted. The template
// `#jz-voice` of the panels has the bar, with its words in the script of the page.
"use strict";
const jzSpeech = (() => {
const { lasting, load, stored, voice } = jz;
const SENTENCE = /[^。！？!?；;\n]+[。！？!?；;…]*[”’」』）)》]*/g; // some engines stop in the middle of what is much longer
const EDGE = 90; // pixels at the ends of the window in which a sentence is not read
const NEXT = "speech"; // the key in the session's storage by which the next article goes on
const bar = document.getElementById("jz-voice").content.cloneNode(true).firstElementChild;
const [play, speed, next] = bar.querySelectorAll("[data-do=play], select, a");
const [GO, PAUSE] = play.dataset.words.split("|");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let units = [], sentences = [], at = 0, turn = null; // the utterance that is spoken, null in a pause

function collect() {
  units = jzWords.units().filter(({ element }) => !element.matches("pre, figure, hr"));
  sentences = units.flatMap(({ text }, block) => [...text.matchAll(SENTENCE)]
    .map(({ 0: words, index }) => ({ block, from: index, to: index + words.length, words: words.trim() })).filter(({ words }) => /[\p{L}\p{N}]/u.test(words)));
}

function speak() {
  const own = voice();
  if (speechSynthesis.speaking) speechSynthesis.cancel();
  if (!sentences[at]) return end();
  if (!own) return stop();
  const mine = (turn = new SpeechSynthesisUtterance(sentences[at].words));
  mine.voice = own;
  mine.lang = own.lang;
  mine.rate = Number(speed.value);
  mine.onend = () => { if (turn === mine) at++, speak(); };
  mine.onerror = () => { if (turn === mine) pause(); };
  speechSynthesis.speak(mine);
  show();
}

function show() {
  const { block, from, to } = sentences[at], ranges = jzWords.ranges(units, [{ block, from, to }]);
  if (window.Highlight) CSS.highlights.set("jz-spoken", new Highlight(...ranges));
  const first = ranges[0].getBoundingClientRect(), last = ranges.at(-1).getBoundingClientRect();
  if (first.top < EDGE || last.bottom > innerHeight - EDGE) scrollBy({ top: first.top - innerHeight / 3, behavior: calm.matches ? "instant" : "smooth" });
  label();
}

function label() {
  play.ariaLabel = play.title = turn ? PAUSE : GO;
  play.dataset.playing = turn ? "" : "no";
}

function pause() {
  turn = null;
  speechSynthesis.cancel();
  label();
}

function end() {
  const link = document.querySelector("a[rel=next]");
  pause();
  CSS.highlights?.delete("jz-spoken");
  next.hidden = !link;
  if (!link) return stop();
  next.href = link.href;
  next.querySelector("b").textContent = link.lastChild.textContent.trim();
  next.focus({ preventScroll: true });
}

function stop() {
  pause();
  CSS.highlights?.delete("jz-spoken");
  bar.hidden = true;
}

function step(by) {
  at = Math.max(0, Math.min(at + by, sentences.length - 1));
  next.hidden = true;
  if (turn) speak();
  else show();
}

bar.addEventListener("click", ({ target }) => {
  const work = target.closest("[data-do]")?.dataset.do;
  if (work === "play") turn ? pause() : speak();
  else if (work) ({ before: () => step(-1), after: () => step(1), stop })[work]();
});
speed.value = stored(lasting, "speed") || "1";
speed.addEventListener("change", () => {
  stored(lasting, "speed", speed.value);
  if (turn) speak();
});
next.addEventListener("click", () => stored(jz.passing, NEXT, "1"));
addEventListener("pagehide", () => speechSynthesis.cancel());
document.addEventListener("jz:turned", stop);
document.addEventListener("jz:wrapped", () => { // the same words in new nodes
  if (bar.hidden) return;
  collect();
  if (sentences[at]) show();
});

// From the first sentence that begins in the window, or of the article.
async function start() {
  await load("words.js", "tools.css");
  if (!bar.isConnected) document.getElementById("content").append(bar);
  if (!bar.hidden) return stop();
  collect();
  at = scrollY < innerHeight / 2 ? 0 : Math.max(0, sentences.findIndex((one) => jzWords.ranges(units, [one])[0]?.getBoundingClientRect().top > 0));
  bar.hidden = false;
  next.hidden = true;
  speak();
  play.focus({ preventScroll: true });
}

return { start };
})();
