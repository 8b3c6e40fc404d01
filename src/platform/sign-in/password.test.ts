import { expect, test } from 'vitest';
import { passwordProblem } from './password.ts';

test.each(['', 'short', 'elevenchars', 'passwordpassword', 'Password1234', '123456789012', 'aaaaaaaaaaaaa', 'qwertyuiop123', 'abcabcabcabc', 'letmein-please', 'abcdefghijklm', 'a'.repeat(129), 'Council2026!!'])('%j is refused', (password) => {
  expect(passwordProblem(password)).not.toBeNull();
});

test.each(['marmalade tidy canal', 'correct-horse-oyster', 'Ünïcode ist schön hier', '  spaces are kept  ', 'x9$kQ2!pLm7@zz'])('%j is taken', (password) => {
  expect(passwordProblem(password)).toBeNull();
});

test('a password that rests on one’s own name or address is refused', () => {
  expect(passwordProblem('amina.khatri2026', ['amina.khatri@example.org'])).toContain('name or email');
  expect(passwordProblem('harbour lights forever', ['amina.khatri@example.org'])).toBeNull();
});
