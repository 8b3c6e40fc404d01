import { expect, test } from 'vitest';
import { matchName } from './organisation-name.ts';

test.each([
  ['Harbour Lights Ltd', 'harbour lights'], ['HARBOUR LIGHTS LIMITED', 'harbour lights'], ['The Harbour Lights C.I.C.', 'harbour lights'], ['Harbour-Lights (UK) PLC', 'harbour lights'],
  ['Smith & Sons LLP', 'smith and sons'], ['J Smith t/a Bright Care', 'bright care'], ['J Smith trading as Bright Care Ltd', 'bright care'], ["St Mary's Church", 'st marys church'],
  ['Café Zoë', 'cafe zoe'], ['Acme Community Interest Company', 'acme'], ['Limited', 'limited'], ['The', 'the'], ['  ', ''], ['株式会社', '株式会社'],
])('%j is matched as %j', (name, expected) => expect(matchName(name)).toBe(expected));
