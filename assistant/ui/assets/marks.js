// Slots and findings marked inside the reply: a twin of the text lies behind the text area.
const marks = { written: "", text: "", ranges: [], key: "" };

function takeMarks() {
  const written = document.querySelector("[data-marks]")?.dataset.marks;
  if (!written) { marks.key = ""; marks.written = ""; return; }
  const isDrawn = fieldOf(marks.key)?.parentElement.querySelector(".desk-twin");
  if (written === marks.written && isDrawn) return;
  marks.written = written;
  Object.assign(marks, JSON.parse(written));
  drawMarks();
}

// Ranges of the checked text, moved along with what was typed since.
function movedRanges(now) {
  const old = marks.text;
  if (old === now) return marks.ranges;
  const changed = changeOf(old, now);
  const shift = now.length - old.length;
  return marks.ranges
    .filter(([start, end]) => end <= changed.start || start >= changed.end)
    .map(([start, end, kind]) => (end <= changed.start ? [start, end, kind] : [start + shift, end + shift, kind]));
}

function drawMarks() {
  const area = fieldOf(marks.key);
  if (!area) return;
  let twin = area.parentElement.querySelector(".desk-twin");
  if (!twin) {
    twin = document.createElement("div");
    twin.className = "desk-twin";
    twin.setAttribute("aria-hidden", "true");
    area.parentElement.prepend(twin);
    area.addEventListener("scroll", () => { twin.scrollTop = area.scrollTop; });
    area.addEventListener("input", drawMarks);
    new ResizeObserver(drawMarks).observe(area);
  }
  const text = area.value;
  const pieces = [];
  let at = 0;
  for (const [start, end, kind] of movedRanges(text)) {
    if (start < at || end <= start) continue;
    pieces.push(text.slice(at, start));
    const mark = document.createElement("mark");
    mark.className = `desk-mark-${kind}`;
    mark.textContent = text.slice(start, end);
    pieces.push(mark);
    at = end;
  }
  pieces.push(`${text.slice(at)}\n`);
  twin.replaceChildren(...pieces);
  twin.style.width = `${area.clientWidth}px`;
  twin.style.height = `${area.clientHeight}px`;
  twin.scrollTop = area.scrollTop;
}

// Whether a place that was empty when the text was checked still is.
function hasSlots() {
  const field = fieldOf(marks.key);
  return Boolean(field) && movedRanges(field.value).some(([, , kind]) => kind === "slot");
}

// Put the caret on the next slot after it, the first one after the last.
function nextSlot() {
  const area = fieldOf(marks.key);
  if (!area) return;
  const slots = movedRanges(area.value).filter(([, , kind]) => kind === "slot");
  const next = slots.find(([start]) => start > area.selectionStart) ?? slots[0];
  if (next) select(area, next[0], next[1]);
}

function select(area, start, end) {
  area.focus();
  area.setSelectionRange(start, end);
  const line = parseFloat(getComputedStyle(area).lineHeight) || 20;
  const above = area.value.slice(0, start).split("\n").length - 1;
  const place = above * line;
  if (place < area.scrollTop || place > area.scrollTop + area.clientHeight - 2 * line) {
    area.scrollTop = Math.max(0, place - area.clientHeight / 3);
  }
}

function goToRange(event) {
  const chip = event.target.closest?.("[data-range]");
  if (chip?.dataset.field) { wish(PLACES[chip.dataset.field]); return; }
  const area = chip && fieldOf(marks.key);
  if (!area) return;
  const [start, end] = chip.dataset.range.split(",").map(Number);
  const shift = Math.abs(area.value.length - marks.text.length);
  const moved = movedRanges(area.value).find(
    ([first, last]) => last - first === end - start && Math.abs(first - start) <= shift,
  );
  if (moved) select(area, moved[0], moved[1]);
}
