import { z } from 'zod';
import { calendarDate, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { idFrom, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { decidePolicyChange } from './policy-change.ts';
import { isPolicyKey, type PolicyKeyName } from './policy-keys.ts';
import type { ReadPolicy } from './policy-kinds.ts';
import { definitionOf } from './policy-value.ts';
import { lockPolicies, policyRows, storePolicy } from './policy.store.ts';
import { policyActs } from './policy.acts.ts';

/** A day as the schema of a command takes it, with the sentence shown when it is not one. */
export const dateInput = (missing: string) =>
  z.string().trim().min(1, missing).transform((text, context): CalendarDate => {
    try {
      return calendarDate(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'Date must be a real date' });
      return z.NEVER;
    }
  });

const given = z.object({
  bodyId: z.string(),
  key: z.string().refine(isPolicyKey, 'There is no such policy').transform((key) => key as PolicyKeyName),
  /** The fields of the policy's kind, as typed: `{amount: '8000', op: '>=', basis: 'net'}`. */
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.undefined()])),
  from: dateInput('Enter the date from which it applies'),
  source: words(500, 'Enter where this was decided, such as a minute or a standing order'),
  owner: optionalWords(200).default(''),
  reason: words(2000, 'Enter why it changes'),
  isCorrection: z.boolean().default(false),
});

/** The value is read beside the rest, so that everything wrong is said at once, in the order of the page. */
const input = z.unknown().transform((raw, context) => {
  const read = valueOf(raw);
  if (read && !read.ok) for (const { field, why } of read.problems) context.addIssue({ code: 'custom', path: [field], message: why });
  const parsed = given.safeParse(raw);
  for (const issue of parsed.error?.issues ?? []) context.addIssue({ code: 'custom', path: issue.path, message: issue.message });
  return parsed.success && read?.ok ? { ...parsed.data, value: read.value } : z.NEVER;
});
type SetPolicy = z.output<typeof input>;

function valueOf(raw: unknown): ReadPolicy<unknown> | null {
  const named = given.pick({ key: true, fields: true }).safeParse(raw);
  return named.success ? definitionOf(named.data.key).kind.read(named.data.fields) : null;
}

/** Sets one local policy of a body from a day on. The row in force ends the day before; decisions already made keep the rule they copied. */
export const setPolicy = command({
  act: policyActs.set,
  input: input as z.ZodType<SetPolicy>,
  record: ({ bodyId }) => ({ kind: 'body', id: bodyId }),
  perform: async ({ tx, actor }, asked) => {
    if (!(await lockPolicies(tx, asked.bodyId))) return refuse('no-body', 'There is no such body.');
    const today = londonDate(await readClock(tx));
    const decision = decidePolicyChange(await policyRows(tx, asked.bodyId, asked.key), asked, today);
    if (decision.kind === 'refused') return decision;
    const { inTheWay, until } = decision.value;
    const { kind, title, default: usual } = definitionOf(asked.key);
    await storePolicy(tx, { ...asked, until, owner: asked.owner || null, setBy: actor.personId }, inTheWay);
    const before = inTheWay ? kind.words(kind.fromJson(inTheWay.value)) : usual ? `${kind.words(usual.value)} (default)` : 'not set';
    const after = kind.words(asked.value);
    return done({ title, from: asked.from, words: after, followedOn: until }, {
      record: { kind: 'body', id: asked.bodyId },
      bodyId: idFrom<'body'>(asked.bodyId) satisfies BodyId,
      before: { policy: asked.key, value: before },
      after: { policy: asked.key, value: after, from: asked.from, until, source: asked.source, correction: asked.isCorrection },
      reason: asked.reason,
      rule: `${title}: ${after}, from ${formatDate(asked.from)}`,
    });
  },
});
