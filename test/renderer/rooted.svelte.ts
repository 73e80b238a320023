/** Runs what needs effects outside of a component. @returns the function that ends them. */
export function rooted(run: () => void): () => void {
  return $effect.root(run);
}
