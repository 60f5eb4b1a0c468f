// Copies a text; waits until the text on screen is the text that was checked.
const WAIT_MS = 50;
const TRIES = 60;

function onScreen(field) {
  return field ? document.querySelector(`.st-key-${CSS.escape(field)} textarea`)?.value : undefined;
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

async function copy(button, status) {
  const data = () => button.deskData;
  for (let at = 0; at < TRIES; at += 1) {
    const shown = onScreen(data().field);
    if (shown === undefined || shown === data().text) break;
    document.querySelector(`.st-key-${CSS.escape(data().field)} textarea`)
      ?.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  if (data().blocked) { status.textContent = data().blocked; return; }
  try {
    await write(data().text);
    status.textContent = "Скопировано";
  } catch {
    status.textContent = "Браузер не дал скопировать: выделите текст и скопируйте сами";
  }
  clearTimeout(button.deskTimer);
  button.deskTimer = setTimeout(() => { status.textContent = ""; }, 4000);
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const status = parentElement.querySelector("[role=status]");
  button.deskData = data;
  button.textContent = data.name;
  // Not «disabled»: a key may come while the last keystrokes are still being checked.
  button.setAttribute("aria-disabled", String(Boolean(data.blocked)));
  button.title = data.blocked;
  button.toggleAttribute("data-main", data.main);
  button.onclick = () => copy(button, status);
}
