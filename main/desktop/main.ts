import { app, protocol, session, shell, utilityProcess } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startApartBy } from '../engine/own-process.ts';
import { usualStoreFile } from '../store/store-file.ts';
import { Application } from './application.ts';
import { utilityApart } from './engine.ts';
import { lockDown } from './lock-down.ts';
import { filesOf } from './opened-file.ts';
import { answerPage, privileges } from './pages.ts';

// The desktop application's main process. What must be done before Electron is ready is done here, in this order; the rest is Application's.

app.enableSandbox();
protocol.registerSchemesAsPrivileged([privileges]);
startApartBy(utilityApart((...of) => utilityProcess.fork(...of)));

/** What follows the program in a command line: in a package one word, else also the folder that Electron was given. */
const filesIn = (argv: readonly string[]): string[] => filesOf(argv.slice(app.isPackaged ? 1 : 2));

if (!app.requestSingleInstanceLock()) app.quit();
else {
  let application: Application | null = null;
  const early: string[] = [];
  const open = (files: readonly string[]): void => {
    if (application) application.openFiles(files);
    else early.push(...files);
  };
  app.on('second-instance', (_event, argv) => open(filesIn(argv)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open([path]);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  lockDown(app, session.defaultSession, shell);
  protocol.handle(privileges.scheme, (request) => answerPage(request));
  app.setAboutPanelOptions({ applicationName: 'Ravine', applicationVersion: app.getVersion() });
  application = new Application({
    userData: app.getPath('userData'),
    // Other programs show it, and they do not read archives.
    licences: join(import.meta.dirname, '../../NOTICES.txt').replace('app.asar', 'app.asar.unpacked'),
  });
  const environment = process.env;
  await application.start({
    asked: environment['RAVINE_STORE'] || null,
    usual: usualStoreFile({ platform: process.platform, home: homedir(), environment }),
    files: [...filesIn(process.argv), ...early],
  });
}
