/** What went wrong at the start, as its window says it. */
export interface Failure {
  readonly message: string;
  /** What it means and what can be done. */
  readonly detail: string;
  /** Whether another store may help. */
  readonly otherStore: boolean;
}

/** What the user is told when the lab could not be opened. */
export function describeFailure(error: unknown): Failure {
  // By its name: its module needs a native one, which may be what is missing.
  if (error instanceof Error && error.name === 'StoreError')
    return {
      message: 'The lab could not be opened.',
      detail: `${error.message.replace(/ Choose another place with --store\.$/, '')}\n\nAnother store can be chosen; this one stays as it is.`,
      otherStore: true,
    };
  const { code = '', message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  if (['ERR_DLOPEN_FAILED', 'MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND'].includes(code))
    return {
      message: 'A part of the installation is missing or does not suit this machine.',
      detail: `${message}\n\nInstall Ravine again. Your labs lie elsewhere and stay as they are.`,
      otherStore: false,
    };
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOENT', 'ENOTDIR'].includes(code))
    return {
      message: 'The folder of the lab cannot be written.',
      detail: `${message}\n\nAllow writing there or free some space, or choose another store.`,
      otherStore: true,
    };
  return { message: 'The lab could not be opened.', detail: message, otherStore: true };
}
