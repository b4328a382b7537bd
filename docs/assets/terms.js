// The card of a term: by mouse, finger and keyboard. It shows what 本篇术语 at the foot of the page says; without this script
// the links lead to the glossary.
const OPEN = 200, CLOSE = 250, GAP = 6, EDGE = 8;
const card = document.createElement("div");
let link, timer, pressed;

const inside = () => [...card.querySelectorAll("a[href]")];
const opened = () => card.matches(":popover-open");
const later = (work, ms) => { clearTimeout(timer); timer = setTimeout(work, ms); };
const termAt = (event) => event.target.closest?.(".edition a.term");

function show(term, x) {
  clearTimeout(timer);
  const entry = document.getElementById(`term-${term.dataset.term}`);
  if (!entry || (opened() && link === term)) return;
  if (opened()) card.hidePopover();
  link = term;
  const list = document.createElement("dl");
  list.append(entry.cloneNode(true));
  list.firstChild.removeAttribute("id");
  card.replaceChildren(list);
  card.dataset.shown = term.dataset.term;
  card.setAttribute("aria-label", entry.querySelector("dt").textContent.trim());
  term.setAttribute("aria-expanded", "true");
  card.showPopover();
  place([...term.getClientRects()].find((r) => x === undefined || (r.left <= x && x <= r.right)) || term.getBoundingClientRect());
}

// Below the line, or above it where there is more room; never outside the window.
function place(rect) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const below = height - rect.bottom - GAP - EDGE, above = rect.top - GAP - EDGE;
  card.style.maxHeight = "";
  const up = card.offsetHeight > below && above > below;
  card.style.maxHeight = `${Math.max(up ? above : below, 80)}px`;
  const left = Math.max(EDGE, Math.min(rect.left - 12, width - card.offsetWidth - EDGE));
  const top = up ? rect.top - GAP - card.offsetHeight : rect.bottom + GAP;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  if (opened()) card.hidePopover();
}

if (HTMLElement.prototype.showPopover && document.querySelector(".edition a.term")) {
  card.className = "jz-card";
  card.popover = "auto";
  card.setAttribute("role", "dialog");
  document.body.append(card);
  for (const term of document.querySelectorAll(".edition a.term")) term.setAttribute("aria-haspopup", "dialog");

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const term = termAt(event);
    if (term) later(() => show(term, event.clientX), opened() && link === term ? 0 : OPEN);
    else if (card.contains(event.target)) clearTimeout(timer);
    else if (opened()) later(hide, CLOSE);
    else clearTimeout(timer);
  });
  // The browser closes the card when a press outside of it ends, before the click: what was open then is known only now.
  document.addEventListener("pointerdown", (event) => { pressed = opened() ? link : null; }, true);
  document.addEventListener("click", (event) => {
    const term = termAt(event);
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (event.detail && pressed === term && event.pointerType !== "mouse") hide();
    else show(term, event.detail ? event.clientX : undefined);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Tab" || !opened()) return;
    const stops = inside(), at = stops.indexOf(document.activeElement);
    if (document.activeElement === link && !event.shiftKey && stops.length) {
      event.preventDefault();
      stops[0].focus();
    } else if (at === (event.shiftKey ? 0 : stops.length - 1)) {
      link.focus();
      if (event.shiftKey) event.preventDefault();
      else hide();
    }
  });
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    link.removeAttribute("aria-expanded");
    if (card.contains(document.activeElement)) link.focus();
  });
}
