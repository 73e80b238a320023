import { mount } from 'svelte';
import App from './App.svelte';
import { takeToken } from './bridge/token.ts';
import { WebBridge } from './bridge/web.ts';
import { Draft } from './state/draft.svelte.ts';
import { Route } from './state/route.svelte.ts';
import { Workspace } from './state/workspace.svelte.ts';
import './style/tokens.css';
import './style/base.css';

const workspace = new Workspace(
  new WebBridge(location.origin, takeToken()),
  new Route(),
  new Draft(localStorage),
);
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no element with the id app');
mount(App, { target, props: { workspace } });
