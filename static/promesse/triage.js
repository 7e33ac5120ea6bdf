// The triage board's comfort: single keys, where the focus goes, what is said aloud. Every act is a
// form or a link of the page, so that the board works the same without this file.

const KEYS_OF_ROW = { v: "fonder", d: "doublon", r: "interroger", i: "ecarter" };
const TYPING = "input, textarea, select, [contenteditable]";

const board = () => document.getElementById("plateau");
const panel = () => document.getElementById("panneau");
const rows = () => [...board().querySelectorAll("[data-row]")];
const linkOf = (row) => row.querySelector(".p-triage__link");
const lost = () => document.querySelector("[data-lost]");
const isOpen = () => !panel().hidden;

// The row in hand: that of the panel if it is open, else that of the focus.
let current = "";

function rowInHand() {
  const focused = document.activeElement.closest("[data-row]");
  return focused ?? rows().find((row) => row.dataset.row === current);
}

function say(words) {
  document.querySelector("[data-announcements]").textContent = words;
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(rowInHand());
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  current = all[next].dataset.row;
  linkOf(all[next]).focus();
}

function act(key) {
  const focusedRow = document.activeElement.closest("[data-row]");
  const inPanel = isOpen() && !focusedRow && panel().querySelector(`[data-key="${key}"]`);
  if (inPanel) return inPanel.click();
  const row = rowInHand();
  if (!row) return say(board().dataset.none);
  current = row.dataset.row;
  if (key === "a") return row.querySelector("form button")?.click() ?? openAct(row, "");
  return openAct(row, KEYS_OF_ROW[key]);
}

function openAct(row, slug) {
  const address = new URL(linkOf(row).href);
  if (slug) address.searchParams.set("acte", slug);
  const path = address.pathname + address.search;
  htmx.ajax("GET", path, { target: "#panneau", swap: "outerHTML", source: linkOf(row) });
}

function close() {
  if (isOpen()) panel().querySelector(".p-side__close").click();
}

function showHelp() {
  document.getElementById("aide").showModal();
}

function undo() {
  const button = board().querySelector(".p-toast__undo");
  if (button) button.click();
  else say(board().dataset.nothing);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => act("a"),
  v: () => act("v"),
  d: () => act("d"),
  r: () => act("r"),
  i: () => act("i"),
  u: undo,
  escape: close,
  "?": showHelp,
};

document.addEventListener("keydown", (event) => {
  const onlyKey = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
  const free = !event.target.closest(TYPING) && !document.querySelector("dialog[open]");
  const run = KEYS[event.key.toLowerCase()];
  const isSwitchedOff = board().dataset.triage === "off" && event.key !== "Escape";
  if (underWay && free && event.key === "Enter") event.preventDefault();
  if (!run || !onlyKey || !free || isSwitchedOff) return;
  event.preventDefault();
  if (!underWay) run();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-help]")) return;
  event.preventDefault();
  showHelp();
});

// Until the answer is there, a key would act on what is about to be replaced.
let underWay = 0;
let focusedBefore = "";

document.addEventListener("htmx:beforeRequest", () => {
  underWay += 1;
  focusedBefore = document.activeElement.id;
});

document.addEventListener("htmx:afterRequest", () => {
  underWay -= 1;
});

// Where the focus goes once a part of the page was replaced: to what has to be read first.
function target(replaced) {
  const alert = replaced.querySelector("[data-difference], [data-error-summary]");
  if (alert) return alert;
  const form = replaced.querySelector("form[data-act]");
  const control = form?.querySelector(
    ":checked, textarea, select, input:not([type=hidden]), button",
  );
  if (control) return control;
  const same = document.getElementById(focusedBefore);
  if (replaced.contains(same) && same.matches("a, button, select, input, textarea")) return same;
  if (isOpen()) return headingOf(panel());
  return replaced.querySelector("[data-row] [autofocus]") ?? rowLink() ?? document.getElementById("tri");
}

function rowLink() {
  const row = rows().find((each) => each.dataset.row === current);
  return row && linkOf(row);
}

function headingOf(side) {
  const heading = side.querySelector(".p-side__title");
  heading.tabIndex = -1;
  return heading;
}

document.addEventListener("htmx:afterSettle", (event) => {
  const replaced = document.getElementById(event.detail.target.id);
  if (!replaced) return;
  markRow();
  countDown();
  const words = replaced.querySelector("[data-announce]")?.dataset.announce;
  if (words) say(words);
  target(replaced).focus();
});

// After a log-in in another tab, the page's own token is no longer good: the cookie's is.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const parameters = event.detail.parameters;
  if (token && event.detail.verb !== "get") parameters.csrfmiddlewaretoken = token;
});

// What is not of the board (a log-in page, a fault) does not take its place: the text stays.
document.addEventListener("htmx:beforeSwap", (event) => {
  const path = new URL(event.detail.xhr.responseURL).pathname;
  const isOurs = path.startsWith(new URL(board().dataset.home, location.href).pathname);
  if (!isOurs) event.detail.shouldSwap = false;
  lost().hidden = event.detail.shouldSwap;
});

document.addEventListener("htmx:sendError", () => {
  lost().hidden = false;
});

// The panel alone was replaced: the list still marks the row that was open before.
function markRow() {
  const opened = new URL(location.href).searchParams.get("open");
  if (opened) current = opened;
  for (const row of rows()) {
    const isThis = row.dataset.row === opened;
    row.classList.toggle("p-triage__row--open", isThis);
    if (isThis) linkOf(row).setAttribute("aria-current", "true");
    else linkOf(row).removeAttribute("aria-current");
  }
}

let ticking = 0;
const SECONDS_TO_READ = 10;

// What was said leaves the foot of the screen in time, unless someone is on its button.
function countDown() {
  clearInterval(ticking);
  const said = board().querySelector("[data-seconds]");
  if (!said) return;
  const time = said.querySelector(".p-toast__time");
  let left = Number(said.dataset.seconds) || SECONDS_TO_READ;
  ticking = setInterval(() => {
    left -= 1;
    if (time) time.textContent = left > 0 ? `${left} s` : board().dataset.late;
    if (left > 0) return;
    clearInterval(ticking);
    if (!said.contains(document.activeElement)) said.remove();
  }, 1000);
}

markRow();
countDown();
