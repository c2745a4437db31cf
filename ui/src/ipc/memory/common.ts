// What two rows of things have in common, in order: the longest common subsequence, the old way. Good for the texts of
// a page's samples and of tests; the program compares with a diff of its own.

/** Cells beyond which the middle of two rows is taken for all different. */
const MOST = 4_000_000;

/** Pairs of places that hold the same, rising on both sides. */
export function commonOf<Thing>(before: readonly Thing[], after: readonly Thing[]): [number, number][] {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = longest(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, at): [number, number] => [at, at]),
    ...middle.map(([old, now]): [number, number] => [old + head, now + head]),
    ...Array.from({ length: tail }, (_, at): [number, number] => [before.length - tail + at, after.length - tail + at]),
  ];
}

function longest<Thing>(before: readonly Thing[], after: readonly Thing[]): [number, number][] {
  const width = after.length + 1;
  if (before.length * width > MOST) return [];
  // How long the best row is from each pair of places on.
  const length = new Uint32Array((before.length + 1) * width);
  const at = (old: number, now: number): number => length[old * width + now] ?? 0;
  for (let old = before.length - 1; old >= 0; old -= 1)
    for (let now = after.length - 1; now >= 0; now -= 1)
      length[old * width + now] =
        before[old] === after[now] ? at(old + 1, now + 1) + 1 : Math.max(at(old + 1, now), at(old, now + 1));
  const pairs: [number, number][] = [];
  for (let old = 0, now = 0; old < before.length && now < after.length;) {
    if (before[old] === after[now]) pairs.push([old++, now++]);
    else if (at(old + 1, now) >= at(old, now + 1)) old += 1;
    else now += 1;
  }
  return pairs;
}

/** What lies between the pairs, the ends included: half-open ranges of both rows, and the pair behind each. */
export function gapsOf(
  pairs: readonly [number, number][],
  lengths: readonly [number, number],
): { old: [number, number]; now: [number, number]; pair: [number, number] | null }[] {
  let [old, now] = [0, 0];
  return [...pairs, null].map((pair) => {
    const [nextOld, nextNow] = pair ?? lengths;
    const gap = { old: [old, nextOld] as [number, number], now: [now, nextNow] as [number, number], pair };
    [old, now] = [nextOld + 1, nextNow + 1];
    return gap;
  });
}
