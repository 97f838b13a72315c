// The conversation as the page has it: the lines that the stream brought, and own lines that are still on their way.

import { hearOfFiles } from "./files.js";
import { asks, Log } from "./log.js";
import { word } from "./words.js";
import { postSurely, REFUSED, Stream, TOO_FAST, TOO_LARGE, uploadSurely } from "./wire.js";

const seen = (id) => document.getElementById(id);
const TAKEN = [201, 202];
const STRANGER = 401;
const BACK_SHOWN_MS = 4000;
const REPLAY_QUIET_MS = 300;
const SECOND_MS = 1000;

export class Conversation {
  // `limits` are those of files: `largest` in bytes, and `megabytes` and `most` (a day) for the words about them.
  constructor(onEnded, limits) {
    this.onEnded = onEnded;
    this.limits = limits;
    this.lines = [];
    this.sending = new Map();
    this.connection = "";
    this.isReplaying = true;
    this.held = null;
    this.log = new Log(seen("scroll"), seen("log"), {
      press: (button) => this.press(button),
      retry: (own) => this.again(own),
    });
    this.log.forget();
    this.listen();
    this.draw();
    this.stream = new Stream({
      onLine: (line) => this.take(line),
      onLost: () => this.say("lost"),
      onBack: () => this.back(),
      onAside: () => this.say("elsewhere"),
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
    addEventListener("focus", () => this.stream.wake(), { signal });
    hearOfFiles((files) => this.sendFiles(files), signal);
  }

  close() {
    this.off.abort();
    this.stream.close();
    clearTimeout(this.backTimer);
    clearTimeout(this.quietTimer);
    this.slow(0);
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
    // What was given back may have been taken after all: under its old id it cannot be taken twice.
    this.send({ id: this.held?.text === text ? this.held.id : newId(), text }, text);
  }

  press(button) {
    this.send({ id: newId(), press: button.press }, button.title);
    toTextBox();
  }

  async send(body, text) {
    this.forgetRefused();
    this.sending.set(body.id, { body, text, state: "waiting" });
    this.draw();
    this.log.toEnd();
    this.slow(0);
    this.stream.wake();
    const { status, seconds } = await postSurely("/chat/messages", body);
    if (status === STRANGER) this.onEnded();
    else if (!this.sending.has(body.id)) return;
    else if (status === TOO_FAST) this.giveBack(body, text, seconds);
    else this.sent(body.id, status);
  }

  // One after the other, under one name for all of them: they are answered together.
  async sendFiles(files) {
    this.forgetRefused();
    const batch = newId();
    const own = files.map((file) => ({ body: { id: newId() }, batch, text: "", file, state: "waiting" }));
    for (const each of own) this.sending.set(each.body.id, each);
    this.draw();
    this.log.toEnd();
    for (const each of own) await this.upload(each);
  }

  async upload(own) {
    const { body: { id }, batch, file } = own;
    if (file.size > this.limits.largest) return this.refuse(own, "too_large");
    own.state = "waiting";
    this.draw();
    this.stream.wake();
    const path = `/chat/files?id=${id}&batch=${batch}`;
    const { status, seconds, code } = await uploadSurely(path, file, (part) => this.log.progress(id, part));
    if (status === STRANGER) return this.onEnded();
    if (status === TOO_FAST) this.slow(seconds);
    if (status === REFUSED || status === TOO_LARGE) return this.refuse(own, code ?? "too_large");
    if (this.sending.has(id)) this.sent(id, status);
  }

  // It stays below, with why, until something else is sent.
  refuse(own, code) {
    Object.assign(own, { state: "refused", refused: { code, ...this.limits } });
    this.draw();
  }

  forgetRefused() {
    for (const [id, own] of this.sending) if (own.refused) this.sending.delete(id);
  }

  again(own) {
    return own.file ? this.upload(own) : this.send(own.body, own.text);
  }

  // Too much at once: the text goes back to where it was typed; where there is new text by now, its line stays instead.
  giveBack(body, text, seconds) {
    if (body.press || !seen("text").value.trim()) this.sending.delete(body.id);
    else this.sending.get(body.id).state = "failed";
    if (!body.press && !this.sending.has(body.id)) {
      this.held = { id: body.id, text };
      seen("text").value = text;
      grow();
    }
    this.slow(seconds);
    this.draw();
  }

  // For how many seconds nothing more is taken; 0 takes the word about it away.
  slow(seconds) {
    clearTimeout(this.slowTimer);
    show(seen("slow"), seconds ? word("slow").replace("{seconds}", seconds) : "");
    if (seconds) this.slowTimer = setTimeout(() => this.slow(0), SECOND_MS * seconds);
  }

  // The connection is there again: what could not be sent meanwhile goes out now, in its order.
  async back() {
    const wasLost = this.connection === "lost";
    if (this.connection) this.say(wasLost ? "back" : "");
    if (!wasLost) return;
    for (const own of [...this.sending.values()]) {
      if (own.state === "failed") await this.again(own);
    }
  }

  sent(id, status) {
    this.sending.get(id).state = TAKEN.includes(status) ? "taken" : "failed";
    this.draw();
  }

  async switchTo(language) {
    const { status } = await postSurely("/chat/language", { language }, true);
    if (status === STRANGER) this.onEnded();
  }

  take(line) {
    const wasNear = this.log.isNearEnd();
    if (line.from === "you") this.arrived(line.id);
    this.lines.push(line);
    this.quieten();
    this.draw();
    if (wasNear || this.isReplaying) this.log.toEnd();
  }

  // An own line is back: it is on its way no longer, nor does it wait to be sent once more.
  arrived(id) {
    this.sending.delete(id);
    if (this.held?.id !== id) return;
    if (seen("text").value.trim() === this.held.text) seen("text").value = "";
    this.held = null;
    this.slow(0);
    grow();
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

  // Whether an answer is due: the last line but for files is an own one, the hidden ones (a greeting, a switch) among them.
  isWaiting() {
    const isOnItsWay = [...this.sending.values()].some((each) => !each.file && each.state !== "failed");
    const last = this.lines.findLast((line) => line.from === "bot" || asks(line));
    return isOnItsWay || !last || last.from === "you";
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
