// What is heard, as sound: one piece after the other, each when its second has come.

import { hundredths } from "./pace.js";
import { inLanguage, texts } from "./texts.js";
import { Utterance, speaks } from "./utterance.js";

export class Sound {
  // *wrong* is called with the reason, in words, why something cannot be heard.
  constructor(wrong) {
    Object.assign(this, { wrong, on: false, entries: [], next: 0, now: null, ready: null });
  }

  // Whether a piece still sounds though the next one is due: the clock then waits for it.
  get lags() {
    return this.on && this.now !== null && this.now.due;
  }

  // Be silent, and from now on play those of *entries* that begin at second *from* or later. The service adds up seconds
  // in another order than the page: what begins at *from* may differ from it in the last digit.
  start(entries, from) {
    this.stop();
    const isLater = ({ second }) => hundredths(second) >= hundredths(from);
    this.entries = entries.filter((entry) => (entry.sound || speaks(entry)) && isLater(entry));
    this.next = 0;
    this.prepare();
  }

  // Second *second* has come.
  reach(second) {
    if (!this.on || this.next >= this.entries.length || this.entries[this.next].second > second) return;
    if (this.now) this.now.due = true;
    else this.play();
  }

  prepare() {
    const entry = this.entries[this.next];
    this.ready = null;
    if (!this.on || !entry) return;
    this.ready = entry.sound ? Object.assign(new Audio(entry.sound), { preload: "auto" }) : new Utterance(entry);
  }

  play() {
    const audio = this.ready;
    this.next += 1;
    this.now = { audio, due: true }; // until it is heard the clock stands
    audio.addEventListener("playing", () => this.now?.audio === audio && (this.now.due = false), { once: true });
    audio.addEventListener("ended", () => this.ended(audio), { once: true });
    audio.addEventListener("error", () => this.fail(audio), { once: true });
    audio.play().catch(() => this.fail(audio));
    this.prepare();
  }

  ended(audio) {
    if (this.now?.audio === audio) this.now = null;
  }

  // Go on without the piece, and say why it is not heard.
  async fail(audio) {
    if (this.now?.audio !== audio) return;
    this.now = null;
    if (!audio.src) return this.wrong(audio.wrong || texts.no_sound);
    const answer = await fetch(inLanguage(audio.src)).catch(() => null);
    this.wrong(answer && !answer.ok ? await answer.text() : texts.no_sound);
  }

  stop() {
    this.now?.audio.pause();
    this.now = null;
  }
}
