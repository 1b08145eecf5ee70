/** So many at once. */
export const times = (count, make) => Promise.all(Array.from({ length: count }, (_, index) => make(index)));

/** How often each code was answered. */
export function tally(answers) {
  const counts = {};
  for (const { code } of answers) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
