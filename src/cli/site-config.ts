import { join } from 'node:path';
import { readConfig, type Config } from '../platform/config.ts';

export const PROJECT_ROOT = join(import.meta.dirname, '../..');

/** The site's configuration, as `wantsum start` would read it. */
export const siteConfig = (): Config => readConfig(process.env, PROJECT_ROOT);

/** Progress and problems go to stderr, so that stdout holds only results. */
export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
