const BLOCKS = [...'▁▂▃▄▅▆▇█'];
const COLUMNS = 64;

/** Decades of a density that a picture shows: the outliers of a spectrum are rare. */
export const DECADES = 4;

/** A density as a line of blocks, the largest value of each column; their height is logarithmic over `DECADES`, blank below. */
export function densityPicture(values: Float64Array): string {
  const most = columns(values, (column) => Math.max(...column));
  const largest = Math.max(...most);
  return most
    .map((value) => (value > 0 ? block(1 + Math.log10(value / largest) / DECADES) : ' '))
    .join('')
    .trimEnd();
}

/** Values as a line of blocks, the least of each column, from the least of all at the bottom to the largest at the top; blank where not finite. */
export function profilePicture(values: Float64Array): string {
  const least = columns(values, (column) => Math.min(...column));
  const finite = least.filter(Number.isFinite);
  const [bottom, top] = [Math.min(...finite), Math.max(...finite)];
  const height = (value: number): number => (top > bottom ? (value - bottom) / (top - bottom) : 0);
  return least.map((value) => (Number.isFinite(value) ? block(height(value)) : ' ')).join('');
}

/** @param height from 0 to 1; blank below */
function block(height: number): string {
  return height < 0 ? ' ' : (BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(height * BLOCKS.length))] ?? ' ');
}

/** What `pick` makes of each of at most `COLUMNS` equal stretches. */
function columns(values: Float64Array, pick: (column: Float64Array) => number): number[] {
  const count = Math.min(COLUMNS, values.length);
  return Array.from({ length: count }, (_, i) =>
    pick(
      values.subarray(Math.floor((i * values.length) / count), Math.floor(((i + 1) * values.length) / count)),
    ),
  );
}
