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

function russian(text) {
  return UPLOADER.reduce((before, [pattern, words]) => before.replace(pattern, words), text);
}

function translateUploader(uploader) {
  const walker = document.createTreeWalker(uploader, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const words = russian(node.nodeValue);
    if (words !== node.nodeValue) node.nodeValue = words;
  }
  for (const each of uploader.querySelectorAll("[aria-label]")) {
    const text = each.getAttribute("aria-label");
    const words = russian(text);
    if (words !== text) each.setAttribute("aria-label", words);
  }
}

function translate(root) {
  document.documentElement.lang = "ru";
  for (const link of root.querySelectorAll?.('[data-testid="stSkipToContent"]') ?? []) {
    if (WORDS.has(link.textContent)) link.textContent = WORDS.get(link.textContent);
  }
  for (const each of root.querySelectorAll?.('[data-testid="stFileUploader"]') ?? []) {
    translateUploader(each);
  }
  for (const each of root.querySelectorAll?.("[aria-label], [title]") ?? []) {
    for (const name of ["aria-label", "title"]) {
      const text = each.getAttribute(name) ?? "";
      const word = WORDS.get(text) ?? text.replace(/^Shortcut /, "Клавиши ");
      if (word !== text) each.setAttribute(name, word);
    }
  }
}
