import { normaliseCharityNumber, normaliseCompanyNumber } from '#parties';

/** What the cells for numbers say of a row: valid numbers, and why a number was passed over. */
export interface RowNumbers {
  readonly company: string | null;
  readonly charity: string | null;
  readonly notes: readonly string[];
}

const NOTHING = /^(?:|n\s*[/\\.]?\s*a\.?|none|nil|not (?:applicable|known|available|registered|provided|found)|unknown|tbc|tba|exempt|null|-+|\.+|\?+|x+|no|no number|sole trader|individual|charity|company|ltd|limited|public sector|overseas|foreign)$/i;
/** Typed to get past a form that asks for a number: 12345678, 11111111, 99999999. Nought to nine in a row is nobody's. */
const PLACEHOLDER = /^(?:(\d)\1{4,}|0*1234567(?:8|89)?|0*123456|87654321|0*7654321)$/;

/**
 * The numbers of a row. Cells are read as they are found: "Charity 1234567" in the company's column is a charity's number, "RC 1234567" in
 * the charity's means "registered charity". What is no number counts as not given, and the note says why.
 */
export function rowNumbers(companyCell: string | null | undefined, charityCell: string | null | undefined): RowNumbers {
  const notes: string[] = [];
  let company: string | null = null, charity: string | null = null;
  const companyText = tidy(companyCell), charityText = tidy(charityCell);
  if (!NOTHING.test(companyText)) {
    if (/charit/i.test(companyText)) charity = readCharity(companyText, companyCell!, notes);
    else company = readCompany(companyText, companyCell!, notes);
  }
  if (!NOTHING.test(charityText)) charity = readCharity(charityText, charityCell!, notes) ?? charity;
  return { company, charity, notes };
}

/** As spreadsheets spoil numbers: a decimal nought behind, a quotation mark before. */
const tidy = (cell: string | null | undefined): string => (cell ?? '').replaceAll(/[\s ]+/g, ' ').trim().replace(/^['"=]+|(?<!['"])['"]+$/g, '').replace(/^(\d+)\.0+$/, '$1');

function readCompany(text: string, cell: string, notes: string[]): string | null {
  const bare = text.replaceAll(/\b(?:company|co|reg(?:istered|istration)?|number|num|no|crn|companies house|england(?: and wales)?)\b\.?:?/gi, ' ').replace(/^[\s:.#-]+/, '').trim();
  if (PLACEHOLDER.test(bare.replaceAll(/\s/g, ''))) return passedOver(notes, cell, 'company', 'it is a placeholder');
  const parsed = normaliseCompanyNumber(bare);
  return parsed.ok ? parsed.number : passedOver(notes, cell, 'company', lower(parsed.why));
}

function readCharity(text: string, cell: string, notes: string[]): string | null {
  const bare = text.replaceAll(/\b(?:reg(?:istered|istration)?|charity|charities|commission|number|num|no|rcn|chc)\b\.?:?/gi, ' ').replace(/^[\s:.#-]+/, '').replace(/^R\.?C\.?N?\.?\s*(?=\d)/i, '').trim();
  if (PLACEHOLDER.test(bare.replaceAll(/\s/g, ''))) return passedOver(notes, cell, 'charity', 'it is a placeholder');
  const parsed = normaliseCharityNumber(bare);
  return parsed.ok ? parsed.number : passedOver(notes, cell, 'charity', lower(parsed.why));
}

function passedOver(notes: string[], cell: string, of: string, why: string): null {
  notes.push(`the ${of} number “${cell.trim()}” was passed over: ${why}`);
  return null;
}

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
