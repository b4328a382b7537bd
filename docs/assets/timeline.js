// The events in which all chosen names stand.
// @ts-check
(() => {
/** @type {(what: string) => HTMLElement[]} */
const all = (what) => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(what))];
/** @param {string} name */
const having = (name) => `[data-names~="${name}"]`;
const [box] = all(".jz-filter"), chips = /** @type {HTMLButtonElement[]} */ (all(".jz-filter button")), line = /** @type {HTMLElement} */ (box.lastElementChild), query = new URLSearchParams(location.search);

function show() {
  const names = chips.map((chip) => chip.value).filter((name) => query.has("name", name));
  const wanted = "[data-names]" + names.map(having).join("");
  for (const event of all("[data-names]")) event.hidden = !event.matches(wanted);
  for (const part of all("section")) part.hidden = !part.querySelector("[data-names]:not([hidden])");
  for (const chip of chips) {
    const times = all(wanted + having(chip.value)).length, chosen = names.includes(chip.value);
    /** @type {ChildNode} */ (chip.lastChild).textContent = `${times}`;
    chip.ariaPressed = `${chosen}`;
    chip.disabled = !chosen && !times;
  }
  line.textContent = names[0] ? `${box.dataset.words}`.replace("#", `${all(wanted).length}`) : "";
}

for (const chip of chips) chip.onclick = () => {
  query[query.has("name", chip.value) ? "delete" : "append"]("name", chip.value);
  show();
  history.replaceState(0, "", "?" + query);
};
box.hidden = false;
show();
})();
