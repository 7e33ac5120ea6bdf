// Each file travels by itself, so that a cut loses one at most, and sending again what is missing is
// enough. Comfort only: without this file the form sends them all at once.

const TRIES = 3;
const PAUSE_MS = 1500;
const done = new Set();

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const keyOf = (file) => `${file.name}/${file.size}/${file.lastModified}`;

function line(form, file) {
  const told = document.createElement("li");
  told.textContent = `${file.name} – ${form.dataset.sendingWords}`;
  form.querySelector("[data-progress]").append(told);
  return told;
}

async function sent(form, name, file) {
  const body = new FormData(form);
  for (const control of form.querySelectorAll("input[type=file]")) body.delete(control.name);
  body.append(name, file);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "error",
      });
      return await answer.json();
    } catch (failure) {
      if (attempt === TRIES) throw failure;
      await pause(PAUSE_MS * attempt);
    }
  }
}

async function send(form, name, file) {
  const told = line(form, file);
  try {
    const [{ refusal }] = (await sent(form, name, file)).files;
    told.textContent = refusal || `${file.name} – ${form.dataset.kept}`;
    told.className = refusal ? "p-error-message" : "";
    if (!refusal) done.add(keyOf(file));
    return !refusal;
  } catch {
    told.textContent = `${file.name} – ${form.dataset.cut}`;
    told.className = "p-error-message";
    return false;
  }
}

async function sendAll(form, chosen) {
  const button = form.querySelector("button[type=submit]");
  button.setAttribute("aria-disabled", "true");
  form.querySelector("[data-progress]").replaceChildren();
  let whole = true;
  for (const [name, file] of chosen) whole = (await send(form, name, file)) && whole;
  button.removeAttribute("aria-disabled");
  if (whole) location.assign(form.action);
}

for (const form of document.querySelectorAll("form[data-uploads]")) {
  form.addEventListener("submit", (event) => {
    const chosen = [...form.querySelectorAll("input[type=file]")]
      .flatMap((control) => [...control.files].map((file) => [control.name, file]))
      .filter(([, file]) => !done.has(keyOf(file)));
    const busy = form.querySelector("button[aria-disabled]");
    if (!chosen.length && !busy) return;
    event.preventDefault();
    if (!busy) sendAll(form, chosen);
  });
}
