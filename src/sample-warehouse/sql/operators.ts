interface Waiting {
  readonly operator: string;
  readonly rank: number;
  /** Where in the output its left operand starts. */
  readonly left: number;
  /** Where its right operand starts. */
  readonly right: number;
}

interface Frame {
  readonly waiting: Waiting[];
  /** Where the operand at hand starts, with its signs. */
  start: number | undefined;
  /** Where it starts behind its signs. */
  primary: number | undefined;
  /** A word such as OVER was met: what comes next belongs to the operand too. */
  continued: boolean;
  /** Between CASE and END. */
  readonly branch: boolean;
  /** What CASE compares, where it does; null where each WHEN is a condition. */
  subject?: string | null;
}

const ranks: Readonly<Record<string, number>> = {
  '*': 7,
  '/': 7,
  '%': 7,
  DIV: 7,
  '+': 6,
  '-': 6,
  '||': 6,
  '&': 4,
  '|': 2,
  '=': 1,
  '==': 1,
  '<=>': 1,
  '<>': 1,
  '!=': 1,
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  BETWEEN: 1,
  'NOT BETWEEN': 1,
  // Between the bounds of BETWEEN.
  AND: 1.5,
};

/** Stands between the two bounds of BETWEEN, which are its one right operand. */
export const betweenMark = '\u0000';

const signs = new Set(['+', '-', '*']);

/**
 * Finds what the operators of an expression apply to, as Databricks ranks them, while its text is written piece by
 * piece. An operator itself is not written: `write` makes one piece of both operands.
 */
export class Operators {
  private readonly out: string[];
  private readonly write: (operator: string, left: string, right: string) => string;
  private readonly frames: Frame[] = [emptyFrame(false)];

  constructor(out: string[], write: (operator: string, left: string, right: string) => string) {
    this.out = out;
    this.write = write;
  }

  /** Before a piece that starts an operand, or ends one that stands before it without an operator between them. */
  operand(): void {
    const frame = this.frame;
    if (frame.continued) {
      frame.continued = false;
      return;
    }
    if (frame.primary !== undefined) this.boundary();
    frame.primary = this.out.length;
    frame.start ??= this.out.length;
  }

  get inBranch(): boolean {
    return this.frame.branch;
  }

  get hasOperand(): boolean {
    return this.frame.primary !== undefined;
  }

  /** Whether AND would stand between the bounds of BETWEEN. */
  get isBetween(): boolean {
    const { waiting } = this.frame;
    return (
      waiting.some(({ operator }) => operator.endsWith('BETWEEN')) &&
      waiting.every(({ operator }) => operator !== 'AND')
    );
  }

  /** The next operand is part of the one at hand, if there is one. */
  continue(): void {
    this.frame.continued = this.frame.primary !== undefined;
  }

  /** Whether the operator takes two operands here; if not, it is a sign or a star. */
  infix(operator: string): boolean {
    const rank = ranks[operator];
    const frame = this.frame;
    if (rank === undefined || (frame.primary === undefined && signs.has(operator))) {
      if (frame.primary === undefined) frame.start ??= this.out.length;
      return false;
    }
    while ((frame.waiting.at(-1)?.rank ?? 0) >= rank) this.reduce(frame);
    frame.waiting.push({ operator, rank, left: frame.start ?? this.out.length, right: this.out.length });
    frame.start = undefined;
    frame.primary = undefined;
    return true;
  }

  /** Takes the operand at hand out of the output, without its signs. */
  takePrimary(): string {
    return this.out.splice(this.frame.primary ?? this.out.length).join(' ');
  }

  /** Takes the operand at hand out of the output, with all operators that bind it. */
  takeValue(): string {
    const frame = this.frame;
    while (frame.waiting.length > 0) this.reduce(frame);
    const text = this.out.splice(frame.start ?? this.out.length).join(' ');
    frame.start = this.out.length;
    frame.primary = this.out.length;
    return text;
  }

  /** The expression ends. */
  boundary(): void {
    const frame = this.frame;
    while (frame.waiting.length > 0) this.reduce(frame);
    frame.start = undefined;
    frame.primary = undefined;
    frame.continued = false;
  }

  open(): void {
    this.frames.push(emptyFrame(false));
  }

  openBranch(): void {
    this.frames.push(emptyFrame(true));
  }

  /** At WHEN: what CASE compares with what follows. */
  branchSubject(): string | undefined {
    const frame = this.frame;
    if (!frame.branch) return undefined;
    if (frame.subject === undefined) frame.subject = frame.primary === undefined ? null : this.takeValue();
    this.boundary();
    return frame.subject ?? undefined;
  }

  /** Whether END closes a CASE here. */
  closeBranch(): boolean {
    if (!this.frame.branch) return false;
    this.close();
    return true;
  }

  close(): void {
    this.boundary();
    if (this.frames.length > 1) this.frames.pop();
  }

  private get frame(): Frame {
    const frame = this.frames.at(-1);
    if (frame === undefined) throw new TypeError('no frame');
    return frame;
  }

  private reduce(frame: Frame): void {
    const last = frame.waiting.pop();
    if (last === undefined) return;
    const right = this.out.splice(last.right).join(' ');
    const left = this.out.splice(last.left).join(' ');
    this.out.push(this.write(last.operator, left, right));
    frame.start = last.left;
    frame.primary = last.left;
  }
}

function emptyFrame(branch: boolean): Frame {
  return { waiting: [], start: undefined, primary: undefined, continued: false, branch };
}
