import type { RunProgress } from '../shared/progress.ts';
import { eventLine } from './events.ts';
import { LiveArea } from './live-area.ts';
import { PlainProgress } from './render/plain-progress.ts';
import { renderProgress } from './render/progress.ts';
import { type Terminal, writeLines } from './terminal.ts';

export interface ProgressView {
  show(progress: RunProgress): void;
  /** Before anything else is written. */
  end(): void;
}

/** A terminal is redrawn at most this often. */
const frameMs = 100;

export function createProgressView(terminal: Terminal, json: boolean, now: () => number): ProgressView {
  if (json) {
    return { show: (progress) => terminal.write(eventLine({ event: 'progress', progress })), end: () => undefined };
  }
  if (!terminal.redrawable) {
    const plain = new PlainProgress();
    return { show: (progress) => writeLines(terminal.write, plain.next(progress)), end: () => undefined };
  }
  const area = new LiveArea(terminal.write);
  let drawnAt = Number.NEGATIVE_INFINITY;
  return {
    show(progress) {
      if (now() - drawnAt < frameMs) return;
      drawnAt = now();
      area.draw(renderProgress(progress, terminal.style(), terminal.height - 1));
    },
    end: () => area.clear(),
  };
}
