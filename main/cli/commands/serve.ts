import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Lab } from '../../../app/contract/contract.ts';
import { openHost } from '../../host/host.ts';
import type { Host } from '../../host/host.ts';
import { serveHelp } from '../help.ts';
import { common } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { withLab } from '../session.ts';
import { endSignals, print, Refusal, say } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** Tried first, so that a tunnel finds the lab where it was. */
const USUAL_PORT = 7354;

interface ServeOptions extends CommonOptions {
  readonly port?: number;
  readonly open?: true;
}

/** `ravine serve`: the lab with its screens on a local web address. */
export function addServe(program: Command, terminal: Terminal): void {
  common(program.command('serve').summary('open the lab on a local web address'))
    .option(
      '--port <number>',
      `the port (default: ${USUAL_PORT}, or a free one where it is taken)`,
      portNumber,
    )
    .option('--open', 'open it in your browser')
    .addHelpText('after', serveHelp)
    .action((options: ServeOptions) =>
      withLab(terminal, options, async (lab) => {
        const host = await open(lab, options.port);
        print(
          terminal,
          options.json ? JSON.stringify({ address: host.address, port: host.port }) : host.address,
        );
        if (!options.quiet)
          say(terminal, 'The lab is open at this address, for you alone: it holds a secret. Ctrl-C ends it.');
        if (options.open) openBrowser(host.address, terminal);
        await Promise.race(endSignals.map((signal) => once(terminal.signals, signal)));
        if (!options.quiet) say(terminal, 'Closing; runs keep a checkpoint and can be resumed.');
        await host.close();
      }),
    );
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('A number from 0 to 65535.');
  return port;
}

async function open(lab: Lab, port: number | undefined): Promise<Host> {
  try {
    return await openHost({ lab, port: port ?? USUAL_PORT });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (port === undefined && error.code === 'EADDRINUSE') return openHost({ lab, port: 0 });
    throw new Refusal(1, `Port ${port} cannot be used (${String(error.code)}). Choose another with --port.`);
  }
}

/** By the platform's own command, without a shell. */
function openBrowser(address: string, terminal: Terminal): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  const browser = spawn(command, args, { stdio: 'ignore', detached: true });
  browser.on('error', () =>
    say(terminal, `No browser could be opened (${command}); open the address yourself.`),
  );
  browser.unref();
}
