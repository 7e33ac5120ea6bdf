// The service worker, after the few lines of /service-worker.js that say what is kept. It answers
// with the offline page where a page cannot be had, and sends what waits on the device. No page of
// the site is ever kept but that one, which is everyone's.

const CACHE = `promesse-${self.kept.version}`;
const SHELL = new Set(self.kept.files.map((file) => new URL(file, self.location).href));
const TO_SEND = new Set(["waiting", "log-in", "other"]);
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "page", "retour"]);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll([self.kept.page, ...self.kept.files])),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOlder(), self.clients.claim()]));
});

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith("promesse-") && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(visited(event));
  else if (SHELL.has(event.request.url)) event.respondWith(keptFile(event.request));
});

async function keptFile(request) {
  return (await inCache(request)) ?? fetch(request);
}

async function inCache(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreVary: true });
}

// In memory only, for the page that takes its place: what was typed on the page that did not leave.
const typed = new Map();

async function visited({ request, resultingClientId }) {
  const copy = request.method === "POST" ? request.clone() : null;
  try {
    return await fetch(request);
  } catch (failure) {
    const page = await inCache(self.kept.page);
    if (!page) throw failure;
    if (copy) typed.set(resultingClientId, await fieldsOf(copy));
    return page;
  }
}

// Text only: a photo is chosen again.
async function fieldsOf(request) {
  try {
    const fields = [...(await request.formData())];
    return Object.fromEntries(
      fields.filter(([name, value]) => typeof value === "string" && value && !NOT_TYPED.has(name)),
    );
  } catch {
    return {};
  }
}

self.addEventListener("message", (event) => {
  const { type, token, language, only } = event.data;
  if (type === "typed") {
    event.ports[0].postMessage(typed.get(event.source.id) ?? {});
    typed.delete(event.source.id);
  }
  if (type === "send") event.waitUntil(sendAll(token, only).catch(() => {}));
  if (language) event.waitUntil(keepIn(language).catch(() => {}));
});

// Where the browser has it: also once every page is closed. A failure makes it try again later.
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));

async function keepIn(language) {
  const page = await inCache(self.kept.page);
  if (!page || page.headers.get("Content-Language") === language) return;
  const cache = await caches.open(CACHE);
  await cache.add(self.kept.page);
}

// One at a time, however many pages ask: the server gives one observation to a key anyway.
let line = Promise.resolve();

function sendAll(token, only) {
  line = line.catch(() => {}).then(() => sendInTurn(token, only));
  return line;
}

async function sendInTurn(token, only) {
  for (const report of await outbox.all()) {
    // Whose it is may be unknown: then it leaves when its author says so, and not before.
    if (only ? report.key === only : report.author) await bring(report, token);
  }
}

async function bring(report, token) {
  if (report.state === "late") return tell(report, { again: true });
  const told = TO_SEND.has(report.state) ? await sent(report, token) : await asked(report);
  if (!told) return;
  const { outcome, sentence, url, link } = told;
  if (outcome === "waiting") return tell(report, { again: true });
  if (outcome === "sent") await outbox.erase(report.key);
  else await outbox.change(report.key, { state: outcome, sentence, url, link });
  await tell({ ...report, state: outcome, sentence, url, link }, { again: outcome === report.state });
}

async function sent(report, token) {
  const csrf = token || (await self.cookieStore?.get("csrftoken"))?.value;
  // Refused, it would bring another token back, and the log-in page under way would hold an old one.
  if (!csrf) return asked(report);
  const body = new URLSearchParams(report.fields);
  body.set("author", report.author);
  body.set("written_at", report.written_at);
  return answerTo(report, { method: "POST", body, headers: { "X-CSRFToken": csrf } });
}

// One that has to be corrected is corrected on the site: it leaves the device once it is sent there.
function asked(report) {
  return answerTo(report, {});
}

async function answerTo(report, options) {
  const answer = await fetch(`${self.kept.page}${report.key}/`, { redirect: "manual", ...options });
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isOurs ? answer.json() : null;
}

async function tell({ key, state, sentence, url, link }, { again }) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  pages.forEach((page) => page.postMessage({ key, outcome: state, sentence, url, link, again }));
}
