import type { DesktopFront } from '../../app/contract/desktop.ts';
import { commandsOf } from '../commands/list.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Lets the desktop application's menu and the files that it opens act on the workspace. */
export function joinDesktop(workspace: Workspace, front: DesktopFront): void {
  front.onCommand((id) => {
    commandsOf(workspace)
      .find((command) => command.id === id)
      ?.run();
  });
  workspace.theme.watch((chosen) => front.setColours(chosen));
  front.onExperiment(({ name, text }) => workspace.editFile(name, text));
}
