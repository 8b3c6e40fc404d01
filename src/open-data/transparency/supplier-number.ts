import { normaliseCharityNumber, normaliseCompanyNumber } from '#parties';

export interface SupplierNumbers {
  readonly company: string | null;
  readonly charity: string | null;
}

/**
 * Both numbers of a row, as registers write them. A society's number without its letters ("31552R") gets them; a column of company
 * numbers sometimes holds a charity's, marked so (CHA1049226). What cannot be one number, such as two in a cell, is none: an
 * uncertain number must match nobody.
 */
export function supplierNumbers(companyCell: string, charityCell: string): SupplierNumbers {
  const company = companyCell.trim().replace(/^(company|companies house|crn)\s*(number|no|reg)?\.?\s*:?\s*/i, '').replace(/^(\d+)\.0+$/, '$1');
  const marked = /^CHA(RITY)?\s*(NUMBER|NO)?\.?\s*:?\s*(?=\d|SC|NI)/i;
  const asCharity = marked.test(company) ? company.replace(marked, '') : null;
  return {
    company: asCharity === null ? read(normaliseCompanyNumber, /^\d{5}R$/i.test(company) ? `IP${company}` : company) : null,
    charity: read(normaliseCharityNumber, charityCell.trim().replace(marked, '').replace(/^(\d+)\.0+$/, '$1')) ?? (asCharity === null ? null : read(normaliseCharityNumber, asCharity)),
  };
}

function read(normalise: typeof normaliseCompanyNumber, text: string): string | null {
  if (text === '' || /\n/.test(text)) return null;
  const parsed = normalise(text);
  return parsed.ok ? parsed.number : null;
}
