// What was heard and done, as a list that only grows at its end.

import { fill, language, marked, texts } from "./texts.js";

const ASIDE = ["event", "pressed", "said", "rang", "stage", "why"];
const ROUNDING = 0.05; // seconds

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function element(name, text, className, lang) {
  const created = document.createElement(name);
  if (text) created.append(...(lang ? [text] : marked(text)));
  if (className) created.className = className;
  if (lang) created.lang = lang;
  return created;
}

function shown(entry, steps) {
  const item = element("li", "", entry.who);
  const who = element("p", texts[entry.who], "who");
  const time = element("time", clock(entry.second));
  time.dateTime = `PT${entry.second.toFixed(1)}S`;
  who.append(time);
  const words = element("p", entry.text, "words", entry.language === language ? "" : entry.language);
  if (entry.heard < entry.seconds - ROUNDING) words.append(element("span", texts.cut, "mark", language));
  if (entry.slow) words.append(element("span", texts.slow, "mark", language));
  item.append(who, words);
  if (entry.kana && entry.kana !== entry.text) item.append(element("p", entry.kana, "reading", "ja"));
  const step = entry.step === null ? null : steps[entry.step];
  const why = step ? brief(step) : "";
  if (why) item.append(element("p", why, "why"));
  return item;
}

// What a step understood, on one line: what was decided counts more than what it was decided by.
function brief(step) {
  const facts = step.facts.filter(({ what }) => !ASIDE.includes(what));
  const all = facts.map(({ what }) => what);
  const by = all.some((what) => what.endsWith(" set")) ? ["taken", "service", "words"] : [];
  const place = all.includes("place") ? ["place set"] : [];
  return facts.filter(({ what }) => ![...by, ...place].includes(what)).map((fact) => fill(texts.fact, fact)).join("\u3000");
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Transcript {
  constructor(list) {
    this.list = list;
    this.entries = [];
  }

  show(entries, steps) {
    const kept = entries.findIndex((entry, place) => !same(entry, this.entries[place]));
    const from = kept < 0 ? entries.length : kept;
    if (from === this.entries.length && from === entries.length) return;
    while (this.list.children.length > from) this.list.lastChild.remove();
    for (const entry of entries.slice(from)) this.list.append(shown(entry, steps));
    this.entries = entries;
    this.scroll();
  }

  // Bring what was heard last into view.
  scroll() {
    const log = this.list.parentElement;
    log.scrollTop = log.scrollHeight;
  }
}
