import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { grossPence, netPence } from '#kernel/money';
import { askedQuestions, type Question } from '#parts/questions';
import { decideEvidence, decideExclusion, FINANCIAL_GROUNDS, readView } from './checks/checks.ts';
import { contradictions, coreBurden, groundsTicked } from './core/core.ts';
import { CORE_QUESTIONNAIRE } from './core/core-questionnaire.ts';
import { EXCLUSION_GROUNDS } from './exclusion-grounds.ts';
import { checkingFor, judged, JUDGEMENTS, type Judgement } from './tender/checking.ts';
import { decideMark, decideRequirement, LEVELS, REQUIREMENTS, riskOf, type RequirementKind } from './tender/risk.ts';
import { expiryInTender, expiryStanding } from './vault/vault.ts';

const threshold = (pounds: bigint) => ({ amountPence: pounds * 100n, op: '>=' as const, basis: 'net' as const });
const settings = { mediumValueFrom: threshold(50_000n), highValueFrom: threshold(500_000n), mediumFromPoints: 5, highFromPoints: 7 };
const value = (pounds: bigint) => ({ net: netPence(pounds * 100n), gross: grossPence(pounds * 120n) });

describe('the core questionnaire', () => {
  test('is short, has no file and names nobody in its answers', () => {
    expect(coreBurden().questions).toBeLessThan(20);
    expect(CORE_QUESTIONNAIRE.questions.filter(({ type }) => type === 'file')).toEqual([]);
  });
  test('every ground of the law has plain words, each once', () => {
    expect(new Set(EXCLUSION_GROUNDS.map(({ key }) => key)).size).toBe(EXCLUSION_GROUNDS.length);
    expect(EXCLUSION_GROUNDS.filter(({ kind }) => kind === 'mandatory')).toHaveLength(12);
    expect(EXCLUSION_GROUNDS.filter(({ kind }) => kind === 'discretionary')).toHaveLength(9);
  });
  test('“none of these” beside a ground is refused, alone it is an answer', () => {
    expect(contradictions({ 'mandatory-grounds': ['A tax offence', 'None of these'] })).toHaveLength(1);
    expect(contradictions({ 'mandatory-grounds': ['None of these'] })).toEqual([]);
    expect(groundsTicked({ 'mandatory-grounds': ['None of these'], 'discretionary-grounds': ['You have stopped or suspended your business'] })).toEqual(['You have stopped or suspended your business']);
  });
  test('the statement’s address is asked only of those who publish one', () => {
    const questions = CORE_QUESTIONNAIRE.questions.map((question, index) => ({ askedWhen: [], ...question, id: String(index), key: question.key })) as unknown as Question[];
    expect(askedQuestions(questions, new Map()).some(({ key }) => key === 'modern-slavery-address')).toBe(false);
  });
});

describe('how bidders are looked at', () => {
  const facts = { covered: false as boolean | 'unknown', ...value(9_000n), risk: 'low' as const, selfCertifyBelow: threshold(25_000n) };
  test('DP-05: below the threshold there is no questionnaire before the tender, whatever the risk', () => {
    for (const risk of [null, ...LEVELS]) expect(checkingFor({ ...facts, ...value(90_000n), risk })).toBe('questions');
    expect(checkingFor({ ...facts, covered: 'unknown' })).not.toBe('core');
    expect(checkingFor({ ...facts, covered: true })).toBe('core');
  });
  test('self-certification is for low value and low risk, exactly at the amount no more, and nowhere until it is set', () => {
    expect(checkingFor(facts)).toBe('self-certification');
    expect(checkingFor({ ...facts, ...value(25_000n) })).toBe('questions');
    expect(checkingFor({ ...facts, risk: 'medium' })).toBe('questions');
    expect(checkingFor({ ...facts, risk: null })).toBe('questions');
    expect(checkingFor({ ...facts, selfCertifyBelow: null })).toBe('questions');
    expect(checkingFor({ ...facts, net: null })).toBe('questions');
  });
  test('a question about money can only be a matter of finance’s view', () => {
    for (const judgement of Object.keys(JUDGEMENTS) as Judgement[]) expect(judged('financial-standing', judgement) !== null).toBe(judgement === 'finance-view');
    expect(judged('safeguarding', 'pass-or-fail')).not.toBeNull();
  });
});

describe('risk and what it allows', () => {
  test('each of value, complexity and harm counts one to three points, and the bounds belong to the higher level', () => {
    expect(riskOf({ ...value(12_000n), complexity: 'low', harm: 'low' }, settings)).toMatchObject({ points: 3, level: 'low' });
    expect(riskOf({ ...value(50_000n), complexity: 'medium', harm: 'low' }, settings)).toMatchObject({ points: 5, level: 'medium' });
    expect(riskOf({ ...value(500_000n), complexity: 'medium', harm: 'medium' }, settings)).toMatchObject({ points: 7, level: 'high' });
    expect(riskOf({ ...value(12_000n), complexity: 'high', harm: 'high' }, settings)).toMatchObject({ points: 7, level: 'high' });
  });
  const ceiling = { amount: 200_000_000n, note: { sentence: 'The most.', source: 'Local policy' } };
  const asked = { level: 'low' as const, veryHighValueAndComplex: false, reason: '', ceiling };
  test.each(Object.keys(REQUIREMENTS).filter((kind) => kind !== 'performance-bond') as RequirementKind[])('%s: up to the ceiling, above it only with a reason', (kind) => {
    expect(decideRequirement({ ...asked, kind, amount: ceiling.amount })).toEqual({ kind: 'allowed', value: { exceeds: false } });
    expect(decideRequirement({ ...asked, kind, amount: ceiling.amount + 1n })).toMatchObject({ kind: 'refused', code: 'above-ceiling' });
    expect(decideRequirement({ ...asked, kind, amount: ceiling.amount + 1n, reason: '  ' })).toMatchObject({ kind: 'refused' });
    expect(decideRequirement({ ...asked, kind, amount: ceiling.amount + 1n, reason: 'Work at height.' })).toEqual({ kind: 'allowed', value: { exceeds: true } });
    expect(decideRequirement({ ...asked, kind, amount: 0n })).toMatchObject({ kind: 'refused' });
    expect(decideRequirement({ ...asked, kind, amount: 5n, ceiling: null })).toMatchObject({ kind: 'refused', code: 'no-ceiling' });
  });
  test('a bond is refused outright, reason or not, unless the contract is marked', () => {
    expect(decideRequirement({ ...asked, kind: 'performance-bond', amount: 1n, reason: 'To be safe.' })).toMatchObject({ kind: 'refused', code: 'bond' });
    expect(decideRequirement({ ...asked, kind: 'performance-bond', amount: 1n, veryHighValueAndComplex: true })).toMatchObject({ kind: 'allowed' });
  });
  test('only a complex contract of a value that the authority named can be marked', () => {
    const big = { ...value(20_000_000n), complexity: 'high' as const, harm: 'low' as const };
    expect(decideMark(big, null)).toMatchObject({ code: 'bond-value' });
    expect(decideMark({ ...big, complexity: 'medium' }, threshold(10_000_000n))).toMatchObject({ code: 'not-complex' });
    expect(decideMark({ ...big, ...value(9_999_999n) }, threshold(10_000_000n))).toMatchObject({ code: 'not-high-value' });
    expect(decideMark(big, threshold(20_000_000n))).toMatchObject({ kind: 'allowed' });
  });
});

describe('documents that expire', () => {
  const day = (text: string) => calendarDate(text);
  test('the last day still holds; the owner is told from the day they chose', () => {
    expect(expiryStanding(day('2026-06-30'), day('2026-06-30'), 30)).toBe('expiring');
    expect(expiryStanding(day('2026-06-30'), day('2026-07-01'), 30)).toBe('expired');
    expect(expiryStanding(day('2026-06-30'), day('2026-05-31'), 30)).toBe('expiring');
    expect(expiryStanding(day('2026-06-30'), day('2026-05-30'), 30)).toBe('lasting');
    expect(expiryStanding(null, day('2026-05-30'), 30)).toBe('lasting');
  });
  test('in a tender it must outlast the closing, and should outlast the start', () => {
    const days = { closesOn: day('2026-07-15'), startsOn: day('2026-09-01') };
    expect(expiryInTender(day('2026-06-30'), days)).toBe('expires before award');
    expect(expiryInTender(day('2026-07-15'), days)).toBe('expires before the contract starts');
    expect(expiryInTender(day('2026-09-01'), days)).toBeNull();
    expect(expiryInTender(null, days)).toBeNull();
    expect(expiryInTender(day('2026-06-30'), { closesOn: null, startsOn: null })).toBeNull();
  });
});

describe('exclusion: the supplier is heard first', () => {
  const now = new Date('2026-05-01T12:00:00Z');
  const open = { repliedAt: null, replyDueAt: new Date('2026-05-02T00:00:00Z'), decidedAt: null };
  const replied = { ...open, repliedAt: now };
  test.each([
    ['not heard and still in time', { ...open, kind: 'mandatory' as const }, { continuing: true, decision: 'excluded' as const }, 'not-heard'],
    ['a mandatory ground that goes on', { ...replied, kind: 'mandatory' as const }, { continuing: true, decision: 'not-excluded' as const }, 'mandatory'],
    ['one that is over', { ...replied, kind: 'mandatory' as const }, { continuing: false, decision: 'excluded' as const }, 'not-continuing'],
    ['decided already', { ...replied, kind: 'discretionary' as const, decidedAt: now }, { continuing: true, decision: 'excluded' as const }, 'decided'],
  ])('%s is refused', (_name, concern, asked, code) => expect(decideExclusion(concern, asked, now)).toMatchObject({ kind: 'refused', code }));
  test('a discretionary ground leaves the choice, and silence ends with its day', () => {
    for (const decision of ['excluded', 'not-excluded'] as const) expect(decideExclusion({ ...replied, kind: 'discretionary' }, { continuing: true, decision }, now).kind).toBe('allowed');
    expect(decideExclusion({ ...open, kind: 'mandatory', replyDueAt: now }, { continuing: true, decision: 'excluded' }, now).kind).toBe('allowed');
  });
});

describe('finance and evidence', () => {
  test('a view that is not satisfied needs a ground, and no accounts is none of them', () => {
    expect(readView({ view: 'not-satisfied', conditions: '', ground: 'no-accounts' })).toMatchObject({ kind: 'refused', field: 'ground' });
    expect(Object.keys(FINANCIAL_GROUNDS).some((ground) => ground.includes('accounts'))).toBe(false);
    expect(readView({ view: 'satisfied-with-conditions', conditions: '', ground: '' })).toMatchObject({ kind: 'refused', field: 'conditions' });
    expect(readView({ view: 'satisfied', conditions: '', ground: '' })).toMatchObject({ kind: 'allowed' });
  });
  test.each([
    ['asked', 'accepted', undefined, 'refused'], ['received', 'accepted', undefined, 'allowed'], ['accepted', 'accepted', undefined, 'refused'], ['failed', 'accepted', undefined, 'refused'],
    ['asked', 'failed', 'missing', 'refused'], ['asked', 'failed', 'false-statement', 'allowed'], ['received', 'failed', 'missing', 'refused'], ['received', 'failed', 'not-as-promised', 'allowed'], ['accepted', 'failed', 'false-statement', 'refused'],
  ] as const)('evidence %s > %s (%s) is %s before its day', (state, to, failing, kind) => {
    const asked = to === 'accepted' ? { to } : { to, failing: failing! };
    expect(decideEvidence({ state, dueAt: new Date('2026-05-02T00:00:00Z') }, asked, new Date('2026-05-01T23:59:59Z')).kind).toBe(kind);
  });
  test('missing is missing from the instant its day has ended', () => {
    const due = new Date('2026-05-02T00:00:00Z');
    expect(decideEvidence({ state: 'asked', dueAt: due }, { to: 'failed', failing: 'missing' }, due).kind).toBe('allowed');
  });
});
