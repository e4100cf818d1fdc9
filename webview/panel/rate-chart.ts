import uPlot from 'uplot';
import type { RateSample } from '../../src/shared/protocol/panel-protocol.ts';
import { formatBytes, formatCount, formatDuration } from '../../src/shared/text/units.ts';

const height = 120;
const wholeSteps = Array.from({ length: 14 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
const seconds = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 18_000, 36_000];

/** Rows and bytes a second over the life of a run. Its figures stand beside it as text, so it is a picture to others. */
export class RateChart extends HTMLElement {
  #samples: readonly RateSample[] = [];
  #plot: uPlot | undefined;
  #resize: ResizeObserver | undefined;
  #theme: MutationObserver | undefined;

  set samples(samples: readonly RateSample[]) {
    if (samples === this.#samples) return;
    this.#samples = samples;
    this.#plot?.setData(toColumns(samples));
  }

  connectedCallback(): void {
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', 'Rows and bytes a second over time');
    this.#draw();
    this.#resize = new ResizeObserver(() => this.#plot?.setSize({ width: this.#width, height }));
    this.#resize.observe(this);
    // A canvas knows no variables: another theme is another picture.
    this.#theme = new MutationObserver(() => this.#draw());
    this.#theme.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  }

  disconnectedCallback(): void {
    this.#resize?.disconnect();
    this.#theme?.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  get #width(): number {
    return Math.max(200, Math.floor(this.clientWidth));
  }

  #draw(): void {
    this.#plot?.destroy();
    const style = getComputedStyle(document.body);
    const colour = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
    const text = colour('--vscode-descriptionForeground', colour('--vscode-foreground', '#888888'));
    const grid = { stroke: `color-mix(in srgb, ${text} 20%, transparent)`, width: 1 };
    const font = `11px ${style.fontFamily}`;
    const axis = { stroke: text, font, grid, ticks: { show: false } };
    const rows = colour('--vscode-charts-blue', text);
    const bytes = colour('--vscode-charts-green', text);
    this.#plot = new uPlot(
      {
        width: this.#width,
        height,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 0, 0, 0],
        scales: { x: { time: false }, rows: { range: fromZero }, bytes: { range: fromZero } },
        axes: [
          { ...axis, size: 26, incrs: seconds, values: (_, ticks) => ticks.map((tick) => formatDuration(tick * 1000)) },
          { ...axis, scale: 'rows', size: 70, values: (_, ticks) => ticks.map((tick) => formatCount(tick)) },
          {
            ...axis,
            scale: 'bytes',
            side: 1,
            size: 70,
            incrs: wholeSteps,
            grid: { show: false },
            values: (_, ticks) => ticks.map((tick) => `${formatBytes(tick)}/s`),
          },
        ],
        series: [
          {},
          { scale: 'rows', stroke: rows, width: 2, points: { show: false } },
          { scale: 'bytes', stroke: bytes, width: 2, dash: [4, 3], points: { show: false } },
        ],
      },
      toColumns(this.#samples),
      this,
    );
  }
}

function fromZero(_: uPlot, __: number | null, highest: number | null): [number, number] {
  return [0, Math.max(1, (highest ?? 1) * 1.1)];
}

function toColumns(samples: readonly RateSample[]): uPlot.AlignedData {
  return [
    samples.map(({ atMs }) => atMs / 1000),
    samples.map(({ rowsPerSecond }) => rowsPerSecond),
    samples.map(({ bytesPerSecond }) => bytesPerSecond),
  ];
}
