/* Talks to the theme in its own words (SETUP 0, READY 1, QUERY 2, RESULT 3); the search is search-index.js. */
"use strict";

importScripts("stemmer.js", "search-words.js", "search-query.js", "search-results.js", "search-index.js");

let index = null;

addEventListener("message", ({ data: { type, data } }) => {
  if (type === 0) {
    index = new SearchIndex(data.docs, data.config.synonyms ?? []);
    postMessage({ type: 1 });
  } else if (type === 2) {
    postMessage({ type: 3, data: { items: index.search(data) } });
  }
});
