/* A folder opened without a server: browsers start no workers there, so the search runs in the page. */
"use strict";

if (location.protocol === "file:") {
  const folder = new URL(".", document.currentScript.src);
  const load = (name) =>
    new Promise((done) => {
      const script = document.createElement("script");
      script.src = new URL(name, folder);
      script.addEventListener("load", done);
      document.head.append(script);
    });

  window.Worker = class extends EventTarget {
    async answer(type, data) {
      if (type !== 0) return { type: 3, data: { items: this.index.search(data) } };
      for (const part of ["stemmer", "search-words", "search-query", "search-results", "search-index"]) await load(`${part}.js`);
      this.index = new SearchIndex(data.docs, data.config.synonyms ?? []);
      return { type: 1 };
    }

    async postMessage({ type, data }) {
      this.dispatchEvent(new MessageEvent("message", { data: await this.answer(type, data) }));
    }

    terminate() {}
  };
}
