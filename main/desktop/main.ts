import { app, dialog, protocol, session, shell, utilityProcess } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startApartBy } from '../engine/own-process.ts';
import { usualStoreFile } from '../store/store-file.ts';
import type { Application } from './application.ts';
import { utilityApart } from './engine.ts';
import { describeFailure } from './failure.ts';
import { lockDown } from './lock-down.ts';
import { filesOf } from './opened-file.ts';
import { answerPage, privileges } from './pages.ts';

// The desktop application's main process. What must be done before Electron is ready is done here, in this order; the rest is Application's.

app.enableSandbox();
protocol.registerSchemesAsPrivileged([privileges]);
startApartBy(utilityApart((...of) => utilityProcess.fork(...of)));

/** What follows the program in a command line: in a package one word, else also the folder that Electron was given. */
const filesIn = (argv: readonly string[]): string[] => filesOf(argv.slice(app.isPackaged ? 1 : 2));

/** Opens the application; what its parts need may be missing, and then there is nothing but a box to say so. */
async function open(files: readonly string[]): Promise<Application | null> {
  try {
    const { Application } = await import('./application.ts');
    const application = new Application({
      userData: app.getPath('userData'),
      // Other programs show it, and they do not read archives.
      licences: join(import.meta.dirname, '../../NOTICES.txt').replace('app.asar', 'app.asar.unpacked'),
    });
    const environment = process.env;
    await application.start({
      asked: environment['RAVINE_STORE'] || null,
      usual: usualStoreFile({ platform: process.platform, home: homedir(), environment }),
      files,
    });
    return application;
  } catch (error) {
    const { message, detail } = describeFailure(error);
    dialog.showErrorBox(message, detail);
    app.exit(1);
    return null;
  }
}

if (!app.requestSingleInstanceLock()) app.quit();
else {
  let application: Application | null = null;
  const early: string[] = [];
  const take = (files: readonly string[]): void => {
    if (application) application.openFiles(files);
    else early.push(...files);
  };
  app.on('second-instance', (_event, argv) => take(filesIn(argv)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take([path]);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  lockDown(app, session.defaultSession, shell);
  protocol.handle(privileges.scheme, (request) => answerPage(request));
  app.setAboutPanelOptions({ applicationName: 'Ravine', applicationVersion: app.getVersion() });
  application = await open([...filesIn(process.argv), ...early.splice(0)]);
  if (early.length > 0) take(early.splice(0));
}
