/* The search of the site: sections of pages ranked for a query as agents type it.

   Word forms by stem, «ё» as «е», words run together with «не», keyboard layout, one typo a word,
   short forms and synonyms from docs/_data/synonyms.yml. Sections are ranked by BM25 over their
   heading, their page's title and their text; a page stands where its best section does. */
"use strict";

const SearchIndex = (() => {
  const K1 = 1.2;
  const B = 0.35;
  const HEADING = 3; /* how many words of text a word of a heading is worth */
  const PAGE_TITLE = 1.2;
  const ALTERNATIVE = 0.65; /* what a synonym, a repaired or an unfinished word is worth */
  const PHRASE = 0.35; /* bonus for two words of the query side by side */
  const RARE = 2; /* a form so rare may be a slip of the pen in the pages themselves… */
  const COMMONER = 5; /* …when a neighbour is so many times commoner */
  const SHOWN_SECTIONS = 6;
  const STOP = new Set(
    ("а без бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее если есть еще же за " +
      "здесь и из или им их к как ко когда кто ли либо мне может мой моя мы на надо наш не него нее нет ни них но ну о " +
      "об он она они от по под при с со так такой там то тоже только том у уже чего чем что чтобы эта эти это я " +
      "почему зачем куда").split(" "),
  );
  const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  const CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё";
  const LOOKALIKES = new Map([..."aceopxykmhtbu"].map((letter, at) => [letter, "асеорхукмнтви"[at]]));

  const fold = (text) => text.toLowerCase().replaceAll("ё", "е");
  const forms = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const isCyrillic = (form) => /[а-я]/.test(form);

  /* Latin letters typed inside a Russian word become the Cyrillic ones they look like. */
  function mend(form) {
    if (!isCyrillic(form) || !/[a-z]/.test(form)) return form;
    return [...form].map((letter) => LOOKALIKES.get(letter) ?? letter).join("");
  }

  const stem = (form) => (isCyrillic(form) ? RussianStemmer.stem(mend(form)) : form);
  const stems = (text) => forms(text).map(stem);
  const plain = (html) =>
    html
      .replace(/<[^>]*>/g, " ")
      .replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name])
      .replace(/\s+/g, " ")
      .trim();
  const escape = (text) => text.replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);

  /* Whether two words differ by one letter: changed, missing, extra, or two neighbours swapped. */
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1 || one === other) return one === other;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [a, b] = [one.slice(start), other.slice(start)];
    if (a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1)) return true;
    return a.length === b.length && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  }

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
      this.pages = pages;
      this.average = this.sections.reduce((sum, each) => sum + each.length, 0) / (this.sections.length || 1);
      this.groups = synonyms.map((group) => group.map(stems).filter((variant) => variant.length));
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

    /* Words of a query as lists of variants: { stems, weight }, the first as typed. */
    read(query) {
      const typed = forms(query).map(mend);
      const kept = typed.filter((form) => !STOP.has(form));
      const words = (kept.length ? kept : typed).slice(0, 24);
      const ends = !/[\p{L}\p{N}]$/u.test(query);
      const terms = words.map((form, at) => ({ form, variants: this.variants(form, at === words.length - 1 && !ends) }));
      this.addSynonyms(terms, words.map(stem));
      return terms;
    }

    variants(form, unfinished) {
      const exact = stem(form);
      const found = this.postings.has(exact) ? [{ stems: [exact], weight: 1 }] : [];
      if (unfinished && form.length >= 3) {
        const begun = [...this.frequency.keys()].filter((each) => each !== form && each.startsWith(form));
        const known = new Set([exact]);
        for (const each of begun.map(stem)) {
          if (known.size > 12 || known.has(each)) continue;
          known.add(each);
          found.push({ stems: [each], weight: found.length ? ALTERNATIVE / 2 : ALTERNATIVE });
        }
      }
      if (!found.length) return this.repaired(form);
      return unfinished ? found : [...found, ...this.commoner(form)];
    }

    /* Client phrases on the pages hold typos too: a rare word brings along the common one it resembles. */
    commoner(form) {
      const own = this.frequency.get(form) ?? 0;
      if (own === 0 || own > RARE || form.length < 5) return [];
      const near = [...this.frequency].filter(([known, count]) => count >= own * COMMONER && isNear(form, known));
      return near.slice(0, 3).map(([known]) => ({ stems: [stem(known)], weight: ALTERNATIVE }));
    }

    repaired(form) {
      const tries = [form];
      if (form.startsWith("не") && form.length > 5) tries.push(form.slice(2));
      const layout = [...form].map((key) => CYRILLIC_KEYS[LATIN_KEYS.indexOf(key)] ?? key).join("");
      if (!isCyrillic(form)) tries.push(layout);
      for (const each of tries.slice(1)) {
        if (this.postings.has(stem(each))) return [{ stems: [stem(each)], weight: ALTERNATIVE }];
      }
      for (const each of tries) {
        const near = each.length < 4 ? [] : this.near(each);
        if (near.length) return near.map((found) => ({ stems: [found], weight: ALTERNATIVE }));
      }
      return [];
    }

    /* Stems of known words one letter away: by form first (the commonest), else by stem. */
    near(form) {
      const byForm = [...this.frequency.entries()].filter(([known]) => known.length > 2 && isNear(form, known));
      if (byForm.length) {
        byForm.sort((one, other) => other[1] - one[1]);
        return [...new Set(byForm.slice(0, 3).map(([known]) => stem(known)))];
      }
      const wanted = stem(form);
      if (wanted.length < 4) return [];
      return [...this.postings.keys()].filter((known) => known.length > 3 && isNear(wanted, known)).slice(0, 3);
    }

    addSynonyms(terms, typed) {
      const known = terms.map((term) => new Set([...term.variants.map((each) => each.stems.join(" "))]));
      for (const group of this.groups) {
        for (const variant of group) {
          for (let at = 0; at + variant.length <= terms.length; at += 1) {
            const spans = variant.every(
              (each, offset) => typed[at + offset] === each || known[at + offset].has(each),
            );
            if (!spans) continue;
            for (const other of group) {
              if (other === variant) continue;
              for (let offset = 0; offset < variant.length; offset += 1) {
                terms[at + offset].variants.push({ stems: other, weight: ALTERNATIVE / variant.length ** 0.5 });
              }
            }
          }
        }
      }
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
      const terms = this.read(query);
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
      return this.grouped(found, terms);
    }

    /* Share of neighbouring words of the query that stand side by side in the section. */
    neighbours(hits, section) {
      let pairs = 0;
      for (let at = 1; at < hits.length; at += 1) {
        if (hits[at - 1] && hits[at] && this.stands([hits[at - 1].at(-1), hits[at][0]], section)) pairs += 1;
      }
      return hits.length > 1 ? pairs / (hits.length - 1) : 0;
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

  return Index;
})();
