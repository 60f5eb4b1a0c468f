// What Streamlit says in English: the page's language, and the few texts it shows on its own.
const WORDS = new Map([
  ["Skip to main content", "К содержанию"],
  ["Main content", "Содержание"],
  ["Close", "Закрыть"],
  ["Clear value", "Очистить"],
]);

function translate(root) {
  document.documentElement.lang = "ru";
  for (const link of root.querySelectorAll?.('[data-testid="stSkipToContent"]') ?? []) {
    if (WORDS.has(link.textContent)) link.textContent = WORDS.get(link.textContent);
  }
  for (const each of root.querySelectorAll?.("[aria-label], [title]") ?? []) {
    for (const name of ["aria-label", "title"]) {
      const text = each.getAttribute(name) ?? "";
      const word = WORDS.get(text) ?? text.replace(/^Shortcut /, "Клавиши ");
      if (word !== text) each.setAttribute(name, word);
    }
  }
}
