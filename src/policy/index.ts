/** The front door of local policy: what each authority has decided for itself, dated, and the public page of every rule. */
import type { Module } from '#platform/module';
import { policyActs } from './policy.acts.ts';
import { policyRoutes } from './policy.routes.ts';
import { rulesRoutes } from './rules.routes.ts';

export { POLICY_KEYS, POLICY_GROUPS, isPolicyKey, type PolicyGroup, type PolicyKeyName, type ValueOf } from './policy-keys.ts';
export type { ApprovalBand, LimitBand, MoneyThreshold, PolicyFields, PromisedDays } from './policy-kinds.ts';
export { breaksBetween, type BreakRule, type DatedBreak } from './breaks.ts';
export { bandFor, policyNote, reachesPolicy, requirePolicy, type PolicyValue } from './policy-value.ts';
export { policyOnDays, policyValue, policyValues } from './policy.store.ts';
export { holidaysFor, lawFrom } from './holiday.store.ts';
export { setPolicy } from './set-policy.command.ts';
export { addHoliday } from './add-holiday.command.ts';
export { POLICY_READERS, policyActs } from './policy.acts.ts';

export const policyModule: Module = { name: 'policy', acts: policyActs, routes: [...policyRoutes, ...rulesRoutes] };
