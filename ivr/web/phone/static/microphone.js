// The microphone, where the browser offers to recognise speech.

import { texts } from "./texts.js";

const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
const WRONG = ["not-allowed", "audio-capture", "no-speech", "network"];

// Let *button* listen once, in the language that *language* tells: *heard* gets the text, *wrong* what kept it from
// hearing one.
export function offerMicrophone(button, notice, { language, heard, wrong }) {
  if (!Recogniser) return;
  button.hidden = notice.hidden = false;
  const recogniser = new Recogniser();
  const listens = (now) => button.setAttribute("aria-pressed", now);
  recogniser.addEventListener("start", () => listens(true));
  recogniser.addEventListener("end", () => listens(false));
  recogniser.addEventListener("result", (event) => heard(event.results[0][0].transcript));
  recogniser.addEventListener("error", (event) => {
    if (event.error !== "aborted") wrong(texts[WRONG.includes(event.error) ? event.error : "not_heard"]);
  });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") recogniser.stop();
    else {
      recogniser.lang = language();
      recogniser.start();
    }
  });
}
