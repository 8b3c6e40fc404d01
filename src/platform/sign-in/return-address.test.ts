import { expect, test } from 'vitest';
import { localAddress } from './return-address.ts';

test.each([
  ['/home', '/home'], ['/bids/1?tab=2', '/bids/1?tab=2'],
  ['//evil.example', '/home'], ['/\\evil.example', '/home'], ['https://evil.example', '/home'], ['/\t/evil.example', '/home'], ['/.//evil.example', '/home'],
  ['/a/..//evil.example', '/home'], ['javascript:alert(1)', '/home'], ['', '/home'], ['/sign-in?return=/x', '/home'], ['/sign-out', '/home'], ['/a\r\nSet-Cookie: x=1', '/home'],
])('after signing in, %j leads to %s', (asked, expected) => expect(localAddress(asked)).toBe(expected));

test('anything that is not text leads home', () => {
  for (const odd of [undefined, null, 3, ['/a'], {}, '/'.padEnd(5000, 'a')]) expect(localAddress(odd)).toBe('/home');
});
