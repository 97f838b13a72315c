// The page's words: they come from the server, one set a language, and are put where an element asks for them.

let languages = {};
let current = "";

export function learn(fromServer) {
  languages = fromServer;
}

export function languageNow() {
  return current;
}

// How the present language writes a date: as where it is spoken, so that the page and the assistant agree.
export function localeNow() {
  return languages[current].locale;
}

export function nameOf(language) {
  return languages[language]?.name ?? language;
}

export function word(name) {
  return languages[current].words[name];
}

// What the reader chose before, else what the page that leads here says, else the first of the browser's languages that
// there is, else the first there is.
export function preferred() {
  const asked = new URLSearchParams(location.search).get("language");
  const wishes = [kept(), asked, ...navigator.languages.map((each) => each.split("-")[0])];
  return wishes.find((each) => each in languages) ?? Object.keys(languages)[0];
}

// Remembers what the reader chose. In another page's frame a browser may allow nothing to be kept: then it is not.
export function keep(language) {
  try {
    localStorage.setItem("language", language);
  } catch (refusal) {
    if (refusal.name !== "SecurityError") throw refusal;
  }
}

function kept() {
  try {
    return localStorage.getItem("language");
  } catch (refusal) {
    if (refusal.name !== "SecurityError") throw refusal;
    return null;
  }
}

export function speak(language) {
  current = language;
  document.documentElement.lang = language;
  document.title = word("title");
  for (const [mark, put] of Object.entries(PLACES)) {
    for (const each of document.querySelectorAll(`[data-${mark}]`)) put(each, word(each.dataset[mark]));
  }
}

const PLACES = {
  word: (element, text) => { element.textContent = text; },
  label: (element, text) => element.setAttribute("aria-label", text),
  placeholder: (element, text) => element.setAttribute("placeholder", text),
};

// One button a language, each named in itself; the present one is marked as pressed.
export function showSwitch(box, choose) {
  box.replaceChildren(...Object.entries(languages).map(([code, language]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = code;
    button.textContent = language.name;
    button.setAttribute("aria-pressed", String(code === current));
    button.addEventListener("click", () => code !== current && choose(code));
    return button;
  }));
}
