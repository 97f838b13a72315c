// One line of the conversation as elements. Everything is set as text, never as markup.

import { chip, refusal } from "./files.js";
import { isFramed, saved } from "./frame.js";
import { languageNow, localeNow, word } from "./words.js";

const BULLET = "• ";

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

// A line is a paragraph; lines that begin with a bullet are a list, so that what they wrap into stands under them.
export function paragraphs(text) {
  const blocks = [];
  for (const line of text.split("\n").filter((each) => each.trim())) {
    if (!line.startsWith(BULLET)) blocks.push(make("p", "", line));
    else listAtEnd(blocks).append(make("li", "", line.slice(BULLET.length)));
  }
  return blocks;
}

function listAtEnd(blocks) {
  if (blocks.at(-1)?.className !== "entries") blocks.push(make("ul", "entries"));
  return blocks.at(-1);
}

export function bubble(line) {
  const isOwn = line.from === "you";
  const author = make("span", "unseen", word(isOwn ? "you_said" : "bot_said"));
  const body = make("div", "bubble", author, ...(line.files ?? []).map(chip), ...paragraphs(line.text));
  return make("div", isOwn ? "line own" : "line", body);
}

// Beside the bubble and not in it: on a phone it takes the whole width. It opens alone, to be looked at closely.
export function picture({ src, alt, width, height }) {
  const image = make("img", "picture");
  Object.assign(image, { src, alt, width, height });
  const link = make("a", "pictured", image);
  Object.assign(link, { href: isFramed ? src.replace(/svg$/, "png") : src, target: "_blank", rel: "noopener" });
  if (isFramed) link.addEventListener("click", (event) => saved(event, `${src.split("/").at(-2)}.png`));
  return link;
}

// A certificate to keep: the number is its name, the page's language the language that it is written in.
export function paper({ src, number }) {
  const link = make("a", "paper", `${number}.pdf`);
  Object.assign(link, { href: `${src}?language=${languageNow()}`, download: `${number}.pdf` });
  if (isFramed) link.addEventListener("click", (event) => saved(event, `${number}.pdf`));
  return link;
}

export function moment(at) {
  const when = new Date(at);
  const isToday = when.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { month: "short", day: "numeric" };
  const shape = { ...day, hour: "2-digit", minute: "2-digit", hour12: false };
  const time = make("time", "moment", new Intl.DateTimeFormat(localeNow(), shape).format(when));
  time.dateTime = at;
  return time;
}

export function choices(buttons, press) {
  const row = make("div", "choices");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", word("choices"));
  row.append(...buttons.map((each) => choice(each, press)));
  return row;
}

function choice(button, press) {
  const element = make("button", "choice", button.title);
  element.type = "button";
  element.addEventListener("click", () => press(button));
  return element;
}

// Under an own line: on its way, a file with how much of it; not taken, and why; or not sent, with the way to try again.
export function state({ state: sending, file, refused }, retry) {
  if (refused) return alarm(make("p", "state failed", refusal(refused)));
  if (sending !== "failed") return make("p", "state", word("waiting"), ...(file ? [" ", progress()] : []));
  const button = make("button", "again", word("again"));
  button.type = "button";
  button.addEventListener("click", retry);
  return alarm(make("p", "state failed", word("failed"), " ", button));
}

function alarm(text) {
  text.setAttribute("role", "alert");
  return text;
}

function progress() {
  const bar = make("progress", "");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", word("waiting"));
  return bar;
}
