import { expect, test } from 'vitest';
import { mapHeadings } from './map-headings.ts';

test.each([
  ['Agreement No', 'ContractReference'], ['Unique Ref', 'ContractReference'], ['Buying Department', 'OrganisationalUnit'], ['Procuring Department', 'OrganisationalUnit'], ['Total value over contract term', 'ContractValue'],
] as const)('“%s” is read as %s', (heading, field) => {
  const headings = ['Title', heading, 'Supplier Name', 'Start Date'];
  expect(mapHeadings(headings, [])[field]?.column).toBe(heading);
});

test('what a contract is worth in a year stays what it is worth in a year', () => {
  const mapping = mapHeadings(['Title', 'Supplier', 'Annual Value', 'Total value over contract term'], []);
  expect([mapping.AnnualValue?.column, mapping.ContractValue?.column]).toEqual(['Annual Value', 'Total value over contract term']);
});
