/** Runs what needs effects outside of a component. @returns the function that ends them. */
export function rooted(run: () => void): () => void {
  return $effect.root(run);
}

/** Runs what reads state once, and again when that has changed, as a component would. @returns what ends it */
export function watched(read: () => void): () => void {
  return $effect.root(() => {
    $effect(read);
  });
}
