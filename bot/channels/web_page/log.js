// The log: one element a line, kept while the line stays, so that a screen reader hears each line once.

import { bubble, choices, moment, paper, picture, state } from "./lines.js";

const NEAR_PX = 120;
const MARGIN_PX = 16;

export class Log {
  constructor(scroller, box, { press, retry }) {
    Object.assign(this, { scroller, box, press, retry });
    this.elements = new Map();
  }

  // Draws every line anew, as after a change of language.
  forget() {
    this.elements.clear();
    this.box.replaceChildren();
  }

  // `lines` as they came, and `sending`: own lines that have not come back yet.
  draw(lines, sending, isWaiting) {
    const shown = lines.filter((line) => line.text || line.files?.length || line.from === "bot");
    const drawn = [...shown.map((line) => this.line(line)), ...sending.map((own) => this.own(own))];
    this.arrange(drawn);
    const lastOwn = lines.findLastIndex(asks);
    const current = new Set(lines.slice(lastOwn + 1).map((line) => this.elements.get(key(line))));
    for (const each of drawn) enable(each, current.has(each) && !isWaiting);
  }

  line(line) {
    const element = this.element(key(line), () => this.made(line));
    element.querySelector(".state")?.remove();
    if (line.at && !element.querySelector(".moment")) element.append(moment(line.at));
    return element;
  }

  own(own) {
    const { body, text, file } = own;
    const files = file ? [{ name: file.name, size: file.size }] : [];
    const element = this.element(key({ from: "you", id: body.id }), () => bubble({ from: "you", text, files }));
    if (element.dataset.sending !== own.state) {
      element.dataset.sending = own.state;
      element.querySelector(".state")?.remove();
      if (own.state !== "taken") element.append(state(own, () => this.retry(own)));
    }
    return element;
  }

  // How much of a file is gone, from 0 to 1.
  progress(id, part) {
    const bar = this.elements.get(key({ from: "you", id }))?.querySelector("progress");
    if (bar) bar.value = part;
  }

  made(line) {
    const element = bubble(line);
    element.append(...(line.pictures ?? []).map(picture));
    element.append(...(line.documents ?? []).map(paper));
    if (line.buttons.length) element.append(choices(line.buttons, this.press));
    return element;
  }

  element(name, make) {
    if (!this.elements.has(name)) this.elements.set(name, make());
    return this.elements.get(name);
  }

  // In order, moving only what stands in a wrong place; an own line that was given back is no longer there.
  arrange(drawn) {
    const staying = new Set(drawn);
    for (const element of [...this.box.children]) if (!staying.has(element)) element.remove();
    drawn.forEach((element, place) => {
      const there = this.box.children[place];
      if (there !== element) this.box.insertBefore(element, there ?? null);
    });
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  // Down to the newest line, but not past what was said last: a long answer is read from its beginning.
  toEnd() {
    const asked = [...this.box.querySelectorAll(".own")].at(-1);
    const end = this.scroller.scrollHeight - this.scroller.clientHeight;
    this.scroller.scrollTop = Math.min(end, asked ? asked.offsetTop - MARGIN_PX : 0);
  }
}

// Whether a line wants an answer of its own: a file is answered with all that came with it.
export function asks(line) {
  return line.from === "you" && !line.files?.length;
}

function key(line) {
  return `${line.from} ${line.id}`;
}

function enable(element, isOpen) {
  for (const button of element.querySelectorAll(".choice")) button.disabled = !isOpen;
}
