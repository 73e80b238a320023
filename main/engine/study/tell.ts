/** Says how far a study is, from 0 to 1, and what is being computed. */
export type TellShare = (share: number, what: string) => void;

const PAUSE_MS = 100; // ten times a second: what a screen can show

/** Passes on what is told, at most ten times a second. */
export function seldom(tell: TellShare): TellShare {
  let due = 0;
  return (share, what) => {
    const now = performance.now();
    if (now < due) return;
    due = now + PAUSE_MS;
    tell(share, what);
  };
}
