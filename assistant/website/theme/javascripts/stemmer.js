/* Snowball stemmer for Russian, as https://snowballstem.org/algorithms/russian/stemmer.html has it.
   The same stems as the assistant's PyStemmer gives (a test compares them word by word). */
"use strict";

const RussianStemmer = (() => {
  const VOWELS = "аеиоуыэюя";
  /* Suffixes of a step: those that want «а» or «я» before them, and those that do not. */
  const suffixes = (afterA, free) =>
    [...words(afterA).map((text) => ({ text, afterA: true })), ...words(free).map((text) => ({ text, afterA: false }))]
      .sort((one, other) => other.text.length - one.text.length);
  const words = (text) => text.split(" ").filter(Boolean);

  const GERUND = suffixes("в вши вшись", "ив ивши ившись ыв ывши ывшись");
  const REFLEXIVE = suffixes("", "ся сь");
  const ADJECTIVE = suffixes(
    "",
    "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею",
  );
  const PARTICIPLE = suffixes("ем нн вш ющ щ", "ивш ывш ующ");
  const VERB = suffixes(
    "ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно",
    "ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю",
  );
  const NOUN = suffixes(
    "",
    "а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я",
  );
  const SUPERLATIVE = suffixes("", "ейш ейше");

  /* The word without the longest suffix of a step that lies after `start`; null when there is none. */
  function cut(word, step, start) {
    for (const { text, afterA } of step) {
      const at = word.length - text.length;
      if (at < start || !word.endsWith(text)) continue;
      if (afterA && (at - 1 < start || !"ая".includes(word[at - 1]))) return null;
      return word.slice(0, at);
    }
    return null;
  }

  function region(word, from) {
    let at = from;
    while (at < word.length && !VOWELS.includes(word[at])) at += 1;
    while (at < word.length && VOWELS.includes(word[at])) at += 1;
    return at < word.length ? at + 1 : word.length;
  }

  function inflection(word, start) {
    const gerund = cut(word, GERUND, start);
    if (gerund !== null) return gerund;
    const bare = cut(word, REFLEXIVE, start) ?? word;
    const adjective = cut(bare, ADJECTIVE, start);
    if (adjective !== null) return cut(adjective, PARTICIPLE, start) ?? adjective;
    return cut(bare, VERB, start) ?? cut(bare, NOUN, start) ?? bare;
  }

  function stem(form) {
    const word = form.replaceAll("ё", "е");
    const vowel = [...word].findIndex((letter) => VOWELS.includes(letter));
    if (vowel < 0) return word;
    const start = vowel + 1;
    const second = region(word, region(word, 0));
    let text = inflection(word, start);
    if (text.length > start && text.endsWith("и")) text = text.slice(0, -1);
    for (const suffix of ["ость", "ост"]) {
      if (text.endsWith(suffix) && text.length - suffix.length >= Math.max(second, start)) {
        text = text.slice(0, -suffix.length);
        break;
      }
    }
    const plain = cut(text, SUPERLATIVE, start);
    if (plain !== null) text = plain;
    if (text.endsWith("нн") && text.length - 2 >= start) return text.slice(0, -1);
    if (plain === null && text.endsWith("ь") && text.length - 1 >= start) return text.slice(0, -1);
    return text;
  }

  return { stem };
})();
