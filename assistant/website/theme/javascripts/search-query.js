/* A query as the pages could have put it: its words, their beginnings, mended typos and layout, synonyms.

   Synonyms and short forms come from docs/_data/synonyms.yml; `index` knows the words of the pages. */
"use strict";

const SearchQuery = (() => {
  const { CYRILLIC_KEYS, LATIN_KEYS, STOP, forms, isCyrillic, isNear, mend, stem, stems } = SearchWords;
  const ALTERNATIVE = 0.65; /* what a synonym, a repaired or an unfinished word is worth */
  const RARE = 2; /* a form so rare may be a slip of the pen in the pages themselves… */
  const COMMONER = 5; /* …when a neighbour is so many times commoner */

  class Query {
    constructor(index, synonyms) {
      this.postings = index.postings;
      this.frequency = index.frequency;
      this.groups = synonyms.map((group) => group.map(stems).filter((variant) => variant.length));
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
  }

  return Query;
})();
