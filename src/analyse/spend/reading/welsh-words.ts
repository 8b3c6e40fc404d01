/**
 * What the words of Welsh councils' headings are in English: "Dyddiad Talu" is the date of payment, "Enw'r Cyflenwr" the supplier's name.
 * Welsh puts the noun first, so the words of a heading stand the other way round; the rules for headings mostly do not mind.
 */
const ENGLISH: Readonly<Record<string, string>> = {
  adran: 'department', anfoneb: 'invoice', awdurdod: 'authority', buddiolwr: 'beneficiary', corff: 'body', cyfanswm: 'total', cyfarwyddiaeth: 'directorate', cyfeirnod: 'reference', cyflenwr: 'supplier', cyflenwyr: 'supplier', cyfrif: 'account',
  cyngor: 'council', dalwyd: 'paid', derbynnydd: 'recipient', disgrifiad: 'description', diben: 'purpose', dyddiad: 'date', elusen: 'charity', enw: 'name', gros: 'gross', gwariant: 'expenditure', gwasanaeth: 'service', gwasanaethau: 'service',
  gwerth: 'value', maes: 'area', math: 'type', pwrpas: 'purpose', rhif: 'number', swm: 'amount', taliad: 'payment', taliadau: 'payments', talu: 'payment', talwyd: 'paid', taw: 'vat', trafodiad: 'transaction', trafodyn: 'transaction', uned: 'unit',
};
/** Small words that mean nothing in a heading, and single letters in English headings. */
const SMALL = new Set(['r', 'y', 'yr', 'i', 'o', 'a', 'ar', 'am', 'gan', 'wedi', 'ei']);
const IN_WELSH: Readonly<Record<string, string>> = { 'heb gynnwys': 'excluding', 'yn cynnwys': 'including', 'ac eithrio': 'excluding' };

/** A heading's plain words with the Welsh ones in English; the same words where none is Welsh. */
export function inEnglish(plain: string): string {
  if (!plain.split(' ').some((word) => Object.hasOwn(ENGLISH, word))) return plain;
  let text = plain;
  for (const [welsh, english] of Object.entries(IN_WELSH)) text = text.replace(welsh, english);
  const words = text.split(' ').filter((word) => !SMALL.has(word)).map((word) => ENGLISH[word] ?? word);
  const said = words.join(' ');
  // What stands first in Welsh comes last in English, where the two are one name.
  return said.replace(/^area (service|business)\b/, '$1 area').replace(/^unit (business|service)\b/, '$1 unit').replace(/^type (expenditure)\b/, '$1 type').replace(/^description (service|department)\b/, '$1 description');
}
