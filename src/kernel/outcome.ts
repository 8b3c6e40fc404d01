import type { RuleNote } from './rule-note.ts';

/** Why something asked for was not done: a code for programs, one plain sentence for people, and the rule it rests on where there is one. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: string;
  readonly sentence: string;
  /** The form field the sentence belongs to, so that the error summary can link to it. */
  readonly field?: string;
  readonly rule?: RuleNote;
  /** Further sentences when several things are missing at once; a person should not discover them one by one. */
  readonly more?: readonly { readonly sentence: string; readonly field?: string }[];
}

export interface RefusalDetail {
  readonly field?: string;
  readonly rule?: RuleNote;
  readonly more?: readonly { readonly sentence: string; readonly field?: string }[];
}

/** A refusal is an ordinary value: nothing was changed, and the sentence is fit to be read aloud to the person who asked. */
export const refuse = (code: string, sentence: string, detail: RefusalDetail = {}): Refused => ({
  kind: 'refused',
  code,
  sentence,
  ...detail,
});

/** A pure rule answers `allowed` or says why not. */
export type Decision<T = undefined> = Allowed<T> | Refused;
export interface Allowed<T> {
  readonly kind: 'allowed';
  readonly value: T;
}

export function allow(): Allowed<undefined>;
export function allow<T>(value: T): Allowed<T>;
export function allow<T>(value?: T): Allowed<T | undefined> {
  return { kind: 'allowed', value };
}

/** The first refusal among several decisions, or `allowed`. */
export const firstRefusal = (...decisions: readonly Decision<unknown>[]): Decision =>
  decisions.find((decision): decision is Refused => decision.kind === 'refused') ?? allow();
