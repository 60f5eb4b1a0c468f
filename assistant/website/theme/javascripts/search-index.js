/* The search of the site: sections of pages ranked for a query as agents type it.

   Words are compared by stem (search-words.js), the query is widened by what was meant (search-query.js).
   Sections are ranked by BM25 over their heading, their page's title and their text; a page stands where
   its best section does (search-results.js). */
"use strict";

const SearchIndex = (() => {
  const { forms, plain, stems } = SearchWords;
  const K1 = 1.2;
  const B = 0.35;
  const HEADING = 3; /* how many words of text a word of a heading is worth */
  const PAGE_TITLE = 1.2;
  const PHRASE = 0.35; /* bonus for two words of the query side by side */

  class Index {
    constructor(docs, synonyms) {
      this.sections = [];
      this.postings = new Map(); /* stem -> Map(section number -> weighted frequency) */
      this.frequency = new Map(); /* word form -> how often it stands in the pages */
      const pages = new Map();
      for (const doc of docs) {
        const path = doc.location.split("#")[0];
        if (!pages.has(path)) pages.set(path, doc);
        this.add(doc, path, pages.get(path));
      }
      this.average = this.sections.reduce((sum, each) => sum + each.length, 0) / (this.sections.length || 1);
      this.query = new SearchQuery(this, synonyms);
      this.results = new SearchResults(this.sections, pages);
    }

    add(doc, path, page) {
      const number = this.sections.length;
      const text = plain(doc.text);
      const title = plain(doc.title);
      const body = stems(text);
      const heading = stems(title);
      this.sections.push({ doc, path, title, text, body, heading, length: body.length + 1 });
      const count = (list, weight) => {
        for (const each of list) {
          if (!this.postings.has(each)) this.postings.set(each, new Map());
          const found = this.postings.get(each);
          found.set(number, (found.get(number) ?? 0) + weight);
        }
      };
      count(body, 1);
      count(heading, HEADING);
      if (page !== doc) count(stems(plain(page.title)), PAGE_TITLE);
      for (const form of forms(`${title} ${text}`)) this.frequency.set(form, (this.frequency.get(form) ?? 0) + 1);
    }

    /* Weighted frequency of a variant in each section; several words must stand in the section together. */
    occurrences({ stems: wanted }) {
      const first = this.postings.get(wanted[0]);
      if (!first || wanted.length === 1) return first ?? new Map();
      const found = new Map();
      for (const [number, weight] of first) {
        const rest = wanted.slice(1).map((each) => this.postings.get(each)?.get(number) ?? 0);
        const least = Math.min(weight, ...rest);
        if (least > 0 && this.stands(wanted, this.sections[number])) found.set(number, least);
      }
      return found;
    }

    stands(wanted, section) {
      const holds = (list) => list.some((_, at) => wanted.every((each, offset) => list[at + offset] === each));
      return holds(section.body) || holds(section.heading);
    }

    rarity(count) {
      return Math.log(1 + (this.sections.length - count + 0.5) / (count + 0.5));
    }

    search(query) {
      const terms = this.query.read(query);
      const found = new Map(); /* section number -> { score, hits } */
      let total = 0;
      terms.forEach((term, at) => {
        const best = new Map();
        let rarest = 0;
        for (const variant of term.variants) {
          const occurrences = this.occurrences(variant);
          if (!occurrences.size) continue;
          const rarity = this.rarity(occurrences.size);
          rarest = Math.max(rarest, rarity);
          for (const [number, weight] of occurrences) {
            const norm = K1 * (1 - B + (B * this.sections[number].length) / this.average);
            const score = (variant.weight * rarity * weight * (K1 + 1)) / (weight + norm);
            if (score > (best.get(number)?.score ?? 0)) best.set(number, { score, variant, rarity });
          }
        }
        const worth = rarest || this.rarity(0) / 2;
        total += worth;
        for (const [number, { score, variant }] of best) {
          if (!found.has(number)) found.set(number, { score: 0, worth: 0, hits: [] });
          const section = found.get(number);
          section.score += score;
          section.worth += worth * variant.weight ** 0.5;
          section.hits[at] = variant.stems;
        }
      });
      for (const [number, each] of found) {
        each.score *= (each.worth / total) ** 1.5 * (1 + PHRASE * this.neighbours(each.hits, this.sections[number]));
      }
      return this.results.grouped(found, terms);
    }

    /* Share of neighbouring words of the query that stand side by side in the section. */
    neighbours(hits, section) {
      let pairs = 0;
      for (let at = 1; at < hits.length; at += 1) {
        if (hits[at - 1] && hits[at] && this.stands([hits[at - 1].at(-1), hits[at][0]], section)) pairs += 1;
      }
      return hits.length > 1 ? pairs / (hits.length - 1) : 0;
    }
  }

  return Index;
})();
