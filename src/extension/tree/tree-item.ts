import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { describeError } from '../errors/describe-error.ts';
import { toMarkdown } from '../errors/show-error.ts';
import { headlineOf } from './headlines.ts';

/** @param icon - of the codicons */
export function dress(item: TreeItem, contextValue: string, icon: string, description?: string): TreeItem {
  item.contextValue = contextValue;
  item.iconPath = new ThemeIcon(icon);
  if (description !== undefined && description !== '') item.description = description;
  return item;
}

/**
 * An error in a tree: in few words, then the message, and on hovering what mends it.
 * @param connectionId - the saved connection that it happened on
 */
export function errorItem(thrown: unknown, connectionId?: string): TreeItem {
  const { error, text } = describeError(thrown);
  const headline = headlineOf(error.code);
  const item = new TreeItem(headline ?? error.message, TreeItemCollapsibleState.None);
  if (headline !== undefined) item.description = error.message;
  item.contextValue = 'error';
  item.iconPath = new ThemeIcon('error', new ThemeColor('errorForeground'));
  item.tooltip = toMarkdown(thrown, connectionId);
  item.accessibilityInformation = { label: headline === undefined ? text : `${headline}. ${text}` };
  return item;
}
