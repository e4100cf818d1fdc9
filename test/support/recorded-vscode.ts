/** What the extension has told the editor of itself while it was activated. */
export interface Registrations {
  readonly commands: string[];
  readonly views: string[];
  readonly customEditors: string[];
}

/** Answers everything with itself: properties, calls, construction, iteration (nothing), text (empty). */
export const standIn: object = new Proxy(callable, {
  get: (_, name) => answer(name),
  has: () => true,
  set: () => true,
  apply: () => standIn,
  construct: () => standIn,
});

/** A stand-in for the module `vscode` that writes down what is registered. */
export function recordVscode({ commands, views, customEditors }: Registrations): object {
  const lists: Readonly<Record<string, string[]>> = {
    registerCommand: commands,
    registerTextEditorCommand: commands,
    registerTreeDataProvider: views,
    createTreeView: views,
    registerWebviewViewProvider: views,
    registerCustomEditorProvider: customEditors,
  };
  const namespace: object = new Proxy(callable, {
    get: (_, name) => {
      const list = lists[String(name)];
      if (list === undefined) return name === 'commands' || name === 'window' ? namespace : answer(name);
      return (id: string) => {
        list.push(id);
        return standIn;
      };
    },
    has: () => true,
    apply: () => standIn,
    construct: () => standIn,
  });
  return new Proxy(
    {},
    { get: (_, name) => (name === 'TreeItem' ? TreeItem : Reflect.get(namespace, name)), has: () => true },
  );
}

/** Keeps what a tree gives it. */
class TreeItem {
  readonly label: unknown;

  constructor(label: unknown) {
    this.label = label;
  }
}

function answer(name: string | symbol): unknown {
  if (name === 'then') return undefined;
  if (name === Symbol.iterator) return [][Symbol.iterator];
  if (name === Symbol.toPrimitive) return () => '';
  return standIn;
}

/** Can be called, constructed and extended. */
function callable(): undefined {
  return undefined;
}
