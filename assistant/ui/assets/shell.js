// Mounted once a page; every later call brings fresh data.
function connection() {
  const app = document.querySelector("[data-test-connection-state]");
  return app?.getAttribute("data-test-connection-state") ?? "";
}

const SETTLE_MS = 30;
const shell = { send: null, offline: false, focus: null, timer: null };

function watchConnection() {
  const lost = connection() !== "" && connection() !== "CONNECTED";
  if (lost === shell.offline) return;
  shell.offline = lost;
  document.body.classList.toggle("desk-offline", lost);
  if (!lost) wake();
}

// Streamlit locks its fields while offline; afterwards give the caret back and save what was typed.
function wake() {
  setTimeout(() => {
    commitAll();
    shell.send?.("woke", Date.now());
    const area = shell.focus && areaOf(shell.focus.key);
    if (area && document.activeElement === document.body) {
      area.focus();
      area.setSelectionRange(shell.focus.start, shell.focus.end);
    }
  }, 300);
}

function noteFocus(event) {
  const area = event.target;
  if (area.matches?.("textarea") && !area.disabled) {
    shell.focus = { key: keyOf(area), start: area.selectionStart, end: area.selectionEnd };
  }
}

function start() {
  startKeeping();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", (event) => { closePanels(event.target); goToRange(event); }, true);
  for (const name of ["keyup", "click", "focusin"]) document.addEventListener(name, noteFocus, true);
  new MutationObserver(settleSoon).observe(document.body, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-connection-state", "data-marks", "aria-label"],
  });
  setInterval(tick, 1000);
  settle();
}

// A page is drawn by a hundred changes: look at it once they have come to rest.
function settleSoon() {
  shell.timer ??= setTimeout(settle, SETTLE_MS);
}

function settle() {
  shell.timer = null;
  translate(document);
  watchConnection();
  takeMarks();
  tick();
}

export default function (component) {
  const { data, setTriggerValue } = component;
  if (!window.deskShell) {
    window.deskShell = { compare };
    start();
  }
  shell.send = setTriggerValue;
  if (data.agent) setCookie("desk_agent", data.agent);
  if (!document.cookie.includes("desk_owner=")) setCookie("desk_owner", data.owner);
  window.deskShell.compare(data.saved);
  takeMarks();
  tick();
}
