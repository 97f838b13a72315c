// What goes over the wire: questions to the server, and the stream of lines that comes back.

const TRIES = 3;
const PAUSE_MS = 1000;
const REOPEN_MS = 2000;
const SECOND_MS = 1000;
// The server says something every 15 s; a connection that says nothing for longer than this is dead without knowing it.
const SILENCE_MS = 40000;

export const TOO_FAST = 429;
export const TOO_LARGE = 413;
export const REFUSED = 422;

export async function about() {
  const answer = await fetch("/chat/about");
  if (!answer.ok) throw new Error(`about: ${answer.status}`);
  return answer.json();
}

// The answer's status, 0 when none came; and for how many seconds the server wants to hear nothing.
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, seconds: Number(answer.headers.get("Retry-After") ?? 0) };
  } catch {
    return { status: 0, seconds: 0 };
  }
}

// Sends a file; `onProgress` hears which part of it is gone, from 0 to 1. `code` says why the server does not take it.
function upload(path, file, onProgress) {
  const request = new XMLHttpRequest();
  return new Promise((done) => {
    const none = () => done({ status: 0, seconds: 0 });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onerror = request.onabort = request.ontimeout = none;
    request.onload = () => done({
      status: request.status,
      seconds: Number(request.getResponseHeader("Retry-After") ?? 0),
      code: request.status === REFUSED ? JSON.parse(request.responseText).code : undefined,
    });
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
}

export const postSurely = (path, body, isPatient = false) => surely(() => post(path, body), isPatient);
export const uploadSurely = (path, file, onProgress) => surely(() => upload(path, file, onProgress), true);

// Sends until the server has taken it or will not: the id that goes with it makes a second sending harmless.
// `isPatient` also waits where the server says that it was too much at once.
async function surely(ask, isPatient) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    const mayHelp = answer.status === 0 || answer.status >= 500 || (isPatient && answer.status === TOO_FAST);
    if (!mayHelp || attempt === TRIES) return answer;
    await pause(Math.max(PAUSE_MS * attempt, SECOND_MS * answer.seconds));
  }
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// Every line of the conversation from the first on. The browser itself reconnects where the connection broke; where the
// server refused, which closes a stream for good, the page asks whether there still is a conversation before it goes on.
// Where too many windows show the conversation, the server closes the oldest stream; `wake` brings it back.
export class Stream {
  constructor({ onLine, onLost, onBack, onAside, onEnded }) {
    Object.assign(this, { onLine, onLost, onBack, onAside, onEnded });
    this.last = 0;
    this.isAside = false;
    this.off = new AbortController();
    const signal = this.off.signal;
    addEventListener("offline", () => this.onLost(), { signal });
    addEventListener("online", () => this.open(), { signal });
    this.open();
  }

  open() {
    this.source?.close();
    this.isAside = false;
    const source = new EventSource(`/chat/events?after=${this.last}`);
    this.source = source;
    source.onopen = () => { this.hear(); this.onBack(); };
    source.onmessage = (event) => this.take(event);
    source.onerror = () => this.lose();
    source.addEventListener("beat", () => this.hear());
    source.addEventListener("elsewhere", () => this.stepAside());
    this.hear();
  }

  hear() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { this.onLost(); this.open(); }, SILENCE_MS);
  }

  take(event) {
    this.hear();
    const number = Number(event.lastEventId);
    if (number <= this.last) return;
    this.last = number;
    this.onLine(JSON.parse(event.data));
  }

  lose() {
    this.onLost();
    if (this.source.readyState === EventSource.CLOSED) this.reopen();
  }

  stepAside() {
    this.source.close();
    clearTimeout(this.silence);
    this.isAside = true;
    this.onAside();
  }

  wake() {
    if (this.isAside) this.open();
  }

  async reopen() {
    const source = this.source;
    await pause(REOPEN_MS);
    const hasEnded = await about().then((told) => !told.begun, () => false);
    if (this.source !== source) return;
    if (hasEnded) this.onEnded();
    else this.open();
  }

  close() {
    this.off.abort();
    clearTimeout(this.silence);
    this.source.close();
    this.source = null;
  }
}
