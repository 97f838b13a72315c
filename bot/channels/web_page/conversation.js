// The conversation as the page has it: the lines that the stream brought, and own lines that are still on their way.

import { Log } from "./log.js";
import { word } from "./words.js";
import { postSurely, Stream } from "./wire.js";

const seen = (id) => document.getElementById(id);
const TAKEN = 202;
const STRANGER = 401;
const BACK_SHOWN_MS = 4000;
const REPLAY_QUIET_MS = 300;

export class Conversation {
  constructor(onEnded) {
    this.onEnded = onEnded;
    this.lines = [];
    this.sending = new Map();
    this.connection = "";
    this.isReplaying = true;
    this.log = new Log(seen("scroll"), seen("log"), {
      press: (button) => this.press(button),
      retry: (body, text) => this.send(body, text),
    });
    this.log.forget();
    this.listen();
    this.draw();
    this.stream = new Stream({
      onLine: (line) => this.take(line),
      onLost: () => this.say("lost"),
      onBack: () => this.connection && this.say("back"),
      onEnded,
    });
  }

  // Listeners of the elements that stay; `off` takes them away with the conversation.
  listen() {
    this.off = new AbortController();
    const signal = this.off.signal;
    seen("composer").addEventListener("submit", (event) => this.submit(event), { signal });
    seen("text").addEventListener("keydown", (event) => this.key(event), { signal });
    seen("text").addEventListener("input", grow, { signal });
  }

  close() {
    this.off.abort();
    this.stream.close();
    clearTimeout(this.backTimer);
    clearTimeout(this.quietTimer);
  }

  // Enter sends; Shift+Enter breaks the line; Enter that picks characters in an input method does neither.
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    seen("composer").requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const text = seen("text").value.trim();
    if (!text) return;
    seen("text").value = "";
    grow();
    this.send({ id: newId(), text }, text);
  }

  press(button) {
    this.send({ id: newId(), press: button.press }, button.title);
    toTextBox();
  }

  async send(body, text) {
    this.sending.set(body.id, { body, text, state: "waiting" });
    this.draw();
    this.log.toEnd();
    const status = await postSurely("/chat/messages", body);
    if (status === STRANGER) this.onEnded();
    else if (this.sending.has(body.id)) this.sent(body.id, status);
  }

  sent(id, status) {
    this.sending.get(id).state = status === TAKEN ? "taken" : "failed";
    this.draw();
  }

  async switchTo(language) {
    if ((await postSurely("/chat/language", { language })) === STRANGER) this.onEnded();
  }

  take(line) {
    const wasNear = this.log.isNearEnd();
    if (line.from === "you") this.sending.delete(line.id);
    this.lines.push(line);
    this.quieten();
    this.draw();
    if (wasNear || this.isReplaying) this.log.toEnd();
  }

  // While lines pour in, as after a reload, a screen reader waits, and the page keeps to the newest.
  quieten() {
    seen("log").setAttribute("aria-busy", "true");
    clearTimeout(this.quietTimer);
    this.quietTimer = setTimeout(() => this.rest(), REPLAY_QUIET_MS);
  }

  rest() {
    this.isReplaying = false;
    seen("log").setAttribute("aria-busy", "false");
  }

  say(name) {
    clearTimeout(this.backTimer);
    this.connection = name;
    this.draw();
    if (name === "back") this.backTimer = setTimeout(() => this.say(""), BACK_SHOWN_MS);
  }

  // Whether an answer is due: the last line is an own one, the hidden ones (a greeting, a switch) among them.
  isWaiting() {
    const isOnItsWay = [...this.sending.values()].some((each) => each.state !== "failed");
    return isOnItsWay || this.lines.length === 0 || this.lines.at(-1).from === "you";
  }

  draw() {
    const isWaiting = this.isWaiting();
    this.log.draw(this.lines, [...this.sending.values()], isWaiting);
    show(seen("typing"), isWaiting && this.connection !== "lost" ? word("typing") : "");
    show(seen("connection"), this.connection ? word(this.connection) : "");
    seen("connection").dataset.state = this.connection;
  }

  // As after a change of language.
  redraw() {
    this.quieten();
    this.log.forget();
    this.draw();
    this.log.toEnd();
  }
}

// A status is spoken when its text changes, so it is left alone while it stays the same.
function show(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Not `crypto.randomUUID`: that one is missing where the page does not come over https or from this machine.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
}

// With a finger on the screen, the keyboard would cover what is to be read.
export function toTextBox() {
  if (matchMedia("(pointer: fine)").matches) seen("text").focus({ preventScroll: true });
}

function grow() {
  const box = seen("text");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
