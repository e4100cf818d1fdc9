import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RecordedReply {
  readonly [key: string]: unknown;
  readonly statement_id?: string;
  readonly session_id?: string;
  readonly status?: { readonly state: string; readonly error?: { readonly message: string } };
  readonly manifest?: {
    readonly schema: {
      readonly columns?: readonly { readonly name: string; readonly type_text: string; readonly type_name: string }[];
    };
  };
  readonly result?: {
    readonly external_links?: readonly { readonly external_link: string }[];
    readonly attachment?: string;
    readonly data_array?: readonly (readonly (string | null)[])[];
  };
}

export interface RecordedExchange {
  readonly method: string;
  readonly path: string;
  readonly body: { readonly [key: string]: unknown; readonly statement?: string } | null;
  readonly status: number;
  readonly response: RecordedReply;
}

export interface Recording {
  readonly name: string;
  readonly exchanges: readonly RecordedExchange[];
  readonly payloads: readonly { readonly path: string; readonly file: string }[];
}

export function readRecordings(folder: string): readonly Recording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const recording = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Omit<Recording, 'name'>;
      return { ...recording, name: name.replace(/\.json$/, '') };
    });
}

/** The bytes that an exchange led to: behind its link, or in its attachment. */
export function payloadOf(folder: string, recording: Recording, reply: RecordedReply): Buffer | undefined {
  const { external_links: links, attachment } = reply.result ?? {};
  if (attachment !== undefined) return Buffer.from(attachment, 'base64');
  const url = links?.[0]?.external_link;
  const payload = recording.payloads.find(({ path }) => url?.endsWith(path));
  return payload === undefined ? undefined : readFileSync(join(folder, payload.file));
}
