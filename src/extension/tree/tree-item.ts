import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { describeError } from '../errors/describe-error.ts';
import { toMarkdown } from '../errors/show-error.ts';

/** @param icon - of the codicons */
export function dress(item: TreeItem, contextValue: string, icon: string, description?: string): TreeItem {
  item.contextValue = contextValue;
  item.iconPath = new ThemeIcon(icon);
  if (description !== undefined && description !== '') item.description = description;
  return item;
}

/**
 * An error in a tree: the message, and on hovering what mends it.
 * @param short - the message in fewer words
 * @param connectionId - the saved connection that it happened on
 */
export function errorItem(
  thrown: unknown,
  { short, connectionId }: { readonly short?: (message: string) => string; readonly connectionId?: string } = {},
): TreeItem {
  const { error, text } = describeError(thrown);
  const item = new TreeItem(short?.(error.message) ?? error.message, TreeItemCollapsibleState.None);
  item.contextValue = 'error';
  item.iconPath = new ThemeIcon('error', new ThemeColor('errorForeground'));
  item.tooltip = toMarkdown(thrown, connectionId);
  item.accessibilityInformation = { label: text };
  return item;
}
