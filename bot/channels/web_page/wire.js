// What goes over the wire: questions to the server, and the stream of lines that comes back.

const TRIES = 3;
const PAUSE_MS = 1000;
const REOPEN_MS = 2000;

export async function about() {
  const answer = await fetch("/chat/about");
  if (!answer.ok) throw new Error(`about: ${answer.status}`);
  return answer.json();
}

// The answer's status; 0 when none came.
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.status;
  } catch {
    return 0;
  }
}

// Sends until the server has taken it or will not: the id in the body makes a second sending harmless.
export async function postSurely(path, body) {
  for (let attempt = 1; ; attempt += 1) {
    const status = await post(path, body);
    const mayHelp = status === 0 || status >= 500;
    if (!mayHelp || attempt === TRIES) return status;
    await pause(PAUSE_MS * attempt);
  }
}

export function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// Every line of the conversation from the first on. The browser itself reconnects where the connection broke; where the
// server refused, which closes a stream for good, the page asks whether there still is a conversation before it goes on.
export class Stream {
  constructor({ onLine, onLost, onBack, onEnded }) {
    Object.assign(this, { onLine, onLost, onBack, onEnded });
    this.last = 0;
    this.open();
  }

  open() {
    this.source = new EventSource(`/chat/events?after=${this.last}`);
    this.source.onopen = () => this.onBack();
    this.source.onmessage = (event) => this.take(event);
    this.source.onerror = () => this.lose();
  }

  take(event) {
    this.last = Number(event.lastEventId);
    this.onLine(JSON.parse(event.data));
  }

  lose() {
    this.onLost();
    if (this.source.readyState === EventSource.CLOSED) this.reopen();
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
    this.source.close();
    this.source = null;
  }
}
