const SCALES: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000, million: 1_000_000, bn: 1_000_000_000, billion: 1_000_000_000, thousand: 1_000 };
/** 13 digits of pounds: far beyond any public budget, and inside both a bigint column and an exact JSON number once in pence. */
const LONGEST_POUNDS = 13;

/** Why an amount cannot be read, in words that follow the cell's heading. */
export type Amount = { readonly pence: bigint } | { readonly why: string };

const GROUPED_BY_SPACES = /^[^\d]*\d{1,3}(?:\s\d{3})+(?:\.\d+)?[^\d]*$/;
const NOT_POUNDS = { why: 'not an amount of money' };
/** A pound sign, or what is left of one after a wrong decoding. */
const POUND_SIGN = /^(?:Â£|£|œ|\uFFFD|\?|GBP)\s*/i;

/**
 * Whole pence of an amount as ledgers print them: commas, a pound sign, spaces, brackets or a trailing minus, CR or Credit for a credit, a dash alone
 * for nothing, Excel's 1.2E+05, more decimals than two (a spreadsheet's arithmetic) rounded half up to the penny.
 */
export function readAmount(text: string): Amount {
  const plain = text.trim();
  if (/^-?\d{1,12}(\.\d{1,2})?$/.test(plain)) return { pence: plainPence(plain) };
  return readUncommon(plain);
}

function plainPence(plain: string): bigint {
  const dot = plain.indexOf('.');
  const pounds = Number(dot < 0 ? plain : plain.slice(0, dot));
  const pennies = dot < 0 ? 0 : plain.length - dot === 2 ? Number(plain.slice(dot + 1)) * 10 : Number(plain.slice(dot + 1));
  return BigInt(plain.charCodeAt(0) === 45 ? pounds * 100 - pennies : pounds * 100 + pennies);
}

function readUncommon(given: string): Amount {
  if (/^#+$/.test(given)) return { why: 'only ##### was saved: the spreadsheet’s column was too narrow' };
  // "1 200.00" groups thousands; "1200 00" may be pounds and pence.
  if (/\d\s+\d/.test(given) && !GROUPED_BY_SPACES.test(given)) return NOT_POUNDS;
  let plain = given.replaceAll(/[\s\u00a0\u2007\u2009\u202f]+/g, '').replaceAll(/[−–—‐‑]/g, '-');
  if (plain === '') return { why: 'no amount' };
  if (/^(?:£|GBP|Â£)?-+$/i.test(plain) || /^nil$/i.test(plain)) return { pence: 0n };
  if (/[$€¥]|^(?:usd|eur)|(?:usd|eur)$/i.test(plain)) return { why: 'not in pounds' };
  let negative = false;
  const minus = () => { if (negative) return false; negative = true; return true; };
  const credit = /^(.+?)(CR|DR|credit|debit)$/i.exec(plain);
  if (credit) {
    plain = credit[1]!;
    if (/^cr/i.test(credit[2]!) && !plain.includes('-') && !plain.startsWith('(')) negative = true;
  }
  const bracketed = /^(-?)(?:£|GBP)?\((.*)\)$/i.exec(plain);
  if (bracketed) {
    if (bracketed[1] || !minus()) return NOT_POUNDS;
    plain = bracketed[2]!;
  }
  const signed = /^([-+]?)(.*?)(-?)$/.exec(plain)!;
  plain = signed[2]!.replace(POUND_SIGN, '').replace(/(?:£|GBP)$/i, '');
  let sign = (signed[1] === '-' ? 1 : 0) + (signed[3] === '-' ? 1 : 0);
  if (/^[-+]/.test(plain)) {
    if (signed[1] !== '') return NOT_POUNDS;
    if (plain.startsWith('-')) sign++;
    plain = plain.slice(1).replace(POUND_SIGN, '');
  }
  if (sign > 1 || (sign === 1 && !minus())) return NOT_POUNDS;
  return digitsToPence(plain, negative);
}

function digitsToPence(plain: string, negative: boolean): Amount {
  if (/^\d+(\.\d+)?e[+-]?\d+$/i.test(plain)) return scaled(Number(plain), negative);
  let digits = plain;
  if (/^\d{1,3}(\.\d{3})+,\d{2}$/.test(plain)) digits = plain.replaceAll('.', '').replace(',', '.');
  else if (/^\d+,\d{1,2}$/.test(plain)) return { why: 'a comma stands where the decimal point should be' };
  const found = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(digits);
  if (!found || (found[1] === undefined && !found[2])) return NOT_POUNDS;
  const pounds = (found[1] ?? '0').replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (pounds.length > LONGEST_POUNDS) return { why: 'larger than any amount of money' };
  const decimals = found[2] ?? '';
  const pence = BigInt(pounds) * 100n + BigInt(decimals.slice(0, 2).padEnd(2, '0')) + (decimals.length > 2 && decimals.charCodeAt(2) >= 53 ? 1n : 0n);
  return { pence: negative ? -pence : pence };
}

function scaled(pounds: number, negative = false): Amount {
  if (!Number.isFinite(pounds) || Math.abs(pounds) >= 10 ** LONGEST_POUNDS) return { why: 'larger than any amount of money' };
  const pence = BigInt(Math.round(pounds * 100));
  return { pence: negative ? -pence : pence };
}

/** As `readAmount`, for cells where people write words beside the amount ("circa £1.2m per annum"). Null when it cannot be read. */
export function readMoney(text: string): bigint | null {
  const plain = text.trim().replace(/[\s\u00a0]+/g, ' ').replace(/^(circa|approx\.?|approximately|est\.?|estimated|c\.?|up to|gbp|max|maximum)\s*/i, '').replace(/\s*(gbp|p\.?a\.?|per annum|per year|annually|a year|approx\.?|estimated|\(est\.?\)|est\.?|ex(cl)?\.? vat|\+ ?vat|net|total)$/i, '').trim();
  const words = /^(-?)£?\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(k|m|bn|million|billion|thousand)$/i.exec(plain);
  const amount = words ? scaled(Number(words[2]!.replaceAll(',', '')) * SCALES[words[3]!.toLowerCase()]!, words[1] === '-') : readAmount(plain);
  return 'pence' in amount ? amount.pence : null;
}
