// In a frame of another page: Escape asks that page to close it, and what is opened is fetched from in here.

const SAVING_MS = 60000;

export const isFramed = window.parent !== window;

// `onFocus`: the frame was opened, and nothing in it has been chosen yet.
export function liveInFrame(onFocus) {
  if (!isFramed) return;
  document.documentElement.classList.add("framed");
  addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && tell("close"));
  addEventListener("focus", () => document.activeElement === document.body && onFocus());
  tell("ready");
}

// Whoever holds the frame may hear this: it says nothing about anybody.
function tell(what) {
  window.parent.postMessage({ duizhang: what }, "*");
}

// A window of its own would not have the cookie that this frame has; so the frame fetches the file and hands it over.
export async function saved(event, name) {
  event.preventDefault();
  const answer = await fetch(event.currentTarget.href);
  if (!answer.ok) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVING_MS);
}
