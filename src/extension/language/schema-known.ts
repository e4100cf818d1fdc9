import { extensions } from 'vscode';

/** It completes and explains keys and words from the JSON schema that this extension contributes. */
const schemaAware = 'redhat.vscode-yaml';

/** What the schema says would be said twice. */
export function isSchemaKnown(): boolean {
  return extensions.getExtension(schemaAware) !== undefined;
}
