"use strict";
// Plays a call from the table that the call core filled beforehand. Nothing here decides where a call goes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const number = Object.fromEntries(data.answers.map((name, place) => [name, place]));
  const signs = { "*": "＊", "#": "＃" };
  const common = { "*": "戻る", "#": "もう一度", 0: "使い方" };
  const outcomes = {
    completed: "話し終えた", busy: "話し中だった", no_answer: "だれも出なかった", failed: "つながらなかった",
    canceled: "待つ間に切った",
  };
  let call, before;

  const view = (state) => data.views[data.states[state][0]];

  // A row is a list of answer, state and out by turns; a world's own row comes first.
  function result(name) {
    const [, row, elsewhere] = data.states[call.state];
    for (const cells of [elsewhere?.[call.world], row]) {
      for (let at = 0; cells && at < cells.length; at += 3) {
        if (cells[at] === number[name]) return { state: cells[at + 1], out: data.outs[cells[at + 2]] };
      }
    }
    return null;
  }

  const office = (now) => data.offices[`${now.known}-${view(now.state)[2]}`];

  function filled(text, now, old, heard) {
    const places = { P: now.known, C: now.asked, p: old.known, c: old.asked, x: heard };
    const [, spoken, , reading] = office(now) || office(old) || [];
    return text.replace(/\{(\w+)\}/g, (_, gap) =>
      gap === "office" ? spoken : gap === "number" ? reading : data.places[places[gap]][0]);
  }

  function place(from, heard) {
    return { p: call.known, c: call.asked, x: heard }[from] ?? from;
  }

  function go({ state, out }, said, heard = "") {
    const [texts, rings, whisper, known, asked, refused] = out;
    const now = { ...call, state, known: place(known, heard), asked: place(asked, heard) };
    now.refused = [...call.refused, ...(refused ? [place(refused, heard)] : [])].filter((code) => code !== now.known);
    now.log = said ? [...call.log, ["caller", said]] : [...call.log];
    const text = texts.map((one) => filled(data.texts[one], now, call, heard));
    if (text.length) now.log.push(["says", text.join("")]);
    now.office = rings && (rings === "chosen" ? office(now) : data.offices[rings]);
    now.whisper = whisper && filled(whisper, now, call, heard);
    if (now.office) now.log.push(["event", `${now.office[0]}（${now.office[2]}）を呼び出しています。`]);
    if (view(state)[1] === "end") now.log.push(["event", "電話が終わりました。"]);
    if (said) before.push(call);
    call = now;
    show();
  }

  function start() {
    const world = call ? call.world : "";
    call = { state: data.start[0], known: "", asked: "", refused: [], log: [], world };
    before = [];
    go({ state: data.start[0], out: data.outs[data.start[1]] }, "");
  }

  function give(name, said, heard) {
    const found = result(name);
    if (found) go(found, said, heard);
  }

  function press(key) {
    const labels = Object.fromEntries(view(call.state)[3]);
    const name = result(key) ? key : "other";
    give(name, `${signs[key] || key}${labels[key] ? `（${labels[key]}）` : ""}`);
  }

  function show() {
    const [node, waits, , keys] = view(call.state);
    showLog();
    showPad(new Map(keys), waits);
    showSpeech();
    showWords(waits === "ask" ? data.words[node] : {}, keys);
    showOthers(waits);
    find("where").textContent = data.nodes[node];
    find("where").href = `#node-${node}`;
    find("ringing").hidden = waits !== "ring";
    find("over").hidden = waits !== "end";
    if (call.office) {
      find("office").textContent = call.office[0];
      find("number").textContent = call.office[2];
      find("whisper").textContent = call.whisper ? `窓口にだけ聞こえます：「${call.whisper}」` : "";
    }
    find("undo").disabled = !before.length;
    document.querySelectorAll(".box").forEach((box) => box.classList.toggle("here", box.dataset.node === node));
  }

  function showLog() {
    const log = find("log");
    call.log.forEach(([who, text], place) => {
      if (log.children[place]?.textContent === text && log.children[place].className === who) return;
      while (log.children.length > place) log.lastChild.remove();
      const line = document.createElement("li");
      line.className = who;
      line.textContent = text;
      log.append(line);
    });
    while (log.children.length > call.log.length) log.lastChild.remove();
    log.scrollTop = log.scrollHeight;
  }

  function showPad(labels, waits) {
    find("pad").hidden = waits === "ring" || waits === "end";
    for (const button of find("pad").querySelectorAll("button")) {
      const key = button.dataset.key;
      const label = labels.get(key) || (result(key) ? common[key] : "") || "";
      button.querySelector("small").textContent = label;
      button.classList.toggle("works", labels.has(key));
      button.classList.toggle("common", !labels.has(key));
      button.disabled = !result(key) && !result("other");
      button.setAttribute("aria-label", `${signs[key] || key} ${label}`);
    }
  }

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  function showSpeech() {
    const made = [];
    const say = (name, words) => result(name) && made.push(button(`「${words}」`, () => give(name, `「${words}」`)));
    say("yes", "はい");
    say("no", "いいえ");
    for (const [id, name] of Object.entries(data.services)) say(data.names.service + id, name);
    if (result("noise")) made.push(button("聞き取れない声", () => give("noise", "（聞き取れない声）")));
    find("speech").replaceChildren(...made);
    showPlaces();
  }

  function showWords(words, keys) {
    const lines = keys.filter(([key]) => words?.[key]?.length)
      .map(([key]) => `${key} は${words[key].map((word) => `「${word}」`).join("")}`);
    find("spoken").textContent = lines.length ? `声でも通じます：${lines.join("、")}など` : "";
  }

  function showPlaces() {
    const form = find("place");
    if (!form) return;
    let open = false;
    for (const option of form.querySelectorAll("option")) {
      option.disabled = call.refused.includes(option.value) || !result(heardAs(option.value));
      open ||= !option.disabled;
    }
    form.hidden = !open;
    const list = form.querySelector("select");
    if (open && list.selectedOptions[0]?.disabled) list.value = [...list.options].find((one) => !one.disabled).value;
  }

  const heardAs = (code) => data.names.place + data.places[code][1];

  function showOthers(waits) {
    const made = [];
    for (const [name, words] of Object.entries(outcomes)) {
      if (waits === "ring" && result(name)) made.push(button(words, () => give(name, `（${words}）`)));
    }
    for (const name of data.answers.filter((one) => one.startsWith(data.names.postal))) {
      const found = result(name);
      if (!found || call.refused.includes(found.out[4])) continue; // a place refused is not asked about again
      const code = name.slice(data.names.postal.length);
      made.push(button(`${code.slice(0, 3)}-${code.slice(3)} と押す`, () => give(name, code)));
    }
    const silence = waits === "listen" ? "最後まで聞く" : "だまっている";
    if (result("silence")) made.push(button(silence, () => give("silence", `（${silence}）`)));
    find("others").replaceChildren(...made);
  }

  function worlds() {
    const box = find("world");
    const names = Object.entries(data.worlds);
    box.hidden = !names.length;
    for (const [name, words] of [["", "ふつう"], ...names]) {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "world", value: name });
      input.checked = !name;
      input.addEventListener("change", () => { call = { ...call, world: name }; });
      label.append(input, ` ${words}`);
      box.append(label);
    }
  }

  function light(node) {
    const drawing = document.querySelector(".drawing");
    drawing.classList.toggle("lit", Boolean(node));
    drawing.querySelectorAll(".arrow, .tab").forEach((one) =>
      one.classList.toggle("on", one.dataset.from === node || one.dataset.to === node));
  }

  document.querySelectorAll(".box").forEach((box) => {
    for (const event of ["mouseenter", "focusin"]) box.addEventListener(event, () => light(box.dataset.node));
    for (const event of ["mouseleave", "focusout"]) box.addEventListener(event, () => light(""));
  });
  find("pad").addEventListener("click", (event) => {
    const key = event.target.closest("button")?.dataset.key;
    if (key) press(key);
  });
  find("play").addEventListener("keydown", (event) => {
    const typing = event.target.closest("select, input") || event.ctrlKey || event.metaKey || event.altKey;
    if (!typing && /^[0-9*#]$/.test(event.key) && !find("pad").hidden) {
      event.preventDefault();
      press(event.key);
    }
  });
  find("place")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = event.target.querySelector("select").value;
    give(heardAs(code), `「${data.places[code][0]}」`, code);
  });
  find("undo").addEventListener("click", () => { call = { ...before.pop(), world: call.world }; show(); });
  find("restart").addEventListener("click", start);
  document.querySelectorAll("[data-print]").forEach((one) => one.addEventListener("click", () => {
    document.documentElement.dataset.print = one.dataset.print;
    window.print();
  }));
  window.addEventListener("afterprint", () => delete document.documentElement.dataset.print);
  const scroll = document.querySelector(".scroll");
  const middle = (box) => { scroll.scrollLeft = box.getBoundingClientRect().x + scroll.scrollLeft - scroll.getBoundingClientRect().x - scroll.clientWidth / 2 + 100; };
  find("fit").addEventListener("click", () => {
    const fits = scroll.classList.toggle("fit");
    find("fit").setAttribute("aria-pressed", fits);
    find("fit").textContent = fits ? "大きく見る" : "全体を見る";
    if (!fits) middle(document.querySelector(".box"));
  });
  worlds();
  start();
  middle(document.querySelector(".box"));
})();
