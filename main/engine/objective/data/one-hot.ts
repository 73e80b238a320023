/** Labels 0 … classes − 1 as rows of 0 and one 1, [labels, classes]. */
export function oneHotRows(labels: ArrayLike<number>, classes: number): Float64Array {
  const rows = new Float64Array(labels.length * classes);
  for (let i = 0; i < labels.length; i++) rows[i * classes + labels[i]!] = 1;
  return rows;
}
