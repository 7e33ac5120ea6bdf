// Comfort only: every page works without this file.

// A form is sent once. It opens again after a while, so that a lost connection or a download
// does not leave a dead button behind.
const PATIENCE_MS = 8000;

function release(form) {
  delete form.dataset.sending;
  for (const control of form.elements) control.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(release, PATIENCE_MS, form);
});

// The back button may bring back a page that was kept as it was, already sent.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sending]").forEach(release);
});

const summary = document.querySelector("[data-error-summary]");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const control = link && document.getElementById(link.hash.slice(1));
  if (!control) return;
  event.preventDefault();
  control.closest(".p-form-group")?.scrollIntoView();
  control.focus({ preventScroll: true });
});

// What was kept on this device by choice leaves by itself once the network is back, and what became
// of it is said here. The worker is for those who report: the site works the same without it.
const workers = navigator.serviceWorker;
const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";

async function sendWhatWaits() {
  if (cookie("promesse_author")) await workers.register("/service-worker.js");
  if (!(await workers.getRegistration())) return;
  const language = document.documentElement.lang;
  const { active } = await workers.ready;
  active.postMessage({ type: "send", token: cookie("csrftoken"), language });
}

function say({ key, outcome, sentence, url, link, again }) {
  const shown = document.querySelector(`[data-kept="${key}"]`);
  const isOld = again && (shown || (outcome !== "log-in" && location.pathname !== "/"));
  if (isOld || !sentence) return;
  shown?.remove();
  const banner = document.createElement("div");
  banner.dataset.kept = key;
  banner.className = `p-banner p-banner--${outcome === "sent" ? "success" : "warning"}`;
  banner.setAttribute("role", "status");
  const words = document.createElement("p");
  const way = document.createElement("a");
  way.href = url;
  way.textContent = link;
  words.append(sentence, " ", way);
  banner.append(words);
  document.getElementById("contenu").prepend(banner);
}

if (workers) {
  workers.addEventListener("message", (event) => say(event.data));
  workers.startMessages();
  const trying = () => sendWhatWaits().catch(() => {});
  addEventListener("load", trying);
  addEventListener("online", trying);
}
