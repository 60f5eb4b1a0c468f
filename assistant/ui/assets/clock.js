// Time left until a due moment, as running words. Counts hours in a row, working or not.
function leftWords(seconds) {
  const late = seconds < 0;
  const all = Math.abs(Math.trunc(seconds));
  const days = Math.trunc(all / 86400);
  const hours = Math.trunc((all % 86400) / 3600);
  const minutes = Math.trunc((all % 3600) / 60);
  const two = (value) => String(value).padStart(2, "0");
  let words = `${two(minutes)}:${two(all % 60)}`;
  if (days) words = `${days} дн. ${hours} ч`;
  else if (hours) words = `${hours} ч ${two(minutes)} мин`;
  return late ? `просрочено на ${words}` : `осталось ${words}`;
}

function tick() {
  for (const each of document.querySelectorAll("[data-due]")) {
    const seconds = (Date.parse(each.dataset.due) - Date.now()) / 1000;
    const words = leftWords(seconds);
    if (each.textContent !== words) each.textContent = words;
    each.classList.toggle("desk-late", seconds < 0);
    each.classList.toggle("desk-soon", seconds >= 0 && seconds < 3600);
  }
}
