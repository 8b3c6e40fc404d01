import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { readPosted } from './read-posted.ts';

const form = (body: string) => readPosted({ isMultipart: () => false, body: new URLSearchParams(body) } as unknown as FastifyRequest, '/nowhere');

test('a field may have a name that every object has something under, and one that was not sent is empty', async () => {
  const none = await form('a=1');
  for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(none.text(name)).toBe('');
    expect(none.texts(name)).toEqual([]);
    const sent = await form(`${name}=x&${name}=y`);
    expect(sent.text(name)).toBe('y');
    expect(sent.texts(name)).toEqual(['x', 'y']);
    expect(Object.keys(sent.values)).toEqual([name]);
  }
});

test('the null character, which PostgreSQL cannot store, is left out; line ends are made plain', async () => {
  const posted = await form('words=one%00%0D%0Atwo');
  expect(posted.text('words')).toBe('one\ntwo');
});
