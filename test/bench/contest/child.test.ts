import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { Child } from './child.ts';

const children: Child[] = [];

function start(script: string, environment = {}): Child {
  const child = new Child(process.execPath, ['-e', script], environment);
  children.push(child);
  return child;
}

const echo = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => console.log(line))`;

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.close()));
});

describe('Child', () => {
  it('answers questions in their order', async () => {
    const child = start(echo);
    const answers = await Promise.all([child.ask({ a: 1 }), child.ask({ b: '∇' })]);
    expect(answers).toEqual([{ a: 1 }, { b: '∇' }]);
  });

  it('keeps what is said before anybody listens', async () => {
    const [quick, slow] = [start(`${echo}; console.log(1)`), start(`${echo}; console.log(2)`)];
    await slow.next();
    await quick.ask({}).then(async (first) => expect([first, await quick.next()]).toEqual([1, {}]));
  });

  it('has the variables it is given and not those that are taken away', async () => {
    process.env['RAVINE_TEST_TAKEN'] = 'yes';
    const script = 'console.log(JSON.stringify([process.env.GIVEN, process.env.RAVINE_TEST_TAKEN ?? null]))';
    expect(await start(script, { GIVEN: '2', RAVINE_TEST_TAKEN: undefined }).next()).toEqual(['2', null]);
    delete process.env['RAVINE_TEST_TAKEN'];
  });

  it('says how it ended, with the last line of what it wrote', async () => {
    const child = start(`console.error('first\\nno such module'); process.exitCode = 3`);
    await expect(child.next()).rejects.toThrow('ended by code 3: no such module');
    await expect(child.ask({})).rejects.toThrow('has ended');
  });

  it('answers no more once it was killed', async () => {
    const child = start(`${echo}; console.log(1)`);
    await child.next();
    const waiting = child.ask({});
    process.kill(child.id!, 'SIGKILL');
    await waiting.catch(() => undefined);
    await expect(start('process.kill(process.pid, "SIGKILL")').next()).rejects.toThrow('ended by SIGKILL');
    await expect(child.ask({})).rejects.toThrow('has ended');
  });

  it('says that there is no such program', async () => {
    const child = new Child('/no/such/python', []);
    await expect(child.next()).rejects.toThrow('ENOENT');
  });

  it('is gone once it is closed, whatever it does', async () => {
    const child = start('setInterval(() => undefined, 1000); console.log("{}")');
    await child.next();
    await child.close();
    expect(() => process.kill(child.id!, 0)).toThrow('ESRCH');
  });
});
