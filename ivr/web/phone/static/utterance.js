// What the service has no sound of, because its voice speaks Japanese only: the browser speaks it, in its own voice.

import { fill, language, texts } from "./texts.js";

const NAMES = new Intl.DisplayNames([language], { type: "language" });
const RATE = 0.9;
const SLOW = 0.7;
const LOADING = 1000; // milliseconds
const OF_THEM = ["guide", "desk"];

// Whether *entry* is spoken on the line, in a language that the service's voice has not got.
export const speaks = (entry) => !entry.sound && entry.seconds > 0 && OF_THEM.includes(entry.who) && Boolean(entry.language) && entry.language !== "ja";

// A browser may load its voices only when it is first asked for them.
async function voices() {
  const there = window.speechSynthesis?.getVoices() || [];
  if (there.length || !window.speechSynthesis) return there;
  const loaded = new Promise((done) => window.speechSynthesis.addEventListener("voiceschanged", done, { once: true }));
  await Promise.race([loaded, new Promise((done) => setTimeout(done, LOADING))]);
  return window.speechSynthesis.getVoices();
}

// A piece of sound like one of Audio, as far as it is used: it plays, pauses, and tells how it goes.
export class Utterance extends EventTarget {
  constructor({ text, language, slow }) {
    super();
    Object.assign(this, { text, language, slow, wrong: "", silenced: false });
  }

  async play() {
    const voice = (await voices()).find(({ lang }) => lang.split(/[-_]/)[0].toLowerCase() === this.language);
    if (this.silenced) return;
    if (!voice) {
      this.wrong = fill(texts.no_voice, { language: NAMES.of(this.language) });
      throw new Error(this.wrong);
    }
    this.spoken = Object.assign(new SpeechSynthesisUtterance(this.text), { voice, lang: voice.lang, rate: this.slow ? SLOW : RATE });
    for (const [happens, name] of [["start", "playing"], ["end", "ended"], ["error", "error"]])
      this.spoken.addEventListener(happens, () => this.dispatchEvent(new Event(name)), { once: true });
    window.speechSynthesis.speak(this.spoken);
  }

  pause() {
    this.silenced = true;
    window.speechSynthesis?.cancel();
  }
}
