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
