// While a dossier is made its page asks for its own news. Comfort only: without this file, or
// without htmx, the browser loads the whole page anew (header Refresh).

const followUp = () => document.getElementById("suivi");
let hadFocus = false;

// The page asks for itself from now on: it is not loaded anew under its reader's hands.
addEventListener("load", () => {
  if (window.htmx) window.stop();
});

document.addEventListener("htmx:beforeSwap", () => {
  hadFocus = followUp().contains(document.activeElement);
});

// What had the focus may be gone with the work: its reader goes on from what became of it.
document.addEventListener("htmx:afterSettle", () => {
  if (hadFocus && document.activeElement === document.body) {
    document.getElementById("etat").focus({ preventScroll: true });
  }
});
