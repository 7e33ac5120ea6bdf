// « Vérifier un dossier »: a PDF or a bundle is read here and goes nowhere. Of a bundle every file is
// compared with its manifests; of the PDF the server is told the digest alone, and says if it knows it.

const part = document.querySelector("[data-verification]");
const answer = document.getElementById("reponse");
const words = document.querySelector("[data-words]").dataset;
const input = part.querySelector("input");
const text = new TextDecoder();
const latin = new TextDecoder("latin1");

class Altered extends Error {}
class Unread extends Error {}

const hex = (bytes) => [...new Uint8Array(bytes)].map((each) => each.toString(16).padStart(2, "0")).join("");
const digest = async (bytes, algorithm = "SHA-256") => hex(await crypto.subtle.digest(algorithm, bytes));
const about = (sentence, path) => sentence.replace("{path}", () => path);

// --- a PDF: its seal says which bytes it covers, and what their digest was ---------------------------

const MESSAGE_DIGEST = "06092a864886f70d010904312204";

// Found by its name (PKCS#9) in the signature: an octet string of 32 bytes follows.
function sealedDigest(signature) {
  const at = signature.indexOf(MESSAGE_DIGEST);
  return at < 0 ? "" : signature.slice(at + MESSAGE_DIGEST.length + 2, at + MESSAGE_DIGEST.length + 66);
}

async function checkSeal(bytes) {
  const read = latin.decode(bytes);
  const range = read.match(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/)?.slice(1).map(Number);
  if (!range) return;
  const [start, length, then, rest] = range;
  if (start !== 0 || length > then) throw new Altered(words.seal);
  const covered = new Uint8Array(length + rest);
  covered.set(bytes.subarray(0, length));
  covered.set(bytes.subarray(then, then + rest), length);
  const expected = sealedDigest(read.slice(length, then).toLowerCase());
  if (expected !== (await digest(covered))) throw new Altered(words.seal);
  if (then + rest < bytes.length) throw new Altered(words.appended);
}

// --- a zip: its directory is at the end; files are stored, or deflated by who zipped them again ------

const END = 0x06054b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LONGEST_END = 65_557;

async function view(file, start, end) {
  if (start < 0 || end > file.size) throw new Altered(words.broken);
  return new DataView(await file.slice(start, end).arrayBuffer());
}

async function directoryOf(file) {
  const from = Math.max(0, file.size - LONGEST_END);
  const tail = await view(file, from, file.size);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw new Altered(words.broken);
  const [size, start] = [tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
  if (start !== 0xffffffff && size !== 0xffffffff) return view(file, start, start + size);
  const locator = await view(file, from + at - 20, from + at);
  const place = Number(locator.getBigUint64(8, true));
  const end = await view(file, place, place + 56);
  if (end.getUint32(0, true) !== END_64) throw new Altered(words.broken);
  const [long, begin] = [Number(end.getBigUint64(40, true)), Number(end.getBigUint64(48, true))];
  return view(file, begin, begin + long);
}

function* entriesIn(directory) {
  let at = 0;
  while (at + 46 <= directory.byteLength && directory.getUint32(at, true) === ENTRY) {
    const [name, extra, comment] = [28, 30, 32].map((place) => directory.getUint16(at + place, true));
    const entry = {
      path: text.decode(new Uint8Array(directory.buffer, at + 46, name)),
      method: directory.getUint16(at + 10, true),
      packed: directory.getUint32(at + 20, true),
      size: directory.getUint32(at + 24, true),
      start: directory.getUint32(at + 42, true),
    };
    lengthen(entry, directory, at + 46 + name, extra);
    yield entry;
    at += 46 + name + extra + comment;
  }
}

// Sizes past 4 GiB stand in an extra field of their own, in this order, where the others say so.
function lengthen(entry, directory, from, length) {
  let at = from;
  while (at + 4 <= from + length) {
    if (directory.getUint16(at, true) === 1) {
      let place = at + 4;
      for (const name of ["size", "packed", "start"]) {
        if (entry[name] !== 0xffffffff) continue;
        entry[name] = Number(directory.getBigUint64(place, true));
        place += 8;
      }
    }
    at += 4 + directory.getUint16(at + 2, true);
  }
}

async function contentOf(file, entry) {
  const header = await view(file, entry.start, entry.start + 30);
  const start = entry.start + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + entry.packed > file.size) throw new Altered(words.broken);
  const packed = file.slice(start, start + entry.packed);
  if (entry.method === 0) return new Uint8Array(await packed.arrayBuffer());
  return inflated(packed, "deflate-raw", entry.path);
}

async function inflated(packed, format, path) {
  try {
    const stream = packed.stream().pipeThrough(new DecompressionStream(format));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    throw new Altered(about(words.changed, path));
  }
}

// --- a bundle (BagIt): what its manifests announce is what is there, no more and no less -------------

const MANIFEST = "manifest-sha256.txt";
const DOSSIER = "data/dossier.pdf";
const CUSTODY = "data/custody.jsonl";
const SEAL = "data/certificates/seal.pem";
const CHAINED = [CUSTODY, "data/timestamps/"];
// What the journal told of by its digest before it told of all that a bag was made of.
const KEPT = ["data/originals/", "data/pieces/", "data/annexes/", DOSSIER, "data/bordereau.pdf"];

async function bagIn(file) {
  const files = [...entriesIn(await directoryOf(file))].filter(({ path }) => !path.endsWith("/"));
  const manifest = files.find(({ path }) => path.split("/").pop() === MANIFEST);
  if (!manifest) throw new Unread(words.foreign);
  const folder = manifest.path.slice(0, -MANIFEST.length);
  const inside = files.filter(({ path }) => path.startsWith(folder));
  return new Map(inside.map((entry) => [entry.path.slice(folder.length), entry]));
}

async function checkBag(file, say) {
  const bag = await bagIn(file);
  const read = async (path) => {
    if (!bag.has(path)) throw new Altered(about(words.missing, path));
    return contentOf(file, bag.get(path));
  };
  if (!bag.has(DOSSIER)) throw new Unread(words.foreign);
  let checked = 0;
  for (const [algorithm, name] of [["SHA-256", "sha256"], ["SHA-512", "sha512"]]) {
    for (const prefix of ["tagmanifest", "manifest"]) {
      const announced = linesOf(text.decode(await read(`${prefix}-${name}.txt`)));
      for (const [path, expected] of announced) {
        if ((await digest(await read(path), algorithm)) !== expected) throw new Altered(about(words.changed, path));
        say(path);
      }
      refuseAdded(bag, announced, prefix);
      if (name === "sha256") checked += announced.size;
    }
  }
  const announced = linesOf(text.decode(await read(MANIFEST)));
  await checkReceived(announced, text.decode(await read(CUSTODY)));
  const pdf = await read(DOSSIER);
  await checkData(announced, pdf);
  if (bag.has(SEAL)) checkCertificate(text.decode(await read(SEAL)), latin.decode(pdf));
  return { count: checked, pdf: await digest(pdf) };
}

// The data beside the dossier are those that travel inside it, sealed with it.
async function checkData(announced, pdf) {
  const inside = new Set();
  for (const found of latin.decode(pdf).matchAll(/\/EmbeddedFile\b.*?stream\r?\n(.*?)\nendstream/gs)) {
    const end = found.index + found[0].length - "\nendstream".length;
    const packed = new Blob([pdf.subarray(end - found[1].length, end)]);
    inside.add(await digest(await inflated(packed, "deflate", DOSSIER)));
  }
  for (const [path, sha256] of announced) {
    if (inside.size && path.startsWith("data/data/") && !inside.has(sha256)) throw new Altered(about(words.unsealed, path));
  }
}

// It is, byte for byte, one that the seal of the dossier holds.
function checkCertificate(pem, pdf) {
  const signatures = [...pdf.matchAll(/\/Contents\s*<([0-9a-f]+)>/gi)].map((each) => each[1].toLowerCase());
  const held = [...pem.replaceAll("\n", "").matchAll(/-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----/g)];
  const isSealed = ([, base64]) => {
    const der = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    return signatures.some((each) => each.includes(hex(der)));
  };
  if (!held.length || !held.every(isSealed)) throw new Altered(about(words.unsealed, SEAL));
}

// Manifests that were written anew agree with whatever is there: the journal does not.
async function checkReceived(announced, custody) {
  const told = new Set();
  let made;
  for (const { facts, salt, facts_digest: expected } of custody.split("\n").filter(Boolean).map(JSON.parse)) {
    if (facts === null) continue;
    if ((await digest(new TextEncoder().encode(salt + facts))) !== expected) throw new Altered(about(words.changed, CUSTODY));
    const said = JSON.parse(facts);
    told.add(said.sha256);
    made = said.files;
  }
  for (const [path, sha256] of announced) {
    const isKept = made ? !CHAINED.some((start) => path.startsWith(start)) : KEPT.some((start) => path.startsWith(start));
    if (isKept && made?.[path] !== sha256 && !told.has(sha256)) throw new Altered(about(words.untold, path));
  }
}

function linesOf(manifest) {
  const lines = manifest.split("\n").filter(Boolean);
  return new Map(lines.map((line) => [decodeURIComponent(line.slice(line.indexOf("  ") + 2)), line.split("  ")[0]]));
}

// What an operating system puts beside files; of macOS, also « ._x » beside each x.
const LITTER = [".ds_store", "thumbs.db", "desktop.ini"];

function isLitter(path, bag) {
  const [, folder, name] = path.match(/^(.*\/)?([^/]*)$/s);
  return LITTER.includes(name.toLowerCase()) || (name.startsWith("._") && bag.has((folder ?? "") + name.slice(2)));
}

function refuseAdded(bag, announced, prefix) {
  const isTag = (path) => !path.startsWith("data/") && !path.startsWith("tagmanifest-");
  const belongs = prefix === "manifest" ? (path) => path.startsWith("data/") : isTag;
  for (const path of bag.keys()) {
    if (belongs(path) && !announced.has(path) && !isLitter(path, bag)) throw new Altered(about(words.added, path));
  }
}

// --- what is said ------------------------------------------------------------------------------------

function finding(kind, sentence) {
  const found = document.querySelector(`[data-finding="${kind}"]`).content.cloneNode(true);
  found.querySelector("[data-fault]").textContent = sentence;
  return found;
}

async function asked(pdf) {
  const query = new URLSearchParams({ empreinte: pdf, partie: "reponse" });
  let told;
  try {
    told = await fetch(`?${query}`, { credentials: "omit" });
  } catch {
    throw new Unread(words.network);
  }
  if (!told.ok) throw new Unread(words.network);
  const parts = document.createElement("template");
  parts.innerHTML = await told.text();
  return parts.content;
}

async function check(file) {
  const head = text.decode(await file.slice(0, 4).arrayBuffer());
  if (head === "%PDF") {
    const bytes = new Uint8Array(await file.arrayBuffer());
    await checkSeal(bytes);
    return [await asked(await digest(bytes))];
  }
  if (head !== "PK\u0003\u0004") throw new Unread(words.neither);
  const bag = await checkBag(file, (path) => {
    answer.textContent = `${words.working} ${path}`;
  });
  return [await asked(bag.pdf), finding("sound", words.count.replace("{count}", bag.count))];
}

async function verify(file) {
  answer.textContent = words.working;
  try {
    answer.replaceChildren(...(await check(file)));
  } catch (fault) {
    if (fault instanceof Unread) answer.replaceChildren(finding("unread", fault.message));
    else answer.replaceChildren(finding("altered", fault instanceof Altered ? fault.message : words.broken));
  }
  answer.focus();
}

part.hidden = false;
input.addEventListener("change", () => input.files[0] && verify(input.files[0]));
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => event.preventDefault());
}
document.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  if (file) verify(file);
});
