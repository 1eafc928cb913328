// The words of the page, in the language that it is in.

export const texts = JSON.parse(document.getElementById("texts").textContent);
export const language = document.documentElement.lang;

export const fill = (text, gaps) => text.replace(/\{(\w+)\}/g, (_, name) => gaps[name]);

// Where a request asks for its answer in the language of the page. A password in the address of the page stays out of
// it: fetch refuses such an address, and the browser sends the password anyway.
export function inLanguage(path) {
  const address = new URL(path, document.baseURI);
  address.username = address.password = "";
  address.searchParams.set("lang", language);
  return address;
}

const JAPANESE = /([\u3005-\u30ff\u3400-\u9fff][\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]*)/;

// The nodes of *text*: Japanese in a page of another language is marked as such, for those who have the page read out.
export function marked(text) {
  if (language === "ja") return [text];
  return text.split(JAPANESE).filter(Boolean).map((part) =>
    JAPANESE.test(part) ? Object.assign(document.createElement("span"), { lang: "ja", textContent: part }) : part);
}
