/** An experiment as written, its name a script for fake-engine.ts. */
export function scripted(name: string): Record<string, unknown> {
  return {
    version: 1,
    name,
    objective: { kind: 'quadratic', eigenvalues: [4, 1] },
    optimizer: { kind: 'gd', stepSize: 0.1 },
    steps: 1000,
  };
}
