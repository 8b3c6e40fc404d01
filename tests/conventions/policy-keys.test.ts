import { expect, test } from 'vitest';
import { POLICY_KEYS } from '#policy';
import { unreadPolicies } from './policy-keys.ts';
import { shippedFiles } from './source-files.ts';

test('XC-04: every local policy is read by some code, since the page of rules says that the site decides by it', () => {
  expect(unreadPolicies(Object.keys(POLICY_KEYS), shippedFiles())).toEqual([]);
});

test('a planted policy is found that only its own room, the demonstration or a comment names', () => {
  const planted = [
    { path: 'src/policy/policy-keys.ts', text: `'planted.one': define()` },
    { path: 'src/demo/local-policy.scene.ts', text: `['planted.one', {}]` },
    { path: 'src/do/bids/a.ts', text: `/** Obeys 'planted.one'. */\nconst a = 1; // 'planted.one'\nread('planted.two');` },
  ];
  expect(unreadPolicies(['planted.one', 'planted.two'], planted)).toEqual(['The policy planted.one is read by no code: obey it, or take it out of src/policy/policy-keys.ts.']);
});
