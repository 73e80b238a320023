import type { Page } from 'playwright-core';

/** A view as the documents show it. */
export interface View {
  /** Of the file in docs/images. */
  readonly name: string;
  /** After `#`, of the runs of GD and SAM that were made for it. */
  readonly address: (gd: string, sam: string) => string;
  /** What must be there before the picture is taken. */
  readonly ready: (page: Page) => Promise<unknown>;
}

const drawn = (page: Page): Promise<unknown> =>
  page.locator('[data-figure=loss] li[data-series=loss] data').first().waitFor({ state: 'attached' });

/** Every view; the first is the one of the README. */
export const views: readonly View[] = [
  { name: 'compare', address: (gd, sam) => `/compare?runs=${gd},${sam}`, ready: drawn },
  { name: 'runs', address: () => '/', ready: (page) => page.locator('tbody tr').first().waitFor() },
  {
    name: 'new',
    address: () => '/new?preset=the-bounce',
    ready: (page) => page.getByText('edge of stability').first().waitFor(),
  },
  { name: 'run', address: (_, sam) => `/run/${sam}`, ready: drawn },
  {
    name: 'landscape',
    address: () => '/landscape',
    ready: (page) => page.locator('main svg path').first().waitFor({ state: 'attached' }),
  },
  {
    name: 'learn',
    address: () => '/learn/1',
    ready: (page) => page.locator('.plot canvas').first().waitFor(),
  },
];
