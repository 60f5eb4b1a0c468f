// Nothing typed is lost: text goes to the server after a short pause, and until the server has it on
// disk, a copy stays in this tab (its session storage outlives a reload). Saved copies are erased.
const PAUSE_MS = 600;
const LONGEST_MS = 4000;
const PREFIX = "desk:";
const FIELDS = ".stTextArea textarea, .stTextInput input";

const keeping = { timers: new Map(), seen: new Set() };

function keyOf(area) {
  const holder = area.closest('[class*="st-key-"]');
  return holder ? [...holder.classList].find((name) => name.startsWith("st-key-")).slice(7) : "";
}

function areaOf(key) {
  if (!key) return null;
  return document.querySelector(`.st-key-${CSS.escape(key)} textarea`);
}

// The same as fingerprint.py: Adler-32 of UTF-8.
function digest(text) {
  let a = 1, b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

// React takes a field's text in when it hears focusout; the caret stays where it is.
function commit(area) {
  if (area.isConnected && !area.disabled) {
    area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }
}

function commitAll() {
  for (const area of document.querySelectorAll(FIELDS)) commit(area);
}

function noteInput(event) {
  const area = event.target;
  if (!area.matches?.(FIELDS)) return;
  const key = keyOf(area);
  if (area.matches("textarea")) remember(key, area.value);
  const now = Date.now();
  const timer = keeping.timers.get(key) ?? { since: now };
  clearTimeout(timer.id);
  const wait = Math.max(0, Math.min(PAUSE_MS, timer.since + LONGEST_MS - now));
  timer.id = setTimeout(() => { keeping.timers.delete(key); commit(area); }, wait);
  keeping.timers.set(key, timer);
}

function remember(key, text) {
  try {
    sessionStorage.setItem(PREFIX + key, text);
  } catch { /* no room here: the server still gets it */ }
}

// Called when the server says what it has and what it had before. Copies of that are forgotten. What it
// never got is brought back: at the first sight of its field (later differences are keystrokes on their
// way), or when another draft has taken the field's place while they were.
function compare(saved, known) {
  const had = new Set([...known, ...Object.values(saved)]);
  for (const name of Object.keys(sessionStorage)) {
    if (!name.startsWith(PREFIX)) continue;
    const key = name.slice(PREFIX.length);
    const text = sessionStorage.getItem(name);
    const heir = key in saved ? key : Object.keys(saved).find((each) => stem(each) === stem(key));
    if (had.has(digest(text))) {
      sessionStorage.removeItem(name);
    } else if (heir && (heir !== key || !keeping.seen.has(key))) {
      sessionStorage.removeItem(name);
      bringBack(heir, text);
    }
  }
  for (const key of Object.keys(saved)) keeping.seen.add(key);
}

// A field's key without the counts of how often the program replaced it; a draft's identifier is longer.
function stem(key) {
  return key.replace(/(-\d{1,10})+$/, "-");
}

function bringBack(key, text, tries = 20) {
  remember(key, text);
  const area = areaOf(key);
  if (!area) {
    if (tries) setTimeout(() => bringBack(key, text, tries - 1), 100);
    return;
  }
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  commit(area);
}

function setCookie(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Strict`;
}

function startKeeping() {
  document.addEventListener("input", noteInput, true);
  addEventListener("pagehide", commitAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) commitAll(); });
}
