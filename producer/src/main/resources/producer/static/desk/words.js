// Compares two texts word by word.
const MAX_CELLS = 4_000_000;

/**
 * @typedef {{ text: string, isSame: boolean }} TextPart
 */

const tokens = (/** @type {string} */ text) => text.match(/\s+|[\p{L}\p{N}\p{M}'’]+|[^\s\p{L}\p{N}]/gu) ?? [];

/**
 * Returns the second text in parts: those that are in the first one too, in the same order, and the others. Of texts that are too long
 * to compare, all between their common beginning and end counts as other.
 *
 * @param {string} first
 * @param {string} second
 * @returns {TextPart[]}
 */
export function compareWords(first, second) {
  const [a, b] = [tokens(first), tokens(second)];
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [before, middle, after] = [b.slice(0, start), b.slice(start, b.length - end), b.slice(b.length - end)];
  const common = commonIndexes(a.slice(start, a.length - end), middle);
  return joined([
    ...before.map((text) => ({ text, isSame: true })),
    ...middle.map((text, index) => ({ text, isSame: common.has(index) })),
    ...after.map((text) => ({ text, isSame: true })),
  ]);
}

/**
 * Returns the indexes in the second list of a longest common subsequence.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
function commonIndexes(a, b) {
  /** @type {Set<number>} */
  const found = new Set();
  if (a.length * b.length > MAX_CELLS) return found;
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? lengths[(i + 1) * width + j + 1] + 1 : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found.add(j++);
      i++;
    } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return found;
}

/** @param {TextPart[]} parts */
function joined(parts) {
  /** @type {TextPart[]} */
  const result = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.isSame === part.isSame) last.text += part.text;
    else result.push({ ...part });
  }
  return result;
}
