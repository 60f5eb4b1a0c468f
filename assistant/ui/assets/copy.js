// Copies a text. Waits a little for the server to check what stands on screen; what is copied is always what stands there.
const WAIT_MS = 50;
const CHECK_MS = 2000;
const SHOWN_MS = 4000;

function fieldOf(data) {
  return data.field ? document.querySelector(`.st-key-${CSS.escape(data.field)} textarea`) : null;
}

// Whether the server has yet to answer to what was done last.
function isBehind(data) {
  const field = fieldOf(data);
  if (field) return field.value !== data.text;
  const state = document.querySelector("[data-test-script-state]")?.getAttribute("data-test-script-state");
  return state !== "notRunning";
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
  const until = Date.now() + CHECK_MS;
  while (isBehind(buttons.get(id).data) && Date.now() < until) {
    window.deskShell?.commit(fieldOf(buttons.get(id).data));
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  const { data } = buttons.get(id);
  const text = fieldOf(data)?.value ?? data.text;
  const isChecked = text === data.text;
  if (data.blocked && (isChecked || window.deskShell?.hasSlots())) {
    say(id, data.blocked);
    window.deskShell?.nextSlot();
    return;
  }
  try {
    await write(text);
    say(id, isChecked ? "Скопировано" : "Скопировано, но ещё не проверено");
    if (data.told) buttons.get(id).tell("copied", text);
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
