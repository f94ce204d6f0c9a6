// Small comforts. Every page works without this file.
"use strict";

// A second press of the same button must not send the form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Coming back with the browser's own button makes forms usable again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Buttons that only make sense with a script are shown by it.
function wake(root) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
}
wake(document);
document.addEventListener("htmx:after:swap", () => wake(document));

// A running job tells how far it is; when it has ended, the page shows the outcome.
for (const line of document.querySelectorAll("[data-progress]")) {
  const events = new EventSource(line.dataset.progress);
  const meter = line.parentElement.querySelector("progress");
  // A page that was drawn while the job ran shows what came of it once it has ended.
  let moved = line.hasAttribute("data-progress-reload");
  events.addEventListener("progress", (event) => {
    moved = true;
    line.textContent = event.data;
    const numbers = event.data.replace(/,/g, "").match(/(\d+)\D+(\d+)/);
    if (!meter || !numbers) return;
    const [one, other] = [Number(numbers[1]), Number(numbers[2])];
    meter.max = Math.max(one, other);
    meter.value = Math.min(one, other);
  });
  events.addEventListener("end", (event) => {
    events.close();
    line.textContent = event.data;
    if (moved) setTimeout(() => location.reload(), 800);
  });
}

// Escape and a click outside close an opened panel of the masthead.
function closePanels(except) {
  for (const panel of document.querySelectorAll("details.view-fold[open]")) {
    if (panel !== except) panel.open = false;
  }
}
document.addEventListener("click", (event) => closePanels(event.target.closest("details.view-fold")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.view-fold[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A form that lost its page says so before typed words are thrown away.
let typed = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[method=post]")) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
