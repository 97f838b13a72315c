// The conversation as the page has it: the lines that the stream brought, and own lines that are still on their way.

import { bubble, choices, state } from "./lines.js";
import { word } from "./words.js";
import { postSurely, Stream } from "./wire.js";

const seen = (id) => document.getElementById(id);
const TAKEN = 202;
const STRANGER = 401;
const NEAR_PX = 120;
const BACK_SHOWN_MS = 4000;
const REPLAY_QUIET_MS = 300;

export class Conversation {
  constructor(onEnded) {
    this.onEnded = onEnded;
    this.lines = [];
    this.sending = new Map();
    this.connection = "";
    this.listen();
    this.redraw();
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
    this.send({ id: crypto.randomUUID(), text }, text);
  }

  press(button) {
    this.send({ id: crypto.randomUUID(), press: button.press }, button.title);
    seen("text").focus({ preventScroll: true });
  }

  async send(body, text) {
    this.sending.set(body.id, { body, text, state: "waiting" });
    this.redraw();
    toEnd();
    const status = await postSurely("/chat/messages", body);
    if (status === STRANGER) this.onEnded();
    else if (this.sending.has(body.id)) this.sent(body.id, status);
  }

  sent(id, status) {
    this.sending.get(id).state = status === TAKEN ? "taken" : "failed";
    this.redraw();
  }

  async switchTo(language) {
    if ((await postSurely("/chat/language", { language })) === STRANGER) this.onEnded();
  }

  take(line) {
    const wasNear = isNearEnd();
    this.sending.delete(line.id);
    this.lines.push(line);
    this.quieten();
    this.redraw();
    if (wasNear) toEnd();
  }

  // While old lines pour in, a screen reader need not read each of them.
  quieten() {
    seen("log").setAttribute("aria-busy", "true");
    clearTimeout(this.quietTimer);
    this.quietTimer = setTimeout(() => seen("log").setAttribute("aria-busy", "false"), REPLAY_QUIET_MS);
  }

  say(name) {
    clearTimeout(this.backTimer);
    this.connection = name;
    this.redraw();
    if (name === "back") this.backTimer = setTimeout(() => this.say(""), BACK_SHOWN_MS);
  }

  // Whether an answer is due: the last line is an own one, the hidden ones (a greeting, a switch) among them.
  get isWaiting() {
    const onTheWay = [...this.sending.values()].some((each) => each.state !== "failed");
    return onTheWay || this.lines.length === 0 || this.lines.at(-1).from === "you";
  }

  redraw() {
    drawLog(this);
    const isTyping = this.isWaiting && this.connection !== "lost";
    show(seen("typing"), isTyping ? word("typing") : "");
    show(seen("connection"), this.connection ? word(this.connection) : "");
    seen("connection").dataset.state = this.connection;
  }
}
