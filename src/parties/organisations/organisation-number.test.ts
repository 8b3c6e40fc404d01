import { expect, test } from 'vitest';
import { normaliseCharityNumber, normaliseCompanyNumber } from './organisation-number.ts';

const numberOf = (parsed: ReturnType<typeof normaliseCompanyNumber>): string | null => (parsed.ok ? parsed.number : null);

test.each([
  ['1234567', '01234567'], ['01234567', '01234567'], [' 123 4567 ', '01234567'], ['sc12345', 'SC012345'], ['NI 612345', 'NI612345'], ['OC301234', 'OC301234'], ['IP12345R', 'IP12345R'],
  ['RC000123', 'RC000123'], ['R0000123', 'R0000123'], ['GB-COH-01234567', '01234567'], ['00000000', null], ['123456789', null], ['XX123456', null], ['SC1234567', null], ['1234567; drop table', null], ['', null], ['N/A', null],
])('company number %j is %j', (typed, expected) => expect(numberOf(normaliseCompanyNumber(typed))).toBe(expected));

test.each([
  ['1234567', '1234567'], ['234567', '234567'], ['0234567', '234567'], ['SC12345', 'SC012345'], ['SC 012 345', 'SC012345'], ['NIC101234', 'NIC101234'], ['NI101234', 'NIC101234'], ['GB-CHC-1234567', '1234567'],
  ['GB-SC-SC012345', 'SC012345'], ['GB-NIC-101234', 'NIC101234'], ['1234567-1', '1234567-1'], ['12', null], ['ABC', null], ['12345678', null],
])('charity number %j is %j', (typed, expected) => expect(numberOf(normaliseCharityNumber(typed))).toBe(expected));
