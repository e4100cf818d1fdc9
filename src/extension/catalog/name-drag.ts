import { DataTransferItem, type TreeDragAndDropController } from 'vscode';
import { spellSource } from '../../shared/text/spell-name.ts';
import { type CatalogNode, isNamed, namePath } from './catalog-node.ts';

/** Names dragged out of the tree become text where they are dropped. */
export const nameDrag: TreeDragAndDropController<CatalogNode> = {
  dragMimeTypes: ['text/plain'],
  dropMimeTypes: [],
  handleDrag(nodes, transfer) {
    const names = nodes.flatMap((node) => {
      if (isNamed(node)) return [spellSource(namePath(node))];
      return node.kind === 'column' ? [spellSource([node.entry.name])] : [];
    });
    if (names.length > 0) transfer.set('text/plain', new DataTransferItem(names.join(', ')));
  },
};
