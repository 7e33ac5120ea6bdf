// While a dossier is made its page asks for its own news. Comfort only: without this file, or
// without htmx, the browser loads the whole page anew (header Refresh).

const PATIENCE_MS = 10000;

const followUp = () => document.getElementById("suivi");
let hadFocus = false;

// The page asks for itself from now on: it is not loaded anew under its reader's hands.
addEventListener("load", () => {
  if (window.htmx) window.stop();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  hadFocus = followUp().contains(document.activeElement);
  if (event.detail.xhr.responseText.includes('id="suivi"')) return;
  // Another page came, that of the log-in: the whole page asks for it, and comes back here.
  event.detail.shouldSwap = false;
  location.reload();
});

// What had the focus may be gone with the work: its reader goes on from what became of it.
document.addEventListener("htmx:afterSettle", () => {
  if (hadFocus && document.activeElement === document.body) {
    document.getElementById("etat").focus({ preventScroll: true });
  }
});

function askAgain() {
  const address = followUp().dataset.hxGet;
  if (address) htmx.ajax("GET", address, { target: "#suivi", swap: "outerHTML" });
}

// The network or the server is away for a while.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:sendAbort"]) {
  document.addEventListener(failure, () => setTimeout(askAgain, PATIENCE_MS));
}
