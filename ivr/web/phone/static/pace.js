// The clock by which a call is shown: all at once, or as fast as it is heard.

const TICK = 100; // milliseconds

// Seconds as a script has them.
export const hundredths = (seconds) => Math.round(seconds * 100) / 100;

export class Pace {
  // *show* gets the second of the clock, and whether all is shown by then; *reached* is called when it is, *late* when a
  // question has waited long enough; *holds* tells whether the clock stands still because the caller is about to speak.
  constructor({ show, reached, late, holds }) {
    Object.assign(this, { show, reached, late, holds, real: false, second: 0, view: null, timer: 0 });
  }

  // How many seconds of what is heard now have been heard; undefined where all is shown at once.
  get after() {
    return this.real && !this.view.ringing ? hundredths(Math.max(0, this.second - this.view.since)) : undefined;
  }

  run(view, from = view.second) {
    this.stop();
    this.view = view;
    this.second = this.real ? Math.min(from, view.second) : view.second;
    this.show(this.second, this.second >= view.second);
    if (this.second >= view.second) this.reached();
    const waits = this.second < view.second || view.asked;
    if (this.real && waits) this.timer = setInterval(() => this.tick(), TICK);
  }

  // Go as fast as it is heard from now on, or show the rest at once.
  change(real) {
    this.real = real;
    if (this.view) this.run(this.view);
  }

  stop() {
    clearInterval(this.timer);
  }

  tick() {
    const { view } = this;
    if (this.holds()) return;
    const before = this.second;
    this.second += TICK / 1000;
    if (before < view.second && this.second >= view.second) {
      if (!view.asked) {
        this.second = view.second;
        this.stop();
      }
      this.show(this.second, true);
      this.reached();
    } else {
      this.show(this.second, this.second >= view.second);
      if (view.asked && this.second >= view.second + view.asked.seconds) {
        this.stop();
        this.late();
      }
    }
  }
}
