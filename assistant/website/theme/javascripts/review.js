/* Documents whose review day has passed: known only when the page is read, so found in the browser. */
"use strict";

document$.subscribe(() => {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const note of document.querySelectorAll("[data-kb-review]")) {
    note.hidden = note.dataset.kbReview >= today;
  }
  for (const due of document.querySelectorAll("time[data-kb-due]")) {
    if (due.dateTime < today) due.closest("tr")?.classList.add("kb-overdue");
  }
});
