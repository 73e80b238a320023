const KEY = 'ravine-token';

/**
 * The token this page was opened with (`#token=…`, app/contract/message.ts). It is taken out of the address, so that it is not copied or
 * bookmarked with it, and kept for reloads of this tab.
 */
export function takeToken(page: Window = window): string {
  const given = /^#token=([^&]+)/.exec(page.location.hash)?.[1];
  if (given === undefined) return page.sessionStorage.getItem(KEY) ?? '';
  page.sessionStorage.setItem(KEY, given);
  page.history.replaceState(null, '', '#/');
  return given;
}
