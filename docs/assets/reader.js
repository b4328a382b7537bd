// The choice of a colour scheme: by system, light, dark. Everything else on the page works without a script.
const schemes = ["", "light", "dark"];
const root = document.documentElement;
const button = document.querySelector(".jz-scheme");
const words = button.dataset.words.split("|"); // in the page, where they are in the page's script

function show() {
  const at = schemes.indexOf(root.dataset.scheme || "");
  button.dataset.scheme = schemes[at];
  button.setAttribute("aria-label", words[at]);
  button.title = button.getAttribute("aria-label");
}

button.hidden = false;
button.addEventListener("click", () => {
  root.dataset.scheme = schemes[(schemes.indexOf(root.dataset.scheme || "") + 1) % 3];
  try {
    localStorage.setItem("scheme", root.dataset.scheme);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
  show();
});
show();
