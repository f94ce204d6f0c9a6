// Drag and drop on the board. A dropped card presses the very button that the keyboard presses: one form, one
// once-key, one answer. Without this script, by keyboard and by touch the buttons do the same.
"use strict";
(() => {
  const board = document.querySelector("[data-board]");
  const said = document.querySelector("[data-board-said]");
  if (!board || !said) return;
  const lanes = [...board.querySelectorAll(".lane")];
  const name = (lane) => lane.querySelector("[data-lane-name]").textContent.trim();
  const title = (card) => card.querySelector(".card-title").textContent.trim();
  const say = (sentence, card, lane) => {
    const filled = board.dataset[sentence].replace("@title", card ? title(card) : "").replace("@lane", lane ? name(lane) : "");
    if (said.textContent !== filled) said.textContent = filled;
  };
  // The button of a card that leads into a lane: none for where it is already, none for lanes that nobody may choose.
  const button = (card, lane) =>
    lane.dataset.lane && [...card.querySelectorAll("button[name=state]")].find((one) => one.value === lane.dataset.lane);
  let held = null;
  const mark = (over) => {
    for (const lane of lanes) lane.classList.toggle("drop", lane === over);
  };
  const release = () => {
    if (held) held.classList.remove("held");
    held = null;
    mark(null);
  };

  for (const card of board.querySelectorAll("[data-card]")) {
    if (!card.querySelector("button[name=state]")) continue;
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      // A link or a button inside is dragged as the card it belongs to.
      held = card;
      card.classList.add("held");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", title(card));
      event.dataTransfer.setDragImage(card, 20, 20);
      say("lifted", card, card.closest(".lane"));
    });
    card.addEventListener("dragend", () => {
      if (held) say("kept", held, held.closest(".lane"));
      release();
    });
  }
  for (const lane of lanes) {
    lane.addEventListener("dragover", (event) => {
      if (!held || !button(held, lane)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      mark(lane);
    });
    lane.addEventListener("dragenter", () => {
      if (!held || lane === held.closest(".lane")) return;
      say(button(held, lane) ? "over" : "closed", held, lane);
      if (!button(held, lane)) mark(null);
    });
    lane.addEventListener("dragleave", (event) => {
      if (!lane.contains(event.relatedTarget)) lane.classList.remove("drop");
    });
    lane.addEventListener("drop", (event) => {
      const press = held && button(held, lane);
      if (!press) return;
      event.preventDefault();
      say("moving", held, lane);
      release();
      press.form.requestSubmit(press);
    });
  }
  const hint = document.querySelector("[data-board-hint]");
  if (hint && window.matchMedia("(pointer: fine)").matches) hint.hidden = false;
})();
