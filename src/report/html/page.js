"use strict";

/* Letters without case and accents, so that “delai” finds “délai”. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const form of document.querySelectorAll("form.filter")) {
  const program = form.closest("article");
  const search = form.querySelector("input[type=search]");
  const output = form.querySelector("output");
  const parts = [...program.querySelectorAll("[data-row]")];
  const words = new Map();
  for (const part of parts) {
    words.set(part.dataset.row, (words.get(part.dataset.row) ?? "") + " " + folded(part.textContent));
  }
  const apply = () => {
    const verdict = form.querySelector("input[type=radio]:checked").value;
    const wanted = folded(search.value.trim());
    const shown = new Set();
    for (const part of parts) {
      const { row, verdict: own } = part.dataset;
      const fits = (!verdict || verdict === own) && words.get(row).includes(wanted);
      part.classList.toggle("filtered", !fits);
      if (fits) shown.add(row);
    }
    output.textContent = output.dataset.told.replace("#", shown.size);
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  apply();
}

/* A link to a row that is filtered away brings every row back. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target?.classList.contains("filtered")) return;
  const form = target.closest("article").querySelector("form.filter");
  form.reset();
  form.dispatchEvent(new Event("input"));
});

/* On paper everything is open. */
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
