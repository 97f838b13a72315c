// The page put together: which of the two parts is shown, and what happens when something is chosen.

import { keep, learn, preferred, showSwitch, speak } from "./words.js";
import { about, pause, post, TOO_FAST } from "./wire.js";
import { isFramed, liveInFrame } from "./frame.js";
import { showStart, startFault } from "./start.js";
import { Conversation, toTextBox } from "./conversation.js";

const seen = (id) => document.getElementById(id);
const RETRY_MS = 2000;
const CREATED = 201;

let told = null;
let conversation = null;
let isBeginning = false;

async function arrive() {
  told = await surelyAbout();
  learn(told.languages);
  seen("demo").hidden = told.borrowers.length === 0;
  seen("new").addEventListener("click", beginAnew);
  use(preferred());
  liveInFrame(() => conversation && toTextBox());
  if (told.begun) enter();
  else showFirst();
}

// Before the first answer there are no words to say that it is late.
async function surelyAbout() {
  for (;;) {
    try {
      return await about();
    } catch {
      await pause(RETRY_MS);
    }
  }
}

function use(language) {
  speak(language);
  showSwitch(seen("languages"), choose);
  showStart(told.borrowers, begin);
  if (conversation) conversation.redraw();
}

async function choose(language) {
  keep(language);
  use(language);
  seen("languages").querySelector("[aria-pressed=true]").focus();
  if (conversation) await conversation.switchTo(language);
}

async function begin(borrower) {
  if (isBeginning) return;
  isBeginning = true;
  startFault("");
  const language = document.documentElement.lang;
  const wanted = { language, ...(borrower && { borrower }), ...(isFramed && { framed: true }) };
  const { status, seconds } = await post("/chat/conversations", wanted);
  if (status === CREATED) await enterIfKnown();
  else startFault(status === TOO_FAST ? "slow" : "cannot_begin", { seconds });
  isBeginning = false;
}

// A browser that keeps no cookies, or none in another page's frame, is a stranger again at once.
async function enterIfKnown() {
  const isKnown = await about().then((now) => now.begun, () => true);
  seen("own-window").hidden = isKnown || !isFramed;
  if (isKnown) enter();
  else startFault("no_cookies");
}

function enter() {
  seen("start").hidden = true;
  seen("chat").hidden = false;
  seen("new").hidden = false;
  conversation = new Conversation(() => leave("ended"), told.files);
  toTextBox();
}

// The browser forgets the conversation too, so that nobody who uses it next comes back into it by a reload.
async function beginAnew() {
  await post("/chat/leave", {});
  leave("");
}

// Back to the first page; the old conversation stays where it is kept, but this page no longer shows it.
function leave(fault) {
  conversation?.close();
  conversation = null;
  showFirst();
  startFault(fault);
  seen("start").focus();
}

function showFirst() {
  seen("chat").hidden = true;
  seen("new").hidden = true;
  seen("start").hidden = false;
}

arrive();
