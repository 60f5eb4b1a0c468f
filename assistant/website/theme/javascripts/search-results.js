/* What a reader sees of the sections found: by page, the words of the query marked, the best stretch of text. */
"use strict";

const SearchResults = (() => {
  const { escape, fold, mend, plain, stem } = SearchWords;
  const SHOWN_SECTIONS = 6;

  class Results {
    constructor(sections, pages) {
      this.sections = sections;
      this.pages = pages;
    }

    grouped(found, terms) {
      const groups = new Map();
      const order = [...found.entries()].sort((one, other) => other[1].score - one[1].score);
      for (const [number, { score, hits }] of order) {
        const section = this.sections[number];
        if (!groups.has(section.path)) groups.set(section.path, []);
        const group = groups.get(section.path);
        if (group.length < SHOWN_SECTIONS) group.push(this.item(section, score, hits, terms));
      }
      for (const [path, group] of groups) {
        if (!group.some((item) => item.location === path)) {
          const doc = this.pages.get(path);
          group.push({ ...doc, location: path, title: escape(plain(doc.title)), text: "", score: 0, terms: {} });
        }
      }
      return [...groups.values()];
    }

    item(section, score, hits, terms) {
      const wanted = new Set(hits.flat());
      const marked = {};
      terms.forEach((term, at) => {
        const hit = hits[at];
        marked[hit ? hit.at(-1) : term.form] = Boolean(hit);
      });
      return {
        location: section.doc.location,
        title: this.mark(section.title, wanted),
        text: this.teaser(section.text, wanted),
        score,
        terms: marked,
      };
    }

    mark(text, wanted) {
      return text.replace(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu, (part) =>
        wanted.has(stem(mend(fold(part)))) ? `<mark data-md-highlight>${escape(part)}</mark>` : escape(part),
      );
    }

    /* The stretch of the text with the most words of the query. */
    teaser(text, wanted) {
      const places = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter((match) => wanted.has(stem(mend(fold(match[0])))));
      if (!places.length) return `<p>${escape(text.slice(0, 160))}${text.length > 160 ? "…" : ""}</p>`;
      const inside = (start) => new Set(places.filter((p) => p.index >= start && p.index < start + 180).map((p) => stem(mend(fold(p[0]))))).size;
      const best = places.reduce((top, place) => (inside(place.index) > inside(top.index) ? place : top));
      const start = Math.max(0, text.lastIndexOf(" ", Math.max(0, best.index - 30)) + 1);
      const end = text.length <= start + 220 ? text.length : text.lastIndexOf(" ", start + 220);
      return `<p>${start ? "… " : ""}${this.mark(text.slice(start, end), wanted)}${end < text.length ? " …" : ""}</p>`;
    }
  }

  return Results;
})();
