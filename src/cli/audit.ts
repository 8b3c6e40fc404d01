import { parseArgs } from 'node:util';
import { sequenceAudit } from '../platform/audit/sequencer.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { onTheSite } from './on-the-site.ts';
import { say } from './site-config.ts';

/** The audit trail, verified from outside. */
export async function verify(words: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...words], options: { json: { type: 'boolean', default: false } } });
  const found = await onTheSite(async (services) => {
    await sequenceAudit(services.database);
    return verifyAudit(services.database);
  });
  if (values.json) process.stdout.write(`${JSON.stringify({ ...found, entries: Number(found.entries), waiting: Number(found.waiting) })}\n`);
  else if (found.broken) process.stdout.write(`The audit chain is broken. ${found.broken}\n`);
  else process.stdout.write(`The audit chain holds: ${found.entries} entries, ${found.waiting} waiting for their position. Last hash ${found.lastHash}\n`);
  if (!values.json && !found.broken) say('Keep the last hash somewhere else: a trail that still leads to it was not rewritten.');
  return found.broken ? 1 : 0;
}
