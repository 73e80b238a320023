import { describeProblem } from '../problem.ts';
import type { FromEngine, ToEngine } from '../protocol.ts';
import { answerStudy } from '../study/answer.ts';
import { Control } from './control.ts';
import { openRun } from './open.ts';
import { Run } from './run.ts';
import type { Tell } from './tell.ts';

/** The engine's end of the line to the lab. */
export interface Port {
  /** Resolves when the message has left the process. */
  send(message: FromEngine): Promise<void>;
  receive(listener: (message: ToEngine) => void): void;
  exit(code: number): void;
}

type Send = (message: FromEngine) => void;

/** Serves one run, or one question about a run, over a port: its life is told in protocol.ts. */
export function serve(port: Port): void {
  const control = new Control();
  port.receive((message) => {
    switch (message.type) {
      case 'start':
        void work(port, (send) => run(port, send, control, message));
        return;
      case 'study':
        void work(port, (send) => study(send, message));
        return;
      case 'pause':
        return control.pause();
      case 'resume':
        return control.resume();
      case 'step':
        return control.step(message.count);
      case 'stop':
        return control.stop();
    }
  });
  void port.send({ type: 'online' });
}

/** Does what this process is for and ends it. */
async function work(port: Port, act: (send: Send) => Promise<void>): Promise<void> {
  let last: Promise<void> = Promise.resolve();
  const send = (message: FromEngine): void => {
    last = port.send(message);
  };
  let code = 0;
  try {
    await act(send);
  } catch (error) {
    send({ type: 'failed', problem: describeProblem(error) });
    code = 1;
  }
  await last;
  port.exit(code);
}

async function run(
  port: Port,
  send: Send,
  control: Control,
  start: Extract<ToEngine, { type: 'start' }>,
): Promise<void> {
  const tell: Tell = (kind, what) =>
    port.send({ type: 'opening', phase: { kind, what, since: new Date().toISOString() } });
  const open = await openRun(start.experiment, start.begun, tell, start.origin);
  try {
    send({ type: 'ready', execution: open.execution });
    if (!start.checkpoint) send({ type: 'arrays', arrays: open.objective.data });
    await new Run(open, control, send).execute(start.checkpoint);
  } finally {
    await open.session.release();
  }
}

async function study(send: Send, message: Extract<ToEngine, { type: 'study' }>): Promise<void> {
  const arrays = await answerStudy(message, (share, what) => send({ type: 'progress', share, what }));
  send({ type: 'answer', arrays });
}
