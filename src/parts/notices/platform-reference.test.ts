import { expect, test } from 'vitest';
import { platformInput, requiredPlatformReference } from './platform.ts';
import { readPlatformReference } from './platform-reference.ts';

test.each([
  ['2026/S 000-012345', '2026/S 000-012345'],
  ['  2026/s 000 - 012345 ', '2026/S 000-012345'],
  ['2026/S000-012345', '2026/S 000-012345'],
  ['2020/S 110-268595', '2020/S 110-268595'],
  ['083664-2026', '083664-2026'],
  ['083664 - 2026', '083664-2026'],
  ['https://www.find-tender.service.gov.uk/Notice/083664-2026', '083664-2026'],
  ['https://www.find-tender.service.gov.uk/Notice/083664-2026?origin=SearchResults&p=1', '083664-2026'],
  ['ocds-h6vhtk-067D68', 'ocds-h6vhtk-067d68'],
])('%s is a reference that Find a Tender gives', (typed, kept) => {
  expect(readPlatformReference(typed)).toBe(kept);
});

test.each(['', 'xx', '2026/S 1', '2026/S 000-1', '1926/S 000-012345', '12345', '012345-1926', 'UK4', 'ocds-wantsum-067d68', 'https://www.find-tender.service.gov.uk/', 'https://other.example/Notice/083664-2026', '2026/S 000-012345 and 2026/S 000-012346', `${'0'.repeat(50)}-2026`])('“%s” is none', (typed) => {
  expect(readPlatformReference(typed)).toBeNull();
});

test('the forms keep it in one way, refuse others with an example, and leave it empty where the law does not ask for it', () => {
  const said = (reader: { safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: readonly { message: string }[] } } }, typed: string) => {
    const { success, data, error } = reader.safeParse(typed);
    return success ? data : error!.issues.map(({ message }) => message);
  };
  const example = ['Enter the reference in the form that Find a Tender gives it, such as 2026/S 000-012345 or 012345-2026'];
  expect(said(platformInput.platformReference, ' 2026/s 000-012345')).toBe('2026/S 000-012345');
  expect(said(platformInput.platformReference, '  ')).toBe('');
  expect(said(platformInput.platformReference, 'xx')).toEqual(example);
  expect(said(platformInput.platformReference, 'x'.repeat(201))).toEqual(['Use 200 characters or fewer']);
  expect(said(requiredPlatformReference, ' 2026/s 000-012345')).toBe('2026/S 000-012345');
  expect(said(requiredPlatformReference, 'xx')).toEqual(example);
  expect(said(requiredPlatformReference, ' ')).toEqual(['Enter the notice’s reference, such as 2026/S 000-012345']);
});
