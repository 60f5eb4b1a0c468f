// The caret stays where the agent works, and no key is struck into the void while a field is drawn anew.
const WISH_MS = 3000;
const LONG_MS = 10_000;
const WIDGETS = ".stTextArea, .stTextInput, .stButtonGroup, .stCheckbox, .stSelectbox";
const FOCUSABLE = "button, input, textarea";
const AHEAD = "Набирайте: новое обращение открывается";
const caret = { held: null, start: null, wish: null, ahead: null, entered: new WeakSet() };

// A key without its counts; of a draft, so that another draft's field is another place.
function stem(key) {
  const [name, draft] = partsOf(key);
  return draft ? `${name}-${draft}` : name;
}

// Only fields are drawn anew; a button that was pressed may give the caret away.
function noteFocus(event) {
  const field = event.target;
  const holder = field.closest?.('[class*="st-key-"]');
  if (document.activeElement !== field || !holder || field.closest(".stButton") || !field.closest(WIDGETS)) return;
  const at = [...holder.querySelectorAll(FOCUSABLE)].indexOf(field);
  if (at < 0) return;
  if (event.type !== "focusin") caret.entered.add(field);
  caret.held = { field, key: keyOf(field), at, place: field.matches(FIELDS) ? field.selectionEnd : null };
}

// A click elsewhere was meant: no caret is given back after it.
function forgetFocus(event) {
  if (!event.target.closest?.(WIDGETS)) caret.held = null;
}

// A place in a text that the program has changed before it.
function moveCaret(key, heir, base, drawn) {
  if (caret.held?.key !== key) return;
  caret.held.key = heir;
  const { start, end, put } = changeOf(base ?? drawn, drawn);
  if (caret.held.place !== null && end <= caret.held.place) caret.held.place += put.length - (end - start);
}

// A field that was replaced (or ``wasLocked``) while the agent was in it takes the caret again; until it is there, keys
// are caught.
function giveCaretBack(wasLocked = false) {
  if (!caret.held) return;
  const isLost = document.activeElement === document.body && (wasLocked || !caret.held.field.isConnected);
  if (!isLost && !(caret.ahead && !caret.ahead.next && !caret.wish)) return;
  const { key, at, place } = caret.held;
  const holder = document.querySelector(`[class*="st-key-${CSS.escape(stem(key))}"]`);
  const field = holder?.querySelectorAll(FOCUSABLE)[at];
  if (!field || field.disabled || (place !== null && isEarly(field, key))) {
    if (isLost && place !== null) catchKeys();
    return;
  }
  if (caret.ahead) deliver(field, place ?? 0);
  else enter(field, place);
}

// Whether a field that took another's place has yet to get its text, or what was typed in the one before.
function isEarly(field, key) {
  const its = keyOf(field);
  if (its !== key && keeping.copies.has(key)) return true;
  return Boolean(heirOf(its)) && !isFilled(field, its);
}

function enter(field, place) {
  field.focus({ preventScroll: true });
  if (place === null) return;
  field.setSelectionRange(place, place);
  if (caret.held) caret.held.place = place;
}

// Takes the keys while no field is there; ``next`` is the draft that another ticket is to follow, in place of its text.
function catchKeys(next = "") {
  if (caret.ahead) dropAhead();
  const area = document.createElement("textarea");
  area.className = "desk-ahead";
  area.setAttribute("aria-label", AHEAD);
  const place = next && document.querySelector(".st-key-left :is(.st-key-paste, .st-key-read)");
  if (place) {
    const { left, top, width, height } = place.getBoundingClientRect();
    Object.assign(area.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    area.placeholder = AHEAD;
  }
  document.body.append(area);
  caret.ahead = { area, next, isSent: false, timer: setTimeout(giveUp, LONG_MS) };
  area.focus({ preventScroll: true });
}

// Give what was caught to a field.
function deliver(field, place) {
  const { area, isSent } = caret.ahead;
  const isThere = [area, document.body].includes(document.activeElement);
  const text = area.value;
  dropAhead();
  const isText = field.matches(FIELDS);
  if (isThere) enter(field, isText ? place : null);
  if (!isText) return;
  if (text) {
    field.setRangeText(text, place, place, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (isSent) press(".st-key-analyse button");
}

function giveUp() {
  const field = fieldOf(caret.held?.key);
  if (field) deliver(field, caret.held.place ?? 0);
  else dropAhead();
}

function dropAhead() {
  clearTimeout(caret.ahead.timer);
  caret.ahead.area.remove();
  caret.ahead = null;
}

// The buttons that lead to another ticket; what is typed next is its text.
function noteLeaving(event) {
  const button = event.target.closest?.(".st-key-new button, .st-key-finish button");
  if (button) awaitNext(button);
}

function awaitNext(button) {
  const [, draft] = partsOf(Object.keys(keeping.saved ?? {}).at(-1) ?? "");
  if (button && !button.disabled && draft && caret.ahead?.next !== draft) catchKeys(draft);
}

// A page that is new to the tab starts where the work is: at the ticket's text, then at its reply.
// Whoever is in a field by then stays there: a caret moved under typing hands scatters the words.
function startTyping(saved) {
  const key = Object.keys(saved).at(-1);
  if (!key || stem(key) === caret.start) return;
  caret.start = stem(key);
  setTimeout(() => {
    const field = fieldOf(key);
    if (!field || field.disabled || caret.ahead?.next === partsOf(key)[1]) return;
    if (caret.ahead && caret.wish) return;
    if (caret.ahead) deliver(field, 0);
    else if (isAtWork(document.activeElement)) return;
    else enter(field, 0);
    field.scrollTop = 0;
    field.scrollIntoView({ block: "nearest" });
  }, SETTLE_MS);
}

function isAtWork(held) {
  return held && held !== document.body && !held.closest(".stButton");
}

// Where the caret goes as soon as it is drawn.
function wish(selector, longest = WISH_MS) {
  caret.wish = { selector, until: Date.now() + longest };
  grantWish();
}

function grantWish() {
  const field = caret.wish && document.querySelector(caret.wish.selector);
  // Keys that were caught wait for a text field to have its own text: given before, they would take its place.
  if (field && caret.ahead && !caret.ahead.next && field.matches(FIELDS) && !isFilled(field, keyOf(field))) return;
  if (field && !field.disabled) {
    field.focus();
    // Streamlit fills a text area from behind, which leaves the caret at its end: a reply is read from its start.
    if (field.matches("textarea") && !caret.entered.has(field)) { field.setSelectionRange(0, 0); field.scrollTop = 0; }
    caret.entered.add(field);
    if (caret.ahead && !caret.ahead.next) deliver(field, field.selectionEnd ?? 0);
  }
  if (field || caret.wish?.until < Date.now()) caret.wish = null;
}

function startCaret() {
  for (const name of ["input", "keyup", "click", "focusin"]) document.addEventListener(name, noteFocus, true);
  document.addEventListener("pointerdown", forgetFocus, true);
  document.addEventListener("click", noteLeaving, true);
}
