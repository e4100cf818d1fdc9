import { randomUUID } from 'node:crypto';
import { window } from 'vscode';
import { chooseAuthority } from '../choose-authority.ts';
import type { Trial } from '../connections.ts';
import type { SavedConnection, SignIn } from '../saved-connection.ts';
import { signInWithBrowser } from '../sign-in.ts';
import { probeConnection, type TestingParts } from '../test-connection.ts';
import { askChoice, askText, type Choice } from './ask.ts';
import { accessKey, credentialsOf, type Draft, draftOf, finishDraft, newDraft, suggestLabel } from './draft.ts';
import { readWarehousePath, readWorkspaceAddress } from './read-workspace-address.ts';
import { listSourceItems } from './source-choices.ts';
import { type Outcome, type Step, walk } from './walk.ts';
import { failedWarehouseItems, listWarehouseItems, type WarehouseChoice } from './warehouse-choices.ts';

export interface WizardParts extends TestingParts {
  /** What this machine offers, asked when it is shown. */
  readonly listSources: () => Promise<Parameters<typeof listSourceItems>>;
}

const signIns: readonly Choice<SignIn>[] = [
  {
    label: 'Sign in with the browser',
    icon: 'link-external',
    description: 'OAuth',
    detail: 'As yourself; nothing to copy, and the sign-in renews itself',
    value: 'browser',
  },
  {
    label: 'Personal access token',
    icon: 'key',
    detail: 'Made in the workspace under Settings, Developer, Access tokens',
    value: 'token',
  },
  {
    label: 'Service principal',
    icon: 'server-process',
    detail: 'With its client id and secret',
    value: 'servicePrincipal',
  },
  {
    label: 'Databricks CLI',
    icon: 'terminal',
    detail: 'Asks the program databricks, which keeps the sign-in',
    value: 'databricksCli',
  },
];

/** Asks for everything that makes a connection, tries it out, and saves it. */
export class ConnectionWizard {
  readonly #parts: WizardParts;
  readonly #title: string;
  readonly #first: Step;
  #draft: Draft;
  #trial: { readonly key: string; readonly trial: Trial } | undefined;

  /** @param edited - absent for a new one */
  constructor(parts: WizardParts, edited?: SavedConnection) {
    this.#parts = parts;
    this.#title = edited === undefined ? 'Add connection' : `Edit ${edited.label}`;
    this.#first = edited === undefined ? this.#source : edited.kind === 'host' ? this.#address : this.#warehouse;
    this.#draft = edited === undefined ? newDraft(randomUUID()) : draftOf(edited);
  }

  /** @returns the connection as it was saved; undefined where the person gave up */
  async run(): Promise<SavedConnection | undefined> {
    const { connections } = this.#parts;
    try {
      if (!(await walk(this.#first))) return undefined;
      const connection = finishDraft(this.#draft);
      await this.#open().keep(connection);
      await connections.activate(connection.id);
      return connection;
    } finally {
      this.#trial?.trial.end();
    }
  }

  readonly #source: Step = async (position) => {
    const answer = await askChoice({
      ...this.#at(position, 4),
      placeholder: 'Where is the workspace?',
      load: async () => listSourceItems(...(await this.#parts.listSources())),
      onFailure: () => listSourceItems([], undefined),
    });
    if (typeof answer === 'string') return answer;
    const { value } = answer;
    if (value.kind === 'host') {
      if (this.#draft.kind !== 'host') this.#draft = newDraft(randomUUID());
      return { next: this.#address };
    }
    this.#draft = { ...newDraft(value.kind), kind: value.kind };
    if (value.kind !== 'profile') return this.#test();
    const { name, httpPath = '' } = value.profile;
    Object.assign(this.#draft, { id: `profile:${name}`, profile: name, label: name });
    return httpPath === '' ? { next: this.#warehouse } : this.#test();
  };

  readonly #address: Step = async (position) => {
    const draft = this.#draft;
    const answer = await askText({
      ...this.#at(position, 3),
      prompt: 'The address of the workspace, or of one of its pages; that of a SQL warehouse is understood too.',
      placeholder: 'https://adb-1234567890123456.7.azuredatabricks.net',
      value: draft.host,
      check: (text) => {
        const reading = readWorkspaceAddress(text);
        return 'problem' in reading ? reading.problem : undefined;
      },
    });
    if (typeof answer === 'string') return answer;
    const reading = readWorkspaceAddress(answer.value);
    if ('problem' in reading) return { next: this.#address };
    const { host, httpPath } = reading.address;
    if (host !== draft.host) Object.assign(draft, { host, httpPath: '', token: '', clientSecret: '' });
    if (httpPath !== undefined) draft.httpPath = httpPath;
    return { next: this.#signIn };
  };

  readonly #signIn: Step = async (position) => {
    const draft = this.#draft;
    const answer = await askChoice({
      ...this.#at(position, draft.signIn === 'servicePrincipal' ? 4 : 2),
      placeholder: `How do you sign in to ${draft.host}?`,
      preselect: (value) => value === draft.signIn,
      load: () => Promise.resolve(signIns),
    });
    if (typeof answer === 'string') return answer;
    draft.signIn = answer.value;
    switch (answer.value) {
      case 'browser':
        return this.#browse();
      case 'token':
        return { next: this.#token };
      case 'servicePrincipal':
        return { next: this.#client };
      case 'databricksCli':
        return { next: this.#warehouse };
    }
  };

  readonly #token: Step = (position) =>
    this.#secret(position, 'token', `A personal access token of ${this.#draft.host}`, 'dapi…');

  readonly #client: Step = async (position) => {
    const answer = await askText({
      ...this.#at(position, 3),
      prompt: 'The client id of the service principal (its application id).',
      value: this.#draft.clientId,
      check: (text) => (text.trim() === '' ? 'A client id is needed.' : undefined),
    });
    if (typeof answer === 'string') return answer;
    this.#draft.clientId = answer.value.trim();
    return { next: this.#clientSecret };
  };

  readonly #clientSecret: Step = (position) =>
    this.#secret(position, 'clientSecret', 'An OAuth secret of the service principal', '');

  async #secret(position: number, name: 'token' | 'clientSecret', what: string, placeholder: string): Promise<Outcome> {
    const draft = this.#draft;
    const kept = this.#keepsSecret();
    const answer = await askText({
      ...this.#at(position, 2),
      prompt: `${what}; it is kept in the secret storage of the editor.`,
      placeholder: kept ? 'Leave empty to keep the present one' : placeholder,
      value: draft[name],
      password: true,
      check: (text) => (text.trim() === '' && !kept ? 'Without it nobody can sign in.' : undefined),
    });
    if (typeof answer === 'string') return answer;
    draft[name] = answer.value.trim();
    return { next: this.#warehouse };
  }

  readonly #warehouse: Step = async (position) => {
    const draft = this.#draft;
    const { connections, engine } = this.#parts;
    const answer = await askChoice<WarehouseChoice>({
      ...this.#at(position, 1),
      placeholder: 'Which SQL warehouse copies the tables?',
      preselect: (value) => value.kind === 'warehouse' && value.httpPath === draft.httpPath,
      load: async () => {
        const address = await connections.address(this.#open().id);
        return listWarehouseItems(await engine.service.listWarehouses(address));
      },
      onFailure: failedWarehouseItems,
    });
    if (typeof answer === 'string') return answer;
    switch (answer.value.kind) {
      case 'retry':
        return this.#warehouse(position);
      case 'signIn':
        return draft.kind === 'host' ? { next: this.#signIn } : this.#warehouse(position);
      case 'authority': {
        draft.caFile = (await chooseAuthority()) ?? draft.caFile;
        return this.#warehouse(position);
      }
      case 'type':
        return { next: this.#path };
      case 'later':
        draft.httpPath = '';
        return { next: this.#label };
      case 'warehouse':
        draft.httpPath = answer.value.httpPath;
        return { next: this.#label };
    }
  };

  readonly #path: Step = async (position) => {
    const answer = await askText({
      ...this.#at(position, 1),
      prompt: 'The HTTP path of the warehouse, from its connection details.',
      placeholder: '/sql/1.0/warehouses/1234567890abcdef',
      value: this.#draft.httpPath,
      check: (text) =>
        readWarehousePath(text) === undefined ? 'A path such as /sql/1.0/warehouses/1234567890abcdef.' : undefined,
    });
    if (typeof answer === 'string') return answer;
    this.#draft.httpPath = readWarehousePath(answer.value) ?? '';
    return { next: this.#label };
  };

  readonly #label: Step = async (position) => {
    const draft = this.#draft;
    const answer = await askText({
      ...this.#at(position, 0),
      prompt: 'What the connection is called here.',
      value: draft.label || suggestLabel(draft.host),
      check: (text) => (text.trim() === '' ? 'A name is needed.' : undefined),
    });
    if (typeof answer === 'string') return answer;
    draft.label = answer.value.trim();
    return this.#test();
  };

  async #browse(): Promise<Outcome> {
    const { connections } = this.#parts;
    try {
      await signInWithBrowser(connections, this.#open().id, this.#draft.host);
      return { next: this.#warehouse };
    } catch (thrown) {
      const { describeError } = await import('../../errors/describe-error.ts');
      const { error, text } = describeError(thrown);
      if (error.code === 'run.cancelled') return { next: this.#signIn };
      const ways = error.code === 'network.certificate' ? ['Choose CA File…', 'Go Back'] : ['Try Again', 'Go Back'];
      const chosen = await window.showWarningMessage(text, { modal: true }, ...ways);
      if (chosen === undefined) return 'cancelled';
      if (chosen === 'Go Back') return { next: this.#signIn };
      if (chosen === 'Choose CA File…') this.#draft.caFile = (await chooseAuthority()) ?? this.#draft.caFile;
      return this.#browse();
    }
  }

  /** Before anything is saved. */
  async #test(): Promise<Outcome> {
    const draft = this.#draft;
    if (draft.kind === 'sample') return 'finished';
    const { connections } = this.#parts;
    const label = finishDraft(draft).label;
    const report = await probeConnection(this.#parts, label, async () => {
      const address = await connections.address(this.#open().id);
      return { ...address, httpPath: draft.httpPath || address.httpPath };
    });
    if (report === undefined) return { next: this.#label };
    if (report.sound) return 'finished';
    const detail = report.advice ?? '';
    const chosen = await window.showWarningMessage(report.text, { modal: true, detail }, 'Go Back', 'Save Anyway');
    if (chosen === 'Save Anyway') return 'finished';
    if (chosen === undefined) return 'cancelled';
    return draft.kind === 'host' ? { next: this.#address } : { next: this.#warehouse };
  }

  #at(position: number, left: number): { title: string; step: number; totalSteps: number } {
    return { title: this.#title, step: position, totalSteps: position + left };
  }

  /** The draft, as far as it goes, to ask the workspace with. */
  #open(): Trial {
    const key = accessKey(this.#draft);
    if (this.#trial?.key === key) return this.#trial.trial;
    this.#trial?.trial.end();
    const trial = this.#parts.connections.tryOut(finishDraft(this.#draft), credentialsOf(this.#draft));
    this.#trial = { key, trial };
    return trial;
  }

  #keepsSecret(): boolean {
    const kept = this.#parts.connections.find(this.#draft.id);
    const { host, signIn, clientId } = this.#draft;
    if (kept?.kind !== 'host' || kept.host !== host || kept.signIn !== signIn) return false;
    return signIn !== 'servicePrincipal' || kept.clientId === clientId;
  }
}
