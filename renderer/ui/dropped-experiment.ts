import { isExperimentName } from '../../app/experiment/experiment-file.ts';
import type { Workspace } from '../state/workspace.svelte.ts';

/**
 * What a drop on the window does, where no part of a view took it: an experiment file is edited; in the desktop application a lab's store is opened
 * by it. A browser would leave the lab for the file.
 */
export async function dropOnWindow(event: DragEvent, workspace: Workspace): Promise<void> {
  const files = [...(event.dataTransfer?.files ?? [])];
  if (event.defaultPrevented || files.length === 0) return;
  event.preventDefault();
  for (const file of files) {
    if (isExperimentName(file.name)) workspace.editFile(file.name, await file.text());
    else if (window.ravine) window.ravine.open(file);
    else
      workspace.notices.say(
        `${file.name} is no experiment (.ravine, .json). A table or images of your own are dropped on the form of a new experiment.`,
      );
  }
}
