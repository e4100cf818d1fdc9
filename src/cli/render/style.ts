import picocolors from 'picocolors';

export type Paint = (text: string) => string;

/** How text looks where it is shown; without colours every paint leaves it as it is. */
export interface Style {
  /** Columns of the terminal. */
  readonly width: number;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly good: Paint;
  readonly bad: Paint;
  readonly warn: Paint;
  readonly accent: Paint;
}

export function createStyle(width: number, colours: boolean): Style {
  const paint = picocolors.createColors(colours);
  return {
    width: Math.max(width, 40),
    bold: paint.bold,
    dim: paint.dim,
    good: paint.green,
    bad: paint.red,
    warn: paint.yellow,
    accent: paint.cyan,
  };
}
