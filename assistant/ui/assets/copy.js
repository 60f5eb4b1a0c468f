// Copies a text; waits until the text on screen is the text that was checked.
const WAIT_MS = 50;
const TRIES = 100;
const SHOWN_MS = 4000;

function fieldOf(data) {
  return data.field ? document.querySelector(`.st-key-${CSS.escape(data.field)} textarea`) : null;
}

async function write(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.cssText = "position:fixed;opacity:0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copy");
}

// Buttons by name: a page drawn anew may bring another element, and the text in it has moved on.
const buttons = new Map();

async function copy(id) {
  for (let at = 0; at < TRIES; at += 1) {
    const { data } = buttons.get(id);
    const area = fieldOf(data);
    if (!area || area.value === data.text) break;
    area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  const { data } = buttons.get(id);
  if (data.blocked) {
    say(id, data.blocked);
    window.deskShell?.nextSlot();
    return;
  }
  try {
    await write(data.text);
    say(id, "Скопировано");
    if (data.told) buttons.get(id).tell("copied", data.text);
  } catch {
    say(id, "Браузер не дал скопировать: выделите текст и скопируйте сами");
  }
}

function say(id, words) {
  const entry = buttons.get(id);
  entry.words = words;
  entry.status.textContent = words;
  clearTimeout(entry.timer);
  if (words) entry.timer = setTimeout(() => say(id, ""), SHOWN_MS);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("[role=status]");
  const entry = { ...buttons.get(data.id), data, status, tell: setTriggerValue };
  buttons.set(data.id, entry);
  status.textContent = entry.words ?? "";
  button.textContent = data.name;
  // Not «disabled»: a key may come while the last keystrokes are still being checked.
  button.setAttribute("aria-disabled", String(Boolean(data.blocked)));
  button.title = data.blocked;
  button.toggleAttribute("data-main", data.main);
  button.onclick = () => copy(data.id);
}
