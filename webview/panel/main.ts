import '@vscode/codicons/dist/codicon.css';
import './panel.css';
import { html, render } from 'lit';
import { registerElements } from '../ui/toolkit.ts';
import { openHostChannel } from './host-channel.ts';
import { firstLook, readLook } from './look.ts';
import { PanelStore } from './store.ts';

registerElements();
const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('The page has no root.');

const store = new PanelStore(({ snapshot }) => {
  const tables = snapshot?.document.outline.tables ?? [];
  render(html`<ul>${tables.map(({ source }) => html`<li>${source}</li>`)}</ul>`, root);
});
const channel = openHostChannel(store);
void store.load(channel.host, readLook(channel.kept.getState()) ?? firstLook);
