// Mounted once a page; every later call brings fresh data.
const SETTLE_MS = 30;
const WAKE_MS = 300;
const shell = { send: null, offline: false, timer: null };

function connection() {
  const app = document.querySelector("[data-test-connection-state]");
  return app?.getAttribute("data-test-connection-state") ?? "";
}

function watchConnection() {
  const lost = connection() !== "" && connection() !== "CONNECTED";
  if (lost) unlock();
  if (lost === shell.offline) return;
  shell.offline = lost;
  document.body.classList.toggle("desk-offline", lost);
  if (!lost) wake();
}

// Streamlit locks every field while offline; in these one may go on typing, the browser keeps it.
function unlock() {
  for (const field of document.querySelectorAll(FIELDS)) field.disabled = false;
}

// What was typed offline is in Streamlit's own memory: any message brings it all.
function wake() {
  setTimeout(() => {
    commitAll();
    shell.send?.("woke", Date.now());
    giveCaretBack(true);
  }, WAKE_MS);
  // A part whose script could not be fetched while the server was away stays broken until a reload.
  setTimeout(() => {
    if (document.querySelector('[data-testid="stAlertContainer"]')) location.reload();
  }, WAKE_MS * 5);
}

function start() {
  startKeeping();
  startCaret();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", (event) => { closePanels(event.target); goToRange(event); }, true);
  new MutationObserver(noteChange).observe(document.body, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-connection-state", "data-test-script-state", "data-marks", "aria-label", "disabled"],
  });
  setInterval(tick, 1000);
  settle();
}

// What concerns the agent's typing comes before the next key; the rest once a hundred changes have come to rest.
function noteChange(changes = []) {
  noteScript(changes);
  watchConnection();
  restore();
  giveCaretBack();
  shell.timer ??= setTimeout(settle, SETTLE_MS);
}

function settle() {
  shell.timer = null;
  noteDrawn();
  // A field is filled without a sign that could be watched for.
  if (caret.ahead || isInheriting()) noteChange();
  else restore();
  translate(document);
  takeMarks();
  grantWish();
  tick();
}

export default function (component) {
  const { data, setTriggerValue } = component;
  if (!window.deskShell) {
    window.deskShell = { compare, startTyping, nextSlot, hasSlots, commit, giveCaretBack };
    start();
  }
  shell.send = setTriggerValue;
  if (data.agent) setCookie("desk_agent", data.agent);
  if (!document.cookie.includes("desk_owner=")) setCookie("desk_owner", data.owner);
  window.deskShell.compare(data);
  window.deskShell.giveCaretBack();
  window.deskShell.startTyping(data.saved);
  takeMarks();
  tick();
}
