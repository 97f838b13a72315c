// The first page: who to be, where the demo runs; else just the way in.

import { languageNow, nameOf, word } from "./words.js";
import { make } from "./lines.js";

const seen = (id) => document.getElementById(id);

export function showStart(borrowers, begin) {
  const isDemo = borrowers.length > 0;
  seen("start-title").textContent = word(isDemo ? "start_title" : "start_plain_title");
  seen("start-lead").textContent = word(isDemo ? "start_lead" : "start_plain");
  seen("begin").hidden = isDemo;
  seen("begin").onclick = () => begin(null);
  const open = opened();
  seen("borrowers").replaceChildren(...groups(borrowers).map((group, place) => section(group, place, open, begin)));
}

export function startFault(name, { seconds } = {}) {
  seen("start-fault").textContent = name ? word(name).replace("{seconds}", seconds) : "";
}

// Which groups the reader has opened, to be kept when the language changes; null before the first time.
function opened() {
  const sections = [...seen("borrowers").querySelectorAll("details")];
  return sections.length ? new Set(sections.filter((each) => each.open).map((each) => each.dataset.group)) : null;
}

function groups(borrowers) {
  const found = new Map();
  for (const each of borrowers) found.set(each.group, [...(found.get(each.group) ?? []), each]);
  return [...found.entries()];
}

function section([name, borrowers], place, open, begin) {
  const title = borrowers[0].about[languageNow()].group;
  const count = make("span", "count", String(borrowers.length));
  const box = make("details", "group", make("summary", "", make("span", "", title), count));
  box.dataset.group = name;
  box.open = open ? open.has(name) : place === 0;
  box.append(make("div", "people", ...borrowers.map((each) => person(each, begin))));
  return box;
}

function person(borrower, begin) {
  const called = make("strong", "", borrower.called);
  const reads = make("span", "reads", nameOf(borrower.language));
  called.lang = reads.lang = borrower.language;
  const cause = make("span", "cause", borrower.about[languageNow()].cause);
  const button = make("button", "person", make("span", "name", called, reads), cause);
  button.type = "button";
  button.dataset.borrower = borrower.id;
  button.addEventListener("click", () => begin(borrower.id));
  return button;
}
