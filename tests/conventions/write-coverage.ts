// npm run coverage
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverage } from './coverage.ts';
import { ROOT } from './source-files.ts';

writeFileSync(join(ROOT, 'docs/coverage.md'), coverage());
