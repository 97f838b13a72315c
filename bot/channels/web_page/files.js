// Files to send: chosen with the button, dropped onto the conversation, or pasted.

import { localeNow, word } from "./words.js";
import { make } from "./lines.js";

const seen = (id) => document.getElementById(id);
const UNITS = [["megabyte", 1e6], ["kilobyte", 1e3], ["byte", 1]];

// Tells of each handful of files that somebody wants to send, until the signal ends it.
export function hearOfFiles(onFiles, signal) {
  const take = (event, files) => {
    if (!files?.length) return;
    event.preventDefault();
    onFiles([...files]);
  };
  const hover = (event) => {
    const hasFiles = [...(event.dataTransfer?.types ?? [])].includes("Files");
    if (hasFiles) event.preventDefault();
    seen("chat").classList.toggle("dropping", hasFiles);
  };
  const leave = () => seen("chat").classList.remove("dropping");
  const drop = (event) => { leave(); take(event, event.dataTransfer?.files); };
  const choose = (event) => { take(event, event.target.files); event.target.value = ""; };
  seen("attach").addEventListener("click", () => seen("file").click(), { signal });
  seen("file").addEventListener("change", choose, { signal });
  seen("text").addEventListener("paste", (event) => take(event, event.clipboardData?.files), { signal });
  seen("chat").addEventListener("dragover", hover, { signal });
  seen("chat").addEventListener("dragleave", leave, { signal });
  seen("chat").addEventListener("drop", drop, { signal });
}

// A file in a line: what kind it is, its name while this page knows it, and its size.
export function chip({ kind, name, size }) {
  const parts = [make("span", "name", name ?? word("file"))];
  if (kind) parts.unshift(make("span", "kind", kind.toUpperCase()));
  if (size) parts.push(make("span", "size", sizeOf(size)));
  return make("p", "file", ...parts);
}

export function sizeOf(bytes) {
  const [unit, of] = UNITS.find(([, least]) => bytes >= least) ?? UNITS.at(-1);
  const shape = { style: "unit", unit, maximumFractionDigits: bytes / of < 10 ? 1 : 0 };
  return new Intl.NumberFormat(localeNow(), shape).format(bytes / of);
}

// Why a file is not taken, in words, with the limits that the server has; a reason without words is said as any failure.
export function refusal({ code, megabytes, most }) {
  const said = word("file_refused")[code] ?? word("failed");
  return said.replace("{megabytes}", megabytes).replace("{most}", most);
}
