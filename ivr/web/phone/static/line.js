// The line to the service. Each request carries the whole call as its caller has made it; the service plays it anew.

import { inLanguage, texts } from "./texts.js";

export class Refused extends Error {
  constructor(message, field) {
    super(message);
    this.field = field;
  }
}

async function post(path, call) {
  let answer;
  try {
    answer = await fetch(inLanguage(path), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(call),
    });
  } catch {
    throw new Refused(texts.no_server, "");
  }
  if (answer.ok) return answer;
  const { message, field } = await answer.json().catch(() => ({}));
  throw new Refused(message || texts.no_answer, field || "");
}

export const play = async (call) => (await post("phone/call", call)).json();

export async function script(call) {
  const answer = await post("phone/script", call);
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"))[1];
  return { name, file: await answer.blob() };
}
