// The page that is shown where there is no network: a report is written, kept if its author ticks so,
// and sent later by the worker. Not ticked, nothing leaves the memory of this page.

const form = document.querySelector("[data-offline]");
const summary = document.querySelector("[data-error-summary]");
const interrupted = document.querySelector("[data-interrupted]");
const words = document.querySelector("[data-words]").dataset;
const workers = navigator.serviceWorker;
const begun = location.pathname.match(/^\/signaler\/([0-9a-f-]{36})\/(\w+)\/$/);
const title = document.title;
const ours = document.documentElement.lang;

const author = () => cookie("promesse_author");
const cookie = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1] ?? "";

// A report that was begun on the site keeps its number: what it has there is completed.
let key = begun?.[1] ?? crypto.randomUUID();
// What the page that did not leave had sent, and what of it this form does not ask.
let before = {};
let carried = {};

// What the site had to be told already for that page to be shown.
function answered() {
  if (!begun || key !== begun[1]) return [];
  if (begun[2] === "produit") return [];
  return begun[2] === "constat" ? ["product_words"] : ["product_words", "symptom", "severity"];
}

function fields() {
  const typed = [...new FormData(form)].filter(([name, value]) => name !== "keep" && value.trim());
  const all = { ...carried, ...Object.fromEntries(typed) };
  if (all.product_words) delete all.product;
  return all;
}

function missing(told) {
  const known = new Set([...answered(), ...(told.product ? ["product_words"] : [])]);
  return ["product_words", "symptom", "severity"].filter((name) => !told[name] && !known.has(name));
}

function showMissing(names) {
  document.querySelectorAll("[data-lacks]").forEach((message) => message.remove());
  for (const link of summary.querySelectorAll("[data-missing]")) {
    const lacks = names.includes(link.dataset.missing);
    const control = document.getElementById(link.hash.slice(1));
    const group = control.closest(".p-form-group");
    link.parentElement.hidden = !lacks;
    group.classList.toggle("p-form-group--error", lacks);
    describe(control, lacks ? sentenceAt(group, link) : null);
  }
  summary.hidden = names.length === 0;
  document.title = names.length ? `${summary.dataset.title} ${title}` : title;
  if (names.length) summary.focus();
}

function sentenceAt(group, link) {
  const sentence = document.createElement("p");
  sentence.className = "p-error-message";
  sentence.id = `missing_${link.dataset.missing}`;
  sentence.dataset.lacks = "";
  sentence.textContent = link.textContent;
  group.querySelector("legend, .p-label").after(sentence);
  return sentence;
}

function describe(control, sentence) {
  const target = control.closest("fieldset") ?? control;
  target.dataset.described ??= target.getAttribute("aria-describedby") ?? "";
  const ids = `${target.dataset.described} ${sentence?.id ?? ""}`.trim();
  if (ids) target.setAttribute("aria-describedby", ids);
  else target.removeAttribute("aria-describedby");
}

function say(which, told = {}) {
  for (const each of form.querySelectorAll("[data-say]")) each.hidden = each.dataset.say !== which;
  const answer = form.querySelector('[data-say="answered"]');
  answer.querySelector("[data-sentence]").textContent = told.sentence ?? "";
  const link = answer.querySelector("[data-link]");
  link.href = told.url || "/";
  if (told.link) link.textContent = told.link;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const told = fields();
  const lacking = missing(told);
  showMissing(lacking);
  if (lacking.length) return;
  const report = {
    key,
    author: author(),
    fields: told,
    written_at: new Date().toISOString(),
    state: "waiting",
  };
  if (form.elements.keep.checked) await keep(report);
  else await sendAtOnce(report);
});

async function keep(report) {
  try {
    await outbox.keep(report);
  } catch {
    return say("unkept");
  }
  say("kept");
  form.reset();
  carried = {};
  before = {};
  interrupted.hidden = true;
  key = crypto.randomUUID();
  showContinues();
  await list();
  const registration = await workers?.ready;
  registration?.sync?.register("outbox").catch(() => {});
  await send();
}

async function send(only) {
  const registration = await workers?.ready;
  registration?.active.postMessage({ type: "send", token: cookie("csrftoken"), only });
}

async function sendAtOnce(report) {
  const body = new URLSearchParams({ ...report.fields, written_at: report.written_at });
  body.set("author", report.author);
  const headers = { "X-CSRFToken": cookie("csrftoken") };
  let told;
  try {
    const answer = await fetch(`/hors-ligne/${report.key}/`, { method: "POST", body, headers });
    told = await answer.json();
  } catch {
    return say("unsent");
  }
  if (told.outcome === "sent" || told.outcome === "refused") return location.assign(told.url);
  return say("answered", told);
}

async function list() {
  const reports = await outbox.all().catch(() => []);
  const cards = reports.map(card);
  document.querySelector("[data-outbox]").hidden = cards.length === 0;
  document.querySelector("[data-reports]").replaceChildren(...cards);
}

function card(report) {
  const item = document.querySelector("[data-report]").content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-${name}]`);
  const isStrange = report.author && author() && report.author !== author();
  part("product").textContent = isStrange ? "–" : report.fields.product_words || words.begun;
  part("text").textContent = isStrange ? "" : (report.fields.narrative ?? "");
  part("time").textContent = new Date(report.written_at).toLocaleString(ours, {
    dateStyle: "long",
    timeStyle: "short",
  });
  part("state").textContent = isStrange ? words.stranger : stateOf(report);
  const link = part("link");
  link.hidden = isStrange || !report.url || report.state === "other";
  link.href = report.url || "/";
  link.textContent = report.link ?? "";
  const mine = item.querySelector("[name=mine]");
  mine.hidden = Boolean(report.author);
  mine.addEventListener("click", () => send(report.key));
  item.querySelector("[name=erase]").addEventListener("click", () => erase(report.key));
  return item;
}

function stateOf(report) {
  if (report.sentence) return report.sentence;
  return report.author ? words.waiting : words.unknown;
}

async function erase(which) {
  if (!confirm(words.sure)) return;
  await outbox.erase(which);
  await list();
}

// What did not leave comes into this form only for who keeps it here.
function resume() {
  form.elements.keep.checked = true;
  for (const [name, value] of Object.entries(before)) {
    const control = form.elements[name];
    if (control) control.value ||= value;
    else carried[name] = value;
  }
  form.querySelector("details").open = ["since", "affected_range"].some((name) => before[name]);
  interrupted.hidden = true;
  form.elements.product_words.focus();
}

function showContinues() {
  form.querySelector("[data-continues]").hidden = answered().length === 0;
}

function showNetwork() {
  for (const each of document.querySelectorAll("[data-when]")) {
    each.hidden = (each.dataset.when === "online") !== navigator.onLine;
  }
}

function takeWhatWasTyped() {
  if (!begun || !workers?.controller) return;
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => {
    before = data;
    interrupted.hidden = Object.keys(before).length === 0;
  };
  workers.controller.postMessage({ type: "typed" }, [channel.port2]);
}

form.hidden = false;
form.elements.keep.addEventListener("change", ({ target }) => target.checked && resume());
interrupted.querySelector("[name=resume]").addEventListener("click", resume);
workers?.addEventListener("message", () => {
  say("");
  list();
});
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);
showNetwork();
showContinues();
takeWhatWasTyped();
list();
