import { ravine } from './program.ts';

// npm runs scripts in the project's folder; files are meant from where the user is.
const { INIT_CWD: typedIn, npm_lifecycle_event: script } = process.env;
if (script === 'ravine' && typedIn) process.chdir(typedIn);

// A reader that has seen enough (`ravine list | head`) is no failure, and neither is a terminal that was closed.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    if (error.code !== 'EIO') throw error;
  });

const status = await ravine(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  signals: process,
});
// Interrupted: at once, once all is written. A second Ctrl-C while Node takes itself down would end it by the signal.
if (status === 130) process.stdout.write('', () => process.exit(status));
else process.exitCode = status;
