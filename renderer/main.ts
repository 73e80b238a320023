import { mount } from 'svelte';
import App from './App.svelte';
import { DesktopBridge } from './bridge/desktop.ts';
import { takeToken } from './bridge/token.ts';
import { WebBridge } from './bridge/web.ts';
import { joinDesktop } from './state/desktop.ts';
import { Draft } from './state/draft.svelte.ts';
import { Route } from './state/route.svelte.ts';
import { Workspace } from './state/workspace.svelte.ts';
import './style/tokens.css';
import './style/base.css';

const desktop = window.ravine;
const workspace = new Workspace(
  desktop ? new DesktopBridge(desktop) : new WebBridge(location.origin, takeToken()),
  new Route(),
  new Draft(localStorage),
  localStorage,
);
if (desktop) joinDesktop(workspace, desktop);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id app');
mount(App, { target, props: { workspace } });
