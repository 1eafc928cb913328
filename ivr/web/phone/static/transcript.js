// What was heard and done, as a list that only grows at its end.

const NAMES = { guide: "案内", caller: "あなた", desk: "窓口", line: "", trouble: "注意" };
const ASIDE = ["できごと", "押したボタン", "聞こえたことば", "呼び出し", "次のたずね方", "場所のわけ"];
const ROUNDING = 0.05; // seconds

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function element(name, text, className, language) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  if (language) made.lang = language;
  return made;
}

function shown(entry, steps) {
  const item = element("li", "", entry.who);
  const who = element("p", NAMES[entry.who], "who");
  const time = element("time", clock(entry.second));
  time.dateTime = `PT${entry.second.toFixed(1)}S`;
  who.append(time);
  const words = element("p", entry.text, "words");
  if (entry.language && entry.language !== "ja") words.lang = entry.language;
  if (entry.heard < entry.seconds - ROUNDING) words.append(element("span", "途中まで", "mark", "ja"));
  if (entry.slow) words.append(element("span", "ゆっくり", "mark", "ja"));
  item.append(who, words);
  if (entry.kana && entry.kana !== entry.text) item.append(element("p", entry.kana, "reading"));
  const step = entry.step === null ? null : steps[entry.step];
  const why = step ? brief(step) : "";
  if (why) item.append(element("p", why, "why"));
  return item;
}

// What a step understood, on one line: what was decided counts more than what it was decided by.
function brief(step) {
  const told = step.facts.filter(([name]) => !ASIDE.includes(name));
  const names = told.map(([name]) => name);
  const by = names.some((name) => name.startsWith("決まった")) ? ["選んだもの", "相談の内容", "ことばの意味"] : [];
  const place = names.includes("場所") ? ["決まった場所"] : [];
  return told.filter(([name]) => ![...by, ...place].includes(name)).map(([name, value]) => `${name}：${value}`).join("　");
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
