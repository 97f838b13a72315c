// Puts the chat into a page of the lender: a button, and a frame that it opens. One line includes it:
// <script src="https://chat.lender.example/widget.js" data-language="zh" async></script>

((languages) => {
  "use strict";

  const NAME = "duizhang-chat";
  const LATE_MS = 8000;
  const phone = matchMedia("(max-width: 40rem)");
  const script = document.currentScript;
  const home = new URL(script.src).origin;

  const LOOK = `
    :host { all: initial; color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
    button { font: inherit; cursor: pointer; }
    button:focus-visible, a:focus-visible { outline: 3px solid #7cc4e0; outline-offset: 2px; }
    .launch { position: fixed; inset: auto 1.25rem 1.25rem auto; z-index: 2147483000; min-height: 3rem;
      padding: 0 1.3rem; border: 2px solid #fff; border-radius: 999px; background: #0b5a7a; color: #fff;
      font-weight: 600; box-shadow: 0 2px 10px rgb(16 32 48 / 30%); }
    dialog { position: fixed; inset: auto 1.25rem 5rem auto; z-index: 2147483000; box-sizing: border-box; margin: 0;
      width: min(26rem, calc(100vw - 2.5rem)); height: min(42rem, calc(100dvh - 6.5rem)); max-width: none;
      max-height: none; padding: 0; border: 1px solid #51606e; border-radius: 14px; overflow: hidden;
      background: Canvas; color: CanvasText; box-shadow: 0 8px 30px rgb(16 32 48 / 30%); }
    dialog[open] { display: flex; flex-direction: column; }
    .bar { display: flex; align-items: center; justify-content: space-between; padding: 0.3rem 0.5rem 0.3rem 1.25rem;
      background: #0b5a7a; color: #fff; }
    .title { margin: 0; font-weight: 600; }
    .close { width: 2.75rem; height: 2.75rem; border: 0; border-radius: 10px; background: none; color: inherit; }
    .close::before { content: "\\2715"; }
    .late { margin: 1rem 1.25rem; }
    .late a { color: LinkText; }
    iframe { flex: 1; width: 100%; border: 0; color-scheme: light dark; }
    [hidden] { display: none !important; }
    @media (max-width: 40rem) {
      dialog { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
    }`;

  // What the script is told, else what the page says that it is written in, else what the browser prefers.
  function languageOf() {
    const wishes = [script.dataset.language, document.documentElement.lang, ...navigator.languages];
    const known = wishes.map((each) => (each ?? "").split("-")[0]).find((each) => each in languages);
    return known ?? Object.keys(languages)[0];
  }

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function start() {
    if (document.querySelector(NAME)) return;
    const language = languageOf();
    const words = languages[language];
    const address = `${home}/?language=${language}`;
    const launch = make("button", { className: "launch", type: "button", textContent: words.open });
    const close = make("button", { className: "close", type: "button", ariaLabel: words.close });
    const away = make("a", { href: address, target: "_blank", rel: "noopener", textContent: words.own_window });
    const late = make("p", { className: "late", hidden: true, role: "status" }, `${words.late} `, away);
    const bar = make("div", { className: "bar" }, make("p", { className: "title", textContent: words.title }), close);
    const dialog = make("dialog", { id: "chat", ariaLabel: words.title }, bar, late);
    const frame = make("iframe", { title: words.title });
    let lateTimer = 0;

    launch.setAttribute("aria-haspopup", "dialog");
    launch.setAttribute("aria-controls", "chat");
    launch.setAttribute("aria-expanded", "false");

    // The frame is made when it is first wanted: a page that nobody asks anything costs nothing.
    function load() {
      frame.src = address;
      dialog.append(frame);
      lateTimer = setTimeout(() => { late.hidden = false; }, LATE_MS);
    }

    // On a phone it covers the page, which then can be neither read nor reached; beside it, both can be used.
    function open() {
      if (phone.matches) dialog.showModal();
      else dialog.show();
      if (!frame.isConnected) load();
      launch.setAttribute("aria-expanded", "true");
      frame.focus();
    }

    function shut() {
      if (dialog.open) dialog.close();
    }

    launch.addEventListener("click", () => (dialog.open ? shut() : open()));
    close.addEventListener("click", shut);
    dialog.addEventListener("close", () => {
      launch.setAttribute("aria-expanded", "false");
      launch.focus();
    });
    dialog.addEventListener("keydown", (event) => event.key === "Escape" && shut());
    phone.addEventListener("change", () => {
      if (!dialog.open) return;
      shut();
      open();
    });
    addEventListener("message", ({ origin, source, data }) => {
      if (origin !== home || source !== frame.contentWindow) return;
      if (data?.duizhang === "close") shut();
      if (data?.duizhang !== "ready") return;
      clearTimeout(lateTimer);
      late.hidden = true;
    });

    const host = make(NAME, { lang: language });
    const shadow = host.attachShadow({ mode: "open" });
    const look = new CSSStyleSheet();
    look.replaceSync(LOOK);
    shadow.adoptedStyleSheets = [look];
    shadow.append(launch, dialog);
    document.body.append(host);
  }

  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})(LANGUAGES);
