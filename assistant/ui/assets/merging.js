// What was changed in a text between two of its states, and two changes of one text brought together.
function changeOf(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, put: after.slice(start, after.length - tail) };
}

// What the agent typed and what the program put in meanwhile; where both changed one place, what was typed stands.
function merged(base, typed, drawn) {
  if (base === undefined) return typed;
  const mine = changeOf(base, typed);
  const theirs = changeOf(base, drawn);
  const isMineFirst = mine.end <= theirs.start;
  if (!isMineFirst && theirs.end > mine.start) return typed;
  const [first, then] = isMineFirst ? [mine, theirs] : [theirs, mine];
  const between = base.slice(first.end, then.start);
  return base.slice(0, first.start) + first.put + between + then.put + base.slice(then.end);
}
