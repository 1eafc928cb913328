// The microphone, where the browser offers to recognise speech.

const Recogniser = window.SpeechRecognition || window.webkitSpeechRecognition;
const WRONG = {
  "not-allowed": "マイクを使う許しがありません。ブラウザの設定を確かめるか、文字で話してください。",
  "audio-capture": "マイクが見つかりません。文字で話してください。",
  "no-speech": "声が聞こえませんでした。もう一度押して、話してください。",
  "network": "ブラウザの音声認識につながりません。文字で話してください。",
};

// Let *button* listen once, in the language that *language* tells: *heard* is told the text, *wrong* what kept it from
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
    if (event.error !== "aborted") wrong(WRONG[event.error] || "声を聞き取れませんでした。文字で話してください。");
  });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") recogniser.stop();
    else {
      recogniser.lang = language();
      recogniser.start();
    }
  });
}
