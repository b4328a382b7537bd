// The events in which all chosen names stand.
(() => {
const all = (what) => [...document.querySelectorAll(what)];
const having = (name) => `[data-names~="${name}"]`;
const [box] = all(".jz-filter"), chips = all(".jz-filter button"), query = new URLSearchParams(location.search);

function show() {
  const names = chips.map((chip) => chip.value).filter((name) => query.has("name", name));
  const wanted = "[data-names]" + names.map(having).join("");
  for (const event of all("[data-names]")) event.hidden = !event.matches(wanted);
  for (const part of all("section")) part.hidden = !part.querySelector("[data-names]:not([hidden])");
  for (const chip of chips) {
    const times = chip.lastChild.textContent = all(wanted + having(chip.value)).length;
    chip.disabled = !(chip.ariaPressed = names.includes(chip.value)) && !times;
  }
  box.lastElementChild.textContent = names[0] ? box.dataset.words.replace("#", all(wanted).length) : "";
}

for (const chip of chips) chip.onclick = () => {
  query[query.has("name", chip.value) ? "delete" : "append"]("name", chip.value);
  show();
  history.replaceState(0, "", "?" + query);
};
box.hidden = false;
show();
})();
