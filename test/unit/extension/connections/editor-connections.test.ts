import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventEmitter, Memento, SecretStorage, SecretStorageChangeEvent } from 'vscode';
import { ConnectionList } from '../../../../src/extension/connections/connection-list.ts';
import { CredentialStore } from '../../../../src/extension/connections/credential-store.ts';
import { EditorConnections } from '../../../../src/extension/connections/editor-connections.ts';
import { SampleServer } from '../../../../src/extension/connections/sample-server.ts';
import type { SavedConnection } from '../../../../src/extension/connections/saved-connection.ts';

/** What VS Code's emitter does, as far as it is used here. */
class Emitter<T> implements EventEmitter<T> {
  readonly #listeners = new Set<(event: T) => unknown>();
  readonly event = (listener: (event: T) => unknown) => {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  };
  fire(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class Secrets implements SecretStorage {
  readonly kept = new Map<string, string>();
  readonly #changed = new Emitter<SecretStorageChangeEvent>();
  readonly onDidChange = this.#changed.event;
  get = async (key: string) => this.kept.get(key);
  keys = async () => [...this.kept.keys()];
  store = async (key: string, value: string) => {
    this.kept.set(key, value);
    this.#changed.fire({ key });
  };
  delete = async (key: string) => {
    this.kept.delete(key);
    this.#changed.fire({ key });
  };
}

class State implements Memento {
  readonly kept = new Map<string, unknown>();
  keys = () => [...this.kept.keys()];
  get<T>(key: string, otherwise?: T): T | undefined {
    const value = this.kept.get(key);
    return value === undefined ? otherwise : (value as T);
  }
  update = async (key: string, value: unknown) => void this.kept.set(key, structuredClone(value));
}

const mine: SavedConnection = {
  id: '1',
  label: 'Mine',
  kind: 'host',
  host: 'a.example',
  httpPath: '/sql/1.0/warehouses/1',
  signIn: 'token',
};

const asked = { refresh: false, host: 'a.example' };

let folder: string;
let secrets: Secrets;
let state: State;
let changes: number;
let connections: EditorConnections;
let trusted: boolean;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'connections-'));
  await writeFile(path.join(folder, 'ca.pem'), 'AUTHORITY');
});
afterAll(() => rm(folder, { recursive: true }));

beforeEach(() => {
  trusted = true;
  secrets = new Secrets();
  state = new State();
  changes = 0;
  const changed = new Emitter<void>();
  changed.event(() => changes++);
  connections = new EditorConnections({
    list: new ConnectionList(state),
    credentials: new CredentialStore(secrets),
    sample: new SampleServer('/nowhere/cli.js'),
    changed,
    env: () => ({ HTTPS_PROXY: 'http://user:proxy-secret@proxy.example:3128' }),
    authorities: () => 'SYSTEM',
    isTrusted: () => trusted,
    homeFolder: folder,
    now: Date.now,
  });
});

describe('connections', () => {
  it('keep a token in the secret storage only', async () => {
    await connections.save(mine, { token: 'dapi-secret' });
    expect(await connections.getToken('1', asked)).toBe('dapi-secret');
    expect(JSON.stringify([...state.kept])).not.toContain('secret');
    expect([...secrets.kept.values()]).toEqual(['dapi-secret']);
  });

  it('forget the secrets of one that is removed', async () => {
    await connections.save(mine, { token: 'dapi-secret' });
    await connections.remove('1');
    expect(secrets.kept.size).toBe(0);
    expect(connections.list()).toEqual([]);
    await expect(connections.getToken('1', asked)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('ask to sign in where nobody is', async () => {
    await connections.save(mine, { token: 'dapi-secret' });
    await connections.signOut('1');
    await expect(connections.getToken('1', asked)).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(connections.find('1')).toEqual(mine);
  });

  it('say that an address of a document is not theirs', async () => {
    await connections.save(mine, { token: 't' });
    const choice = { kind: 'host', host: 'b.example', httpPath: '/sql/1.0/warehouses/1' } as const;
    await expect(connections.addressFor(choice, folder)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('are reached through the proxy and with the authorities of the editor', async () => {
    await connections.save({ ...mine, caFile: path.join(folder, 'ca.pem') }, { token: 't' });
    expect(await connections.address('1')).toEqual({
      id: '1',
      label: 'a.example',
      host: 'a.example',
      httpPath: '/sql/1.0/warehouses/1',
      network: {
        caCertificate: 'SYSTEM\nAUTHORITY',
        proxy: { url: 'http://user:proxy-secret@proxy.example:3128' },
      },
    });
  });

  it('take warehouse and authority from the document that means them', async () => {
    await connections.save(mine, { token: 't' });
    const choice = { kind: 'host', host: 'A.example', httpPath: '/sql/1.0/warehouses/2', caFile: 'ca.pem' } as const;
    expect(await connections.addressFor(choice, folder)).toMatchObject({
      id: '1',
      httpPath: '/sql/1.0/warehouses/2',
      network: { caCertificate: 'SYSTEM\nAUTHORITY' },
    });
  });

  it('do not let a folder that is not trusted choose an authority', async () => {
    await connections.save(mine, { token: 't' });
    trusted = false;
    const choice = { kind: 'host', host: 'A.example', httpPath: '/sql/1.0/warehouses/2' } as const;
    await expect(connections.addressFor({ ...choice, caFile: 'ca.pem' }, folder)).rejects.toMatchObject({
      code: 'usage.untrusted',
    });
    expect(await connections.addressFor(choice, folder)).toMatchObject({ id: '1' });
  });

  it('take up a token that another window has changed', async () => {
    await connections.save(mine, { token: 'old' });
    expect(await connections.getToken('1', asked)).toBe('old');
    await secrets.store('replicator.connection.1.token', 'new');
    expect(await connections.getToken('1', asked)).toBe('new');
  });

  it('give no token for a host that they do not lead to any more', async () => {
    await connections.save(mine, { token: 'old' });
    await connections.save({ ...mine, host: 'b.example' }, { token: 'new' });
    await expect(connections.getToken('1', asked)).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(await connections.getToken('1', { ...asked, host: 'b.example' })).toBe('new');
  });

  it('have no token of another host while they are changed', async () => {
    await connections.save(mine, { token: 'old' });
    const given: string[] = [];
    const look = async (host: string) => {
      const token = await connections.getToken('1', { ...asked, host }).catch(() => 'none');
      given.push(`${token} for ${host}`);
    };
    const looks: Promise<void>[] = [];
    secrets.onDidChange(() => looks.push(look('a.example'), look('b.example')));
    await connections.save({ ...mine, host: 'b.example' }, { token: 'new' });
    await Promise.all(looks);
    expect(given).not.toContain('new for a.example');
    expect(given).not.toContain('old for b.example');
  });

  it('read an authority again where they are opened anew', async () => {
    const caFile = path.join(folder, 'changing.pem');
    await writeFile(caFile, 'BEFORE');
    await connections.save({ ...mine, caFile }, { token: 't' });
    const trusted = async () => (await connections.address('1')).network.caCertificate;
    expect(await trusted()).toBe('SYSTEM\nBEFORE');
    await writeFile(caFile, 'AFTER');
    connections.reopen('1');
    expect(await trusted()).toBe('SYSTEM\nAFTER');
  });

  it('tell of what has changed, and which one is active', async () => {
    await connections.save(mine, { token: 't' });
    await connections.save({ ...mine, id: '2', label: 'Other' }, { token: 't' });
    expect(connections.active?.id).toBe('1');
    await connections.activate('2');
    expect(connections.active?.id).toBe('2');
    await connections.remove('2');
    expect(connections.active?.id).toBe('1');
    expect(changes).toBe(4);
  });
});

describe('a connection that is tried out', () => {
  it('is not kept until it is said so', async () => {
    const trial = connections.tryOut(mine, { token: 'dapi-secret' });
    expect(await connections.getToken(trial.id, asked)).toBe('dapi-secret');
    expect(await connections.address(trial.id)).toMatchObject({ id: trial.id, host: 'a.example' });
    expect(secrets.kept.size).toBe(0);
    expect(connections.list()).toEqual([]);
    await trial.keep({ ...mine, label: 'Named' });
    expect(connections.find('1')?.label).toBe('Named');
    expect(await connections.getToken('1', asked)).toBe('dapi-secret');
  });

  it('is gone when it ends', async () => {
    const trial = connections.tryOut(mine, { token: 'dapi-secret' });
    trial.end();
    await expect(connections.getToken(trial.id, asked)).rejects.toMatchObject({ code: 'usage.invalid' });
  });

  it('uses what is kept where only the warehouse is another one', async () => {
    await connections.save(mine, { token: 'kept' });
    const trial = connections.tryOut({ ...mine, httpPath: '/sql/1.0/warehouses/9' }, {});
    expect(await connections.getToken(trial.id, asked)).toBe('kept');
  });

  it('never shows the token of one workspace to another', async () => {
    await connections.save(mine, { token: 'kept' });
    const elsewhere = { ...mine, host: 'evil.example' };
    const there = { ...asked, host: elsewhere.host };
    const trial = connections.tryOut(elsewhere, {});
    await expect(connections.getToken(trial.id, there)).rejects.toMatchObject({ code: 'auth.rejected' });
    await trial.keep(elsewhere);
    await expect(connections.getToken('1', there)).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(secrets.kept.size).toBe(0);
  });
});
