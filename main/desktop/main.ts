import { app, dialog, protocol, session, shell, utilityProcess } from 'electron';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
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
// By it Windows knows whose a notification is: the application that the installer put into the start menu.
app.setAppUserModelId('org.ravine.lab');
protocol.registerSchemesAsPrivileged([privileges]);
startApartBy(utilityApart((...of) => utilityProcess.fork(...of)));

/**
 * The files that a command line names: what follows the program and is no option; in a checkout the first of that is the folder that Electron was given.
 * @param folder in which it was given
 */
const filesIn = (argv: readonly string[], folder: string): string[] =>
  filesOf(argv.slice(1))
    .slice(app.isPackaged ? 0 : 1)
    .map((file) => resolve(folder, file));

/** Opens the application; what its parts need may be missing, and then there is nothing but a box to say so. */
async function open(files: readonly string[]): Promise<Application | null> {
  try {
    lockDown(app, session.defaultSession, shell);
    protocol.handle(privileges.scheme, (request) => answerPage(request));
    app.setAboutPanelOptions({ applicationName: 'Ravine', applicationVersion: app.getVersion() });
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
  const own = filesIn(process.argv, process.cwd());
  app.on('second-instance', (_event, argv, folder) => take(filesIn(argv, folder)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take([path]);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  // Not awaited: Electron is ready only when this module has been evaluated to its end.
  void app.whenReady().then(async () => {
    application = await open([...own, ...early.splice(0)]);
    if (early.length > 0) take(early.splice(0));
  });
}
