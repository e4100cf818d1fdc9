import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface MenuItem {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly default: unknown;
  readonly order?: number;
  readonly markdownDescription?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations?: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus?: readonly { readonly id: string }[];
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly icon?: string; readonly when?: string }[]>
    >;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
    readonly customEditors?: readonly { readonly viewType: string }[];
    readonly yamlValidation?: readonly { readonly url: string }[];
    readonly keybindings?: readonly { readonly command: string; readonly when?: string }[];
    readonly walkthroughs?: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
        readonly completionEvents?: readonly string[];
        readonly when?: string;
      }[];
    }[];
  };
}

export const root = path.resolve(import.meta.dirname, '../..');
export const manifest: Manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
export const { commands, menus, views, configuration, viewsWelcome } = manifest.contributes;
export const contributed = commands.map(({ command }) => command);
export const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
export const viewIds = Object.values(views).flatMap((group) => group.map(({ id }) => id));

export const sources = readdirSync(path.join(root, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(root, 'src/extension', file), 'utf8') }));

/** The keys of an interface in a file of the extension. */
export function keysOf(file: string, name: string): readonly string[] {
  const text = sources.find((source) => source.file === file)?.text ?? '';
  const body = text.slice(text.indexOf(`interface ${name} {`)).split(/^\}/m)[0] ?? '';
  return [...body.matchAll(/^ {2}'([^']+)'/gm)].map(([, key]) => key ?? '');
}

export const contextKeys = keysOf('context-keys.ts', 'ContextKeys');
