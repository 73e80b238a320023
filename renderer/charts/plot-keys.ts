/** What the keys do while a chart has the focus (Plot.svelte). */
export const plotKeys: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['←', '→'], does: 'Move the cursor; with Shift ten times as far' },
  { keys: ['Home', 'End'], does: 'Move the cursor to the first or the last step shown' },
  { keys: ['+', '−'], does: 'Zoom about the cursor' },
  { keys: ['Page Up', 'Page Down'], does: 'Move along the steps' },
  { keys: ['0'], does: 'Show all steps' },
  { keys: ['Esc'], does: 'Take the cursor away' },
];
