import { Disposable, type DocumentSelector, languages } from 'vscode';
import { registerCommand } from '../commands.ts';
import { showError } from '../errors/show-error.ts';
import type { Parts } from '../parts.ts';
import { DocumentProblems } from './document-problems.ts';
import { showRunProblems } from './run-problems.ts';
import type { SourceNames } from './source-names.ts';

const documents: DocumentSelector = { language: 'yaml', pattern: '**/*.replication.yaml' };

/** What `*.replication.yaml` is as a text; everything that reads YAML is loaded with the first document. */
export function contributeLanguage(parts: Parts): Disposable {
  let names: Promise<SourceNames> | undefined;
  const sourceNames = (): Promise<SourceNames> => {
    names ??= import('./source-names.ts').then(({ SourceNames }) => new SourceNames(parts.engine));
    return names;
  };
  return Disposable.from(
    new DocumentProblems(),
    showRunProblems(parts.runs),
    registerCommand('replicator.language.newDocument', async () => {
      try {
        const { newDocument } = await import('./new-document.ts');
        await newDocument(parts);
      } catch (error) {
        await showError(error, { log: parts.log, title: 'The document could not be written' });
      }
    }),
    parts.connections.onDidChange(() => void names?.then((known) => known.clear())),
    languages.registerCompletionItemProvider(
      documents,
      {
        async provideCompletionItems(document, position) {
          const { provideCompletions } = await import('./provide-completions.ts');
          return provideCompletions(document, position, parts, await sourceNames());
        },
      },
      '.',
      ' ',
      '[',
      '{',
    ),
    languages.registerHoverProvider(documents, {
      async provideHover(document, position) {
        const { provideHover } = await import('./provide-hover.ts');
        return provideHover(document, position, parts, await sourceNames());
      },
    }),
    languages.registerCodeActionsProvider(documents, {
      async provideCodeActions(document, range, { diagnostics }) {
        const { provideCodeActions } = await import('./provide-code-actions.ts');
        return [...provideCodeActions(document, range, diagnostics)];
      },
    }),
    languages.registerCodeLensProvider(documents, {
      async provideCodeLenses(document) {
        const { provideCodeLenses } = await import('./provide-code-lenses.ts');
        return provideCodeLenses(document);
      },
    }),
    languages.registerDocumentSymbolProvider(documents, {
      async provideDocumentSymbols(document) {
        const { provideSymbols } = await import('./provide-outline.ts');
        return provideSymbols(document);
      },
    }),
    languages.registerDocumentLinkProvider(documents, {
      async provideDocumentLinks(document) {
        const { provideLinks } = await import('./provide-outline.ts');
        return provideLinks(document);
      },
    }),
  );
}
