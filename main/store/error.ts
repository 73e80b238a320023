import Database from 'better-sqlite3';

export type StoreErrorCode =
  | 'unknown-run'
  | 'unknown-bookmark'
  | 'run-exists'
  | 'bad-points'
  | 'bad-array'
  | 'read-only'
  | 'unwritable'
  | 'not-a-store'
  | 'unreadable'
  | 'damaged'
  | 'disk-full'
  | 'busy'
  | 'failed';

/** What the store refuses or cannot do; the message says what happened, to what, and what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

const codes: readonly [prefix: string, code: StoreErrorCode, sentence: string][] = [
  [
    'SQLITE_FULL',
    'disk-full',
    'could not grow: the disk is full. Free some space; what was stored before is kept.',
  ],
  ['SQLITE_BUSY', 'busy', 'was held by another process for too long. Try again.'],
  ['SQLITE_LOCKED', 'busy', 'was held by another process for too long. Try again.'],
  ['SQLITE_READONLY', 'read-only', 'is open for reading only: nothing can be changed in it.'],
  [
    'SQLITE_CORRUPT',
    'damaged',
    'is damaged. Copy it to a safe place; `sqlite3 FILE .recover` saves what is left.',
  ],
  ['SQLITE_NOTADB', 'damaged', 'is not a database, or its beginning was overwritten.'],
  ['SQLITE_CANTOPEN', 'unwritable', 'could not be opened or created. Choose another place with --store.'],
];

/** The error of an operation on a store file as a StoreError; any that is not SQLite's passes as it is. */
export function storeError(file: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const [, code, sentence] = codes.find(([prefix]) => error.code.startsWith(prefix)) ?? [
    '',
    'failed' as const,
    `could not be read or written: ${error.message}.`,
  ];
  return new StoreError(code, `The store ${file} ${sentence}`, { cause: error });
}
