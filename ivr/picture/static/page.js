"use strict";
// Lights the arrows of a box, shows the drawing large or whole, and prints one part of the page.
(() => {
  const find = (id) => document.getElementById(id);

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
  document.querySelectorAll("[data-print]").forEach((one) => one.addEventListener("click", () => {
    document.documentElement.dataset.print = one.dataset.print;
    window.print();
  }));
  window.addEventListener("afterprint", () => delete document.documentElement.dataset.print);
  const scroll = document.querySelector(".scroll");
  const middle = (box) => { scroll.scrollLeft = box.getBoundingClientRect().x + scroll.scrollLeft - scroll.getBoundingClientRect().x - scroll.clientWidth / 2 + 100; };
  find("fit").addEventListener("click", ({ currentTarget: button }) => {
    const fits = scroll.classList.toggle("fit");
    button.setAttribute("aria-pressed", fits);
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    if (!fits) middle(document.querySelector(".box"));
  });
  middle(document.querySelector(".box"));
})();
