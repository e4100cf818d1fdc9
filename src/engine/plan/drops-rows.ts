import type { TransformPlan } from '../../shared/plan.ts';

/** Fewer rows may come out of the transform than go in. */
export function dropsRows(transform: TransformPlan | undefined): boolean {
  return transform?.filter !== undefined || transform?.dropDuplicates !== undefined;
}
