import type { Colours } from './colours.ts';
import type { LabEvent } from './contract.ts';
import type { Problem } from '../run/run.ts';

/** The answer to a call, as it crosses from the application to its window: errors cross as values, whole. */
export type Answer = { readonly result: unknown } | { readonly problems: readonly Problem[] };

/** An experiment file that the application was asked to open. */
export interface OpenedExperiment {
  /** Its file name, without the folders. */
  readonly name: string;
  readonly text: string;
}

/** What a window of the desktop application finds as `window.ravine`: functions only (docs/desktop.md). Each `on…` returns the function that ends it. */
export interface DesktopFront {
  call(method: string, params: unknown): Promise<Answer>;
  onEvent(listener: (event: LabEvent) => void): () => void;
  /** Told the id of a command that was chosen in the menu. */
  onCommand(listener: (id: string) => void): () => void;
  /** Told of experiment files to be edited: those opened before it listened first. */
  onExperiment(listener: (file: OpenedExperiment) => void): () => void;
  /** Has the application open a file that was dropped on the window: an experiment, or the store of a lab. @param file a `File` of the page */
  open(file: object): void;
  /** Tells the application which colours were chosen, for what it draws itself. */
  setColours(colours: Colours): void;
}

/** The application's messages and where they go. */
export const channels = {
  /** Window to application, answered. */
  call: 'ravine:call',
  /** Window to application: it listens to experiment files. Answered by those that wait. */
  ready: 'ravine:ready',
  /** Window to application, answered by nothing: the path of a dropped file. */
  open: 'ravine:open',
  /** Window to application, answered by nothing: the colours that were chosen. */
  colours: 'ravine:colours',
  /** Application to window. */
  event: 'ravine:event',
  command: 'ravine:command',
  experiment: 'ravine:experiment',
} as const;

/** Where the application's own pages are. */
export const PAGES = { scheme: 'ravine', host: 'lab' } as const;
