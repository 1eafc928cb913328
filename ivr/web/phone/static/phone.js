// The telephone: what the caller presses, says and decides becomes a step of a scripted call, as `*.call.yaml` has it,
// and the call is shown anew.

import { showInside } from "./inside.js";
import { play, script } from "./line.js";
import { offerMicrophone } from "./microphone.js";
import { Pace } from "./pace.js";
import { Sound } from "./sound.js";
import { fill, marked, texts } from "./texts.js";
import { Transcript, clock } from "./transcript.js";

const find = (id) => document.getElementById(id);
const main = find("main");
const words = find("words");
const transcript = new Transcript(find("entries"));
const first = { lang: words.lang, placeholder: words.placeholder };

let call = null; // what its caller has made of it so far, as the service is sent it; null where there is none
let view = null; // what the service shows of that call
let busy = false;
let keys = ""; // pressed at a question that takes several
let ahead = []; // keys pressed faster than the service answers

const sound = new Sound((message) => complain(new Error(message)));
const pace = new Pace({
  show: (second, all) => {
    sound.reach(second);
    const past = (one) => all || one.second <= second;
    transcript.show(view.entries.filter(past), view.steps);
    showInside(view, view.steps.filter(past).length);
    find("seconds").textContent = clock(second);
  },
  reached: () => become(view.over ? "over" : view.ringing ? "ringing" : "asked"),
  late: () => take("waits"),
  holds: () => busy || sound.lags || Boolean(words.value || keys),
});

function become(state) {
  main.dataset.state = state;
  find("state").textContent = texts[state];
  find("dial").hidden = state !== "idle";
  find("ringing").hidden = state !== "ringing";
  find("answering").hidden = state !== "heard" && state !== "asked";
  find("hang-up").hidden = !["heard", "asked", "ringing"].includes(state);
  find("again").hidden = !["ending", "over"].includes(state);
  find("number").hidden = state === "idle";
  Object.assign(words, view ? { lang: view.language, placeholder: view.example } : first);
  find("undo").disabled = !call?.steps.length;
  find("save").disabled = !call;
  if (state === "ringing") showRinging(view.ringing);
  showPressed();
  transcript.scroll(); // the record may have another height now
  keepFocus();
}

function showPressed() {
  find("pressed").hidden = !keys;
  find("keys").textContent = keys;
}

function showRinging({ number, office, shared, whisper, language: spoken }) {
  const inIts = (element, text) => Object.assign(element, { textContent: text, lang: spoken });
  inIts(find("office"), office);
  find("office-number").textContent = number;
  find("shared").replaceChildren(...(shared ? marked(fill(texts.shared, { offices: shared })) : []));
  const [before, after] = texts.whisper.split("{text}");
  find("whisper").replaceChildren(...(whisper ? [before, inIts(document.createElement("span"), whisper), after] : []));
}

// What had the focus may be gone: what comes next in its place gets it.
function keepFocus() {
  const active = document.activeElement;
  if (active !== document.body && active.offsetParent !== null && !active.disabled) return;
  const next = ["#ringing:not([hidden]) button", "#answering:not([hidden]) #pad", "#again:not([hidden])", "#dial:not([hidden]) .call"];
  document.querySelector(next.find((one) => document.querySelector(one)))?.focus({ preventScroll: true });
}

// Show the call *next*; what was heard up to *from* needs no waiting for.
async function show(next, from) {
  if (busy) return false;
  wait(true);
  find("trouble").textContent = "";
  try {
    view = await play(next);
  } catch (error) {
    ahead = [];
    complain(error);
    return false;
  } finally {
    wait(false);
    keys = "";
  }
  call = next;
  sound.start(view.entries, from ?? view.second);
  if (pace.real && from < view.second) become(view.over ? "ending" : "heard");
  pace.run(view, from);
  pressAhead();
  return true;
}

function wait(now) {
  busy = now;
  main.setAttribute("aria-busy", now);
}

function complain(error) {
  find("trouble").textContent = error.message;
  const field = find("dial").elements[error.field];
  if (field) field.focus();
}

// A bare verb is a step of its own; what can have a moment gets it.
function take(step) {
  if (!call || busy || !["heard", "asked", "ringing"].includes(main.dataset.state)) return;
  const { after } = pace;
  const timed = after === undefined || step === "waits" || step.rings ? step : { ...step, after };
  return show({ ...call, steps: [...call.steps, timed] }, pace.second);
}

function pressAhead() {
  const next = ahead;
  ahead = [];
  for (const key of next) press(key);
}

function press(key) {
  if (find("answering").hidden) return;
  flash(key);
  if (busy) {
    ahead.push(key);
    return;
  }
  const { digits, finish } = view.asked || { digits: 1, finish: "" };
  keys += key;
  if (digits === keys.length || finish.includes(key)) enter();
  else showPressed();
}

const enter = () => take({ presses: keys });

function flash(key) {
  const button = find("pad").querySelector(`[data-key="${key}"]`);
  button.classList.add("down");
  setTimeout(() => button.classList.remove("down"), 150);
}

async function say(text) {
  const spoken = text.trim();
  if (!spoken) take("waits");
  else if (await take({ says: spoken })) words.value = "";
}

// Whoever hangs up is out of the call, also out of one that cannot go on.
async function hangUp() {
  if ((await take({ hangs_up: true })) !== false) return;
  pace.stop();
  sound.stop();
  become("over");
}

find("dial").addEventListener("submit", (event) => {
  event.preventDefault();
  const { caller, called, at } = event.target.elements;
  const dialled = { caller: caller.value, called: called.value, at: at.value.replace("T", " ") };
  find("number").textContent = fill(texts.dialled, dialled);
  show({ ...dialled, steps: [] }, 0);
});
find("pad").addEventListener("click", (event) => {
  const key = event.target.closest("button")?.dataset.key;
  if (key) press(key);
});
find("speech").addEventListener("submit", (event) => {
  event.preventDefault();
  say(words.value);
});
find("ringing").addEventListener("click", (event) => {
  const ends = event.target.closest("button")?.dataset.ends;
  if (ends) take({ rings: view.ringing.number, ends });
});
find("enter").addEventListener("click", enter);
find("silence").addEventListener("click", () => take("waits"));
find("hang-up").addEventListener("click", hangUp);
find("again").addEventListener("click", () => {
  sound.stop();
  pace.stop();
  call = view = pace.view = null;
  find("trouble").textContent = "";
  transcript.show([], []);
  showInside({ now: { does: texts.not_called }, steps: [] }, 0);
  find("seconds").textContent = clock(0);
  become("idle");
});
find("undo").addEventListener("click", () => show({ ...call, steps: call.steps.slice(0, -1) }));
find("save").addEventListener("click", async () => {
  try {
    const { name, file } = await script(call);
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    complain(error);
  }
});
find("kana").addEventListener("change", (event) => {
  find("log").classList.toggle("with-kana", event.target.checked);
  transcript.scroll();
});
// Sound has a pace of its own: the real one.
function listen(on) {
  sound.on = on;
  if (view) sound.start(view.entries, pace.second);
}
find("sound")?.addEventListener("change", (event) => {
  listen(event.target.checked);
  if (event.target.checked && !pace.real) find("pace").click();
});
find("pace").addEventListener("change", (event) => {
  pace.change(event.target.checked);
  if (!event.target.checked && sound.on) find("sound").click();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.key === "Escape" && !find("hang-up").hidden) hangUp();
  else if (/^[0-9*#]$/.test(event.key) && !event.target.matches("input:not([type=checkbox])")) press(event.key);
});
offerMicrophone(find("microphone"), find("privacy"), {
  language: () => words.lang,
  heard: say,
  wrong: (message) => complain(new Error(message)),
});
