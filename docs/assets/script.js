// The switch between scripts. It takes the reader's place along to the twin page, and remembers her choice; a Simplified page, whose
// address names no script, follows it in its head. The links work without any of this.
const links = document.querySelectorAll(".jz-script a");

function stored(storage, name, value) {
  try {
    if (value === undefined) return storage()[name];
    if (value === null) delete storage()[name];
    else storage()[name] = value;
  } catch {
    // Storage may be forbidden; then only the place in the address is taken along.
  }
}

// Of all that has an id and a height, what begins nearest to the top of the window.
function nearest() {
  let best = null;
  for (const element of document.querySelectorAll("#content [id]")) {
    const { top, height } = element.getBoundingClientRect();
    if (height && (!best || Math.abs(top) < Math.abs(best.top))) best = { id: element.id, top };
  }
  return best;
}

function choose(event) {
  const link = event.currentTarget;
  const place = scrollY > 0 && nearest();
  stored(() => localStorage, "script", link.hreflang);
  link.hash = place ? place.id : "";
  if (place) stored(() => sessionStorage, "place", JSON.stringify(place));
}

function arrive(place) {
  const element = place && document.getElementById(place.id);
  if (element) scrollBy({ top: element.getBoundingClientRect().top - place.top, behavior: "instant" });
}

for (const link of links) for (const kind of ["click", "auxclick"]) link.addEventListener(kind, choose);

const found = stored(() => sessionStorage, "place");
stored(() => sessionStorage, "place", null);
if (found) {
  const place = JSON.parse(found);
  arrive(place);
  addEventListener("load", () => arrive(place), { once: true }); // the browser itself goes to the address's paragraph last
  addEventListener("hashchange", () => delete document.documentElement.dataset.kept, { once: true });
}
