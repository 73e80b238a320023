import type { Page } from 'playwright-core';

/** When what happened in a page, in its own milliseconds. */
export interface Seen {
  /** The last message with data that came from the lab. */
  arrived: number;
  /** The last line that was drawn on a canvas, */
  drawn: number;
  /** and the last message with data before it. */
  drawnOf: number;
  /** The longest frame; 0 where none took more than 50 ms. */
  longest: number;
}

declare global {
  var seen: Seen;
}

/** Has a page tell of itself from its start. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: Seen = { arrived: 0, drawn: 0, drawnOf: 0, longest: 0 };
    globalThis.seen = seen;
    const drawing: { stroke: (this: CanvasRenderingContext2D, ...path: unknown[]) => void } =
      CanvasRenderingContext2D.prototype;
    drawing.stroke = new Proxy(drawing.stroke, {
      apply: (stroke, context: CanvasRenderingContext2D, given) => {
        seen.drawn = performance.now();
        seen.drawnOf = seen.arrived;
        Reflect.apply(stroke, context, given);
      },
    });
    const Socket = WebSocket;
    globalThis.WebSocket = class extends Socket {
      constructor(...given: ConstructorParameters<typeof Socket>) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
          if (typeof data !== 'string') seen.arrived = performance.now();
        });
      }
    };
    // Told by the browser of frames longer than 50 ms: counting frames would itself keep the page busy.
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: 'long-animation-frame' });
  });
}

/** What was seen, once nothing was drawn for a while. */
export async function settled(page: Page): Promise<Seen> {
  for (;;) {
    const [seen, now] = await page.evaluate(() => [{ ...globalThis.seen }, performance.now()] as const);
    if (seen.drawn > 0 && now - Math.max(seen.drawn, seen.arrived) > QUIET) return seen;
    await page.waitForTimeout(QUIET / 5);
  }
}

const QUIET = 1000; // ms without a line or a message
