// The inside of the hotline: the node the call is in, what the last step understood, and the way so far.

import { fill, marked, texts } from "./texts.js";

const find = (id) => document.getElementById(id);

function element(name, ...content) {
  const created = document.createElement(name);
  created.append(...content);
  return created;
}

const named = ({ does, node }, ...between) => [...marked(does), ...between, element("code", node)];

function pairs(facts) {
  return facts.map(({ name, value }) => element("div", element("dt", name), element("dd", ...marked(value))));
}

const inBrackets = (text) => fill(texts.in_brackets, { text });
const way = (step) => step.way.map(({ does, node }) => `${does}${inBrackets(node)}`).join(" → ");

function itemOf(step) {
  const head = element("p", `${fill(texts.seconds, { seconds: step.second.toFixed(1) })}\u3000`, ...named(step.at));
  const item = element("li", head, ...marked(step.facts.map((fact) => fill(texts.fact, fact)).join("\u3000")));
  if (step.way.length) item.append(element("p", "→ ", ...marked(way(step))));
  const form = Object.entries(step.form).map(([name, value]) => `${name}=${value}`).join("  ");
  item.append(element("code", step.request), ...(form ? [element("code", ...marked(form))] : []));
  return item;
}

let shown = []; // what is shown already, and how many of its steps

// Show how far the call of *view* has come with its first *count* steps.
export function showInside(view, count) {
  if (shown[0] === view && shown[1] === count) return;
  shown = [view, count];
  const steps = view.steps.slice(0, count);
  const now = count < view.steps.length ? view.steps[count].at : view.now;
  const place = find("place");
  const stage = now.stage ? [Object.assign(element("span", inBrackets(now.stage)), { className: "stage" })] : [];
  place.replaceChildren(...(now.node ? named(now, ...stage) : [now.does]));
  const last = steps.at(-1);
  find("facts").replaceChildren(...pairs(last ? last.facts : []));
  const went = last?.way.length ? fill(texts.way, { way: last.way.map(({ does }) => does).join(" → ") }) : "";
  find("way").replaceChildren(...marked(went));
  find("steps").replaceChildren(...steps.map(itemOf));
}
