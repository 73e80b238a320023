import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import * as v from 'valibot';
import { PAGES } from '../../app/contract/desktop.ts';

/** A message that is turned away; its sentence reaches the page that sent it. */
export class RefusedMessage extends Error {}

/**
 * Registers what answers a channel: the one place where messages of windows come in. A message is heard only from the top frame of the
 * application's own pages, and only if it is what the channel takes.
 * @throws RefusedMessage at the sender, for any other
 */
export function handle<Schema extends v.GenericSchema>(
  ipc: Pick<IpcMain, 'handle'>,
  channel: string,
  schema: Schema,
  answer: (message: v.InferOutput<Schema>) => unknown,
): void {
  ipc.handle(channel, (event, message: unknown) => {
    if (!isOurs(event)) throw new RefusedMessage(`${channel} is not open to this page.`);
    const checked = v.safeParse(schema, message);
    if (!checked.success) throw new RefusedMessage(`${channel} does not take such a message.`);
    return answer(checked.output);
  });
}

function isOurs({ senderFrame }: IpcMainInvokeEvent): boolean {
  if (!senderFrame || senderFrame.parent !== null || !URL.canParse(senderFrame.url)) return false;
  const { protocol, host } = new URL(senderFrame.url);
  return protocol === `${PAGES.scheme}:` && host === PAGES.host;
}
