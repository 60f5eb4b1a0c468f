// What Streamlit says in English: the page's language, and the few texts it shows on its own.
const WORDS = new Map([
  ["Skip to main content", "К содержанию"],
  ["Main content", "Содержание"],
  ["Close", "Закрыть"],
  ["Open", "Показать список"],
  ["Clear value", "Очистить"],
]);

// Texts of the file uploader, which stand in the page itself.
const UPLOADER = [
  [/^Upload$/, "Выбрать файл"],
  [/^Drag and drop files? here$/, "или перетащите его сюда"],
  [/^add icon$/, "добавить"],
  [/^file upload$/, "выбор файла"],
  [/^Add files$/, "Выбрать другой файл"],
  [/^Remove (.*)$/, "Убрать $1"],
  [/^([\d.]+)\s?MB per file(?: • (.*))?$/, "до $1 МБ · $2"],
  [/([\d.])\s?KB$/, "$1 КБ"],
  [/([\d.])\s?MB$/, "$1 МБ"],
  [/([\d.])\s?B$/, "$1 Б"],
];

// What lists tell those who hear the page instead of seeing it.
const SPOKEN = [
  [/^(\d+) options? available\.$/, "Вариантов: $1."],
  [/, selected$/, ", выбрано"],
];

function translateWithin(root, words) {
  const russian = (text) => words.reduce((before, [pattern, word]) => before.replace(pattern, word), text);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const told = russian(node.nodeValue);
    if (told !== node.nodeValue) node.nodeValue = told;
  }
  for (const each of root.querySelectorAll("[aria-label]")) {
    const text = each.getAttribute("aria-label");
    const told = russian(text);
    if (told !== text) each.setAttribute("aria-label", told);
  }
}

function translate(root) {
  document.documentElement.lang = "ru";
  for (const link of root.querySelectorAll?.('[data-testid="stSkipToContent"]') ?? []) {
    if (WORDS.has(link.textContent)) link.textContent = WORDS.get(link.textContent);
  }
  for (const each of root.querySelectorAll?.('[data-testid="stFileUploader"]') ?? []) {
    translateWithin(each, UPLOADER);
  }
  for (const each of root.querySelectorAll?.("[data-live-announcer]") ?? []) translateWithin(each, SPOKEN);
  for (const each of root.querySelectorAll?.("[aria-label], [title]") ?? []) {
    for (const name of ["aria-label", "title"]) {
      const text = each.getAttribute(name) ?? "";
      const word = WORDS.get(text) ?? text.replace(/^Shortcut /, "Клавиши ");
      if (word !== text) each.setAttribute(name, word);
    }
  }
}
