// The inside of the hotline: the node the call is in, what the last step understood, and the way so far.

const find = (id) => document.getElementById(id);

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

const named = ({ does, node }) => [does, element("code", node)];

function pairs(facts) {
  return facts.map(([name, value]) => element("div", element("dt", name), element("dd", value)));
}

const way = (step) => step.way.map(({ does, node }) => `${does}（${node}）`).join(" → ");

function told(step) {
  const head = element("p", `${step.second.toFixed(1)} 秒　`, ...named(step.at));
  const item = element("li", head, step.facts.map(([name, value]) => `${name}：${value}`).join("　"));
  if (step.way.length) item.append(element("p", `→ ${way(step)}`));
  const form = Object.entries(step.form).map(([name, value]) => `${name}=${value}`).join("  ");
  item.append(element("code", step.request), ...(form ? [element("code", form)] : []));
  return item;
}

let shown = []; // what is shown already, and how many of its steps

// Show how far *call* has come with its first *count* steps.
export function showInside(call, count) {
  if (shown[0] === call && shown[1] === count) return;
  shown = [call, count];
  const steps = call.steps.slice(0, count);
  const now = count < call.steps.length ? call.steps[count].at : call.now;
  const place = find("place");
  place.replaceChildren(...(now.node ? named(now) : [now.does]));
  if (now.stage) {
    const stage = element("span", `（${now.stage}）`);
    stage.className = "stage";
    place.firstChild.after(stage);
  }
  const last = steps.at(-1);
  find("facts").replaceChildren(...pairs(last ? last.facts : []));
  find("way").textContent = last?.way.length ? `進んだ道：${last.way.map(({ does }) => does).join(" → ")}` : "";
  find("steps").replaceChildren(...steps.map(told));
}
