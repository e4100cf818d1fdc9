import type { Level } from '../../shared/plan.ts';
import { basic } from './basic.ts';
import type { LevelPath } from './level-path.ts';
import { pandas } from './pandas.ts';
import { parquet } from './parquet.ts';
import { streaming } from './streaming.ts';

export const levelPaths: Readonly<Record<Level, LevelPath>> = { basic, pandas, parquet, streaming };
