/* Words as the search compares them: forms, stems, text without marks, words one letter apart. */
"use strict";

const SearchWords = (() => {
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

  return { CYRILLIC_KEYS, LATIN_KEYS, STOP, escape, fold, forms, isCyrillic, isNear, mend, plain, stem, stems };
})();
