import type { Level } from '../../shared/plan.ts';
import type { LevelPath } from './level-path.ts';
import { streaming } from './streaming.ts';

export const levelPaths: Readonly<Partial<Record<Level, LevelPath>>> = { streaming };
