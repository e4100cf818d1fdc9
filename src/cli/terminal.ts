import process from 'node:process';
import { createStyle, type Style } from './render/style.ts';

/** Where the command line writes to; injected, so that tests can read along. */
export interface Terminal {
  /** Standard output. */
  write(text: string): void;
  /** Standard error. */
  complain(text: string): void;
  /** Whether standard output is redrawn by a terminal. */
  readonly redrawable: boolean;
  readonly height: number;
  /** For standard output; asked for anew at every drawing, because the width may change. */
  style(): Style;
  /** For standard error. */
  errorStyle(): Style;
}

const widthWithoutTerminal = 100;

/**
 * The standard streams of this process.
 * @param onBroken told when nobody reads any more (`… | head -1`); from then on nothing is written
 */
export function processTerminal(env: NodeJS.ProcessEnv, onBroken: () => void): Terminal {
  const { stdout, stderr } = process;
  let broken = false;
  const stop = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    if (broken) return;
    broken = true;
    onBroken();
  };
  stdout.on('error', stop);
  stderr.on('error', stop);
  const writeTo = (stream: NodeJS.WriteStream) => (text: string) => {
    if (!broken) stream.write(text);
  };
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const coloured = (stream: NodeJS.WriteStream): boolean => {
    if (env.NO_COLOR) return false;
    if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
    return stream.isTTY === true && env.TERM !== 'dumb';
  };
  return {
    write: writeTo(stdout),
    complain: writeTo(stderr),
    redrawable: stdout.isTTY === true && env.TERM !== 'dumb',
    get height() {
      return stdout.rows ?? 24;
    },
    style: () => createStyle(stdout.columns ?? widthWithoutTerminal, coloured(stdout)),
    errorStyle: () => createStyle(stderr.columns ?? widthWithoutTerminal, coloured(stderr)),
  };
}

/** Who reads along may stop (`… | head`): that must not break off a run. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

export function writeLines(write: (text: string) => void, lines: readonly string[]): void {
  if (lines.length > 0) write(`${lines.join('\n')}\n`);
}
