export type ParsedNumber = { readonly ok: true; readonly number: string } | { readonly ok: false; readonly why: string };

/** Prefixes of Companies House numbers other than a company of England and Wales (which has digits only). */
const COMPANY_PREFIXES = /^(?:AC|CE|CS|FC|FE|GE|GN|GS|IC|IP|LP|NA|NC|NF|NI|NL|NO|NP|NR|NV|NZ|OC|OE|PC|R|RC|RS|SA|SC|SE|SF|SG|SI|SL|SO|SP|SR|SZ|ZC)$/;
const NUMBER_LENGTH = 8;

/**
 * A company number as Companies House writes it: eight characters, noughts put in front of the digits ("1234567" is 01234567,
 * "SC12345" is SC012345). Industrial and provident societies keep a letter behind ("IP12345R").
 */
export function normaliseCompanyNumber(text: string): ParsedNumber {
  const plain = text.toUpperCase().replaceAll(/[\s.-]+/g, '').replace(/^GBCOH/, '');
  const parts = /^([A-Z]{0,2})(\d{1,8})(R?)$/.exec(plain);
  if (!parts) return refused('Company number must be 8 characters, like 01234567 or SC123456');
  const [, prefix = '', digits = '', suffix = ''] = parts;
  if (prefix !== '' && !COMPANY_PREFIXES.test(prefix)) return refused(`No company number begins with ${prefix}. It is 8 characters, like 01234567 or SC123456`);
  if (suffix !== '' && prefix !== 'IP' && prefix !== 'SP' && prefix !== 'NP') return refused('Company number must be 8 characters, like 01234567 or SC123456');
  const room = NUMBER_LENGTH - prefix.length - suffix.length;
  if (digits.replace(/^0+/, '').length > room) return refused('Company number is too long: it is 8 characters, like 01234567');
  if (/^0*$/.test(digits)) return refused('Company number must not be all noughts');
  return { ok: true, number: prefix + digits.replace(/^0+/, '').padStart(room, '0') + suffix };
}

/**
 * A charity number with its register: six or seven digits for England and Wales, SC and six digits for Scotland (Office of the
 * Scottish Charity Regulator), NIC and six for Northern Ireland. Forms of org-id.guide are read too (GB-CHC-1234567, GB-SC-SC012345, GB-NIC-101234).
 */
export function normaliseCharityNumber(text: string): ParsedNumber {
  const plain = text.toUpperCase().replaceAll(/[\s.]+/g, '').replace(/^GB-?CHC-?/, '').replace(/^GB-?SC-?(?=SC)/, '').replace(/^GB-?NIC-?/, 'NIC');
  const scottish = /^SC-?(\d{1,6})$/.exec(plain);
  if (scottish) return { ok: true, number: `SC${scottish[1]!.padStart(6, '0')}` };
  const northernIrish = /^NIC?-?(\d{1,6})$/.exec(plain);
  if (northernIrish) return { ok: true, number: `NIC${northernIrish[1]!.padStart(6, '0')}` };
  // A subsidiary charity has a hyphen and a number of its own behind: 1234567-1.
  const english = /^0?(\d{6,7})(?:-(\d{1,3}))?$/.exec(plain);
  if (!english) return refused('Charity number must be 6 or 7 digits, or begin with SC (Scotland) or NIC (Northern Ireland)');
  return { ok: true, number: english[2] && Number(english[2]) > 0 ? `${english[1]}-${Number(english[2])}` : english[1]! };
}

const refused = (why: string): ParsedNumber => ({ ok: false, why });
