/** Hosts whose https addresses may be opened, by the user's browser: those of the papers that the screens cite. */
const hosts = ['arxiv.org', 'doi.org', 'jmlr.org', 'openreview.net', 'proceedings.mlr.press'];

/** Whether an address may be handed to the user's browser. */
export function mayOpen(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && hosts.includes(host.replace(/^www\./, '')) && username + password === '';
}
