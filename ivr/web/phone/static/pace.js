// The clock by which a call is shown: all at once, or as fast as it is heard.

const TICK = 100; // milliseconds

// Seconds as a script has them.
export const hundredths = (seconds) => Math.round(seconds * 100) / 100;

export class Pace {
  // *show* is told the second of the clock, and whether all is shown by then, *reached* that it is, *late* that a
  // question has waited long enough; *holds* tells whether the clock stands still because the caller is about to speak.
  constructor({ show, reached, late, holds }) {
    Object.assign(this, { show, reached, late, holds, real: false, second: 0, told: null, timer: 0 });
  }

  // How many seconds of what is heard now have been heard; undefined where all is shown at once.
  get after() {
    return this.real && !this.told.ringing ? hundredths(Math.max(0, this.second - this.told.since)) : undefined;
  }

  run(told, from = told.second) {
    this.stop();
    this.told = told;
    this.second = this.real ? Math.min(from, told.second) : told.second;
    this.show(this.second, this.second >= told.second);
    if (this.second >= told.second) this.reached();
    const waits = this.second < told.second || told.asked;
    if (this.real && waits) this.timer = setInterval(() => this.tick(), TICK);
  }

  // Go as fast as it is heard from now on, or show the rest at once.
  change(real) {
    this.real = real;
    if (this.told) this.run(this.told);
  }

  stop() {
    clearInterval(this.timer);
  }

  tick() {
    const { told } = this;
    if (this.holds()) return;
    const before = this.second;
    this.second += TICK / 1000;
    if (before < told.second && this.second >= told.second) {
      if (!told.asked) {
        this.second = told.second;
        this.stop();
      }
      this.show(this.second, true);
      this.reached();
    } else {
      this.show(this.second, this.second >= told.second);
      if (told.asked && this.second >= told.second + told.asked.seconds) {
        this.stop();
        this.late();
      }
    }
  }
}
