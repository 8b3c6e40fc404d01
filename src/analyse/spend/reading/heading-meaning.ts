import { plainHeading, wordsApart } from '#parts/tables';
import type { SpendField } from './spend-row.ts';
import { inEnglish } from './welsh-words.ts';

/** What a heading alone can mean: a field, or one of the columns that are none but are easily taken for one. Credits are known only by what stands beside them (debit-and-credit.ts). */
export type HeadingMeaning = Exclude<SpendField, 'credit'> | 'body' | 'vatNumber';

/** The words that councils' headings are made of, to take apart those written together and put mistyped ones right. */
const WORDS = new Set(`account accounting actual address amount amt analysis area authority bacs balance beneficiary body budget business capital card category categorisation center centre charge charity cheque
  class classification clearing cleared code commission committee company companies contract contractor cost council creditor customer date debit department dept description desc detail details directorate
  disbursement distribution division document effective entity exc excl excluding exclusive expenditure expense expenses fund general gross group house id inc incl including inclusive internal invoice irrecoverable
  label ledger line local location merchant month name narrative net number object organisation organisational organization organizational paid pay payable payee payment payments period policy portfolio post posted posting price process processed
  procurement proclass programme project provider purchase purpose received recipient ref reference reg registered registration responsible retailer revenue section sector sercop service settlement site
  spend spent subjective sub sum summary supplier team text title total trading trans transaction trn txn type unit value vat vendor voucher year`.split(/\s+/));

const FILLERS = new Set(['the', 'of', 'a', 'an', 'in', 'our', 's', 'dd', 'ddmmyyyy', 'mm', 'yyyy', 'yy', 'gbp', 'sterling', 'pounds', 'full', 'local']);

/** Words that some systems cut short in a way of their own. */
const SHORT: Readonly<Record<string, string>> = { dte: 'date', descr: 'desc', suppl: 'supplier', nm: 'name', pymnt: 'payment' };

/** No heading is longer; what stands behind is not looked at. */
const LONGEST = 300;

/** A heading as words in one spelling: "SUPPLIER_NAME", "SupplierName" and "Suplier name:" are "supplier name". Agresso's "(T)" says that a column holds the text of a code. */
export function headingText(heading: string): string {
  // Single spaces first: what looks for an end behind spaces looks again from each of them.
  const texts = heading.slice(0, LONGEST).replaceAll(/[\s_]+/g, ' ').replace(/^[\uFEFF\s"']+/, '').replace(/[\s_]*(?:id|code|no|number)?\s*\(\s*T\s*\)\s*$/i, ' name').replace(/(\w)'s\b/g, '$1');
  const plain = inEnglish(plainHeading(texts).replace(/^\d+ (?=[a-z])/, ''));
  const words = wordsApart(plain, WORDS).filter((word) => !FILLERS.has(word)).map((word) => SHORT[word] ?? word).join(' ');
  // What describes an id is no id: "Dept ID Descr" is the department in words.
  return words.replace(/ (?:id|code|number|no) (?=(?:desc|description|name|text|title)$)/, ' ');
}

type Rules = readonly (readonly [pattern: RegExp, score: number])[];
const scoreBy = (rules: Rules, text: string): number => rules.find(([pattern]) => pattern.test(text))?.[1] ?? 0;

/** How surely a heading means each field by its words alone, 0 to 1. What it cannot mean is left out. */
export function headingMeanings(heading: string): Map<HeadingMeaning, number> {
  const text = headingText(heading);
  const found = new Map<HeadingMeaning, number>();
  if (text === '') {
    // "£" or "GBP" alone.
    if (/£|gbp|sterling/i.test(heading)) found.set('amount', 0.88);
    return found;
  }
  if (text.length > 120) return found;
  for (const [field, score] of Object.entries(SCORES) as [HeadingMeaning, (text: string) => number][]) {
    const value = score(text);
    if (value > 0) found.set(field, value);
  }
  return found;
}

const PAID = /\b(?:payment|payments|paid|pay|pymt|pmt|remittance|bacs|cheque|chq|cheq|clear|cleared|clearing|clearance|clrng|settled|settlement|disbursement|check|reconciled)\b/;
const DATE = /\b(?:date|dates|dt|dated)\b/;

function dateScore(text: string): number {
  if (DATE.test(text)) {
    if (/\b(?:due|birth|created|updated|extract|extracted|report|published|publication|start|end|expiry|contract|order|tender)\b/.test(text)) return 0.35;
    if (PAID.test(text)) return /\b(?:number|no|ref|amount|type)\b/.test(text) ? 0.4 : /\b(?:payment|payments|paid|pay)\b/.test(text) ? 1 : 0.98;
    return scoreBy([
      [/^date$/, 0.96], [/\beffective\b/, 0.95], [/\b(?:transaction|trans|tran|txn|trn|trx)\b/, 0.93],
      [/\b(?:post|posted|posting|ledger|gl|account|accounting|accounted|process|processed|processing|voucher|document|doc|journal|entry|entered|spend|spent|expenditure|expense|purchase|purchased|booked|booking|actual|value|input|period|tax point|distribution|charge|charged)\b/, 0.88],
      [/\b(?:invoice|invoiced|inv)\b/, 0.82], [/\breceived\b/, 0.5], [/^(?:\w+ )?(?:date|dates|dt)(?: \w+)?$/, 0.75],
    ], text) || 0.5;
  }
  return scoreBy([[/^(?:(?:date )?(?:paid|cleared|payment made)) on$|^when (?:was )?paid$/, 0.97], [/^payment made$/, 0.75], [/^(?:(?:paid|payment|pay|accounting|financial|fin|posting|calendar) )?(?:month|period|week)(?: (?:paid|payment|name|ending|year))?$/, 0.62], [/^month year$/, 0.62], [/^(?:paid|payment|cleared|posted|transacted)$/, 0.64]], text);
}

const MONEY = /\b(?:val|amount|amounts|amt|amnt|value|total|totals|payment|payments|cost|costs|spend|spent|price|expenditure|sum|paid|charge|invoice|debit)\b/;
const WITHOUT_VAT = /\b(?:ex|exc|excl|exclud\w*|exluding|exclus\w*|less|without|before|net|nett|minus|not inc\w*)\b.*\bvat\b|\bvat\b.*\b(?:ex|exc|excl|exclud\w*|exclus\w*|removed)\b|\b(?:net|nett)\b|\bexvat\b/;
const WITH_VAT = /\b(?:inc|incl|includ\w*|inclus\w*|plus|with)\b.*\bvat\b|\bvat\b.*\b(?:inc|incl|includ\w*|inclus\w*)\b|\bgross\b|\bincvat\b/;

/** Whether an amount's heading says that VAT is in it. Irrecoverable VAT is a cost and leaves an amount net. */
export function vatOfHeading(heading: string): 'net' | 'gross' | null {
  const text = headingText(heading);
  if (WITHOUT_VAT.test(text) || /\bexcl?\.?\s*vat/i.test(heading)) return 'net';
  if (/irrecoverable|unrecoverable|non recoverable/.test(text)) return 'net';
  return WITH_VAT.test(text) ? 'gross' : null;
}

function amountScore(text: string): number {
  if (text === 'how much') return 0.85;
  const [without, withVat] = [WITHOUT_VAT.test(text), WITH_VAT.test(text)];
  if (/\bvat\b/.test(text) && !without && !withVat) return /\b(?:amount|value|total)\b/.test(text) && !/irrecoverable|recoverable|reg|\bvat (?:amount|value|total)\b|\b(?:amount|value|total) vat\b/.test(text) ? 0.4 : 0;
  if (/^(?:irrecoverable|unrecoverable|non recoverable|recoverable)\b/.test(text)) return 0;
  if (/\b(?:number|no|count|quantity|qty|rate|code|type|id|ref|reference|date|description|desc|band|range|threshold|limit|name|method|terms|run|category|status|period|month|year|narrative|details|text|centre|center|area|service|department|directorate|organisation|organization|unit|division|supplier)\b/.test(text)) return 0;
  if (/\boriginal\b/.test(text)) return without ? 0.75 : 0.68;
  if (text === 'actual' || text === 'actuals') return 0.65;
  if (/\b(?:budget|order|po|tax|discount|foreign|cumulative|ytd|balance|contract|annual|outstanding|remaining|previous)\b/.test(text) && !/^contract (?:payments?|spend|expenditure|amount paid)$/.test(text)) return 0.35;
  if (!MONEY.test(text) && !without && !/^(?:net|nett|gross|net vat|gross vat|(?:inc|incl|including) vat)$/.test(text)) return 0;
  const base = scoreBy([
    [/^(?:amount|amt|amnt|amounts)$/, 0.96], [/\b(?:amount|amt) paid\b|\b(?:payment|paid|pay|pmt|pymt) (?:amount|amt|value|val|total)\b|\bvalue paid\b|\bpaid (?:amount|value)\b/, 0.97], [/\b(?:line|distribution|allocated|allocation|split|coding) (?:amount|amt|value|total)\b/, 0.97],
    [/\b(?:invoice|inv) (?:amount|amt|value|total|cost)\b|\b(?:amount|total|value) invoice\b/, 0.9], [/\b(?:amount|amt|amnt|amounts)\b/, 0.95], [/^(?:total|value|spend|spent|net|nett|sum)\b/, 0.9], [/\b(?:total|value|spend)\b/, 0.88],
    [/\bgross\b/, 0.82], [/\b(?:cost|costs|expenditure|sum|spent)\b/, 0.84], [/^(?:payment|payments|paid)$/, 0.78], [/\b(?:price|charge|debit)\b/, 0.65], [/\b(?:payment|payments|paid)\b/, 0.62],
  ], text) || 0.6;
  if (without) return Math.min(1, base + 0.1) === 1 ? 1 : 0.985;
  return withVat ? Math.min(base, 0.84) : base;
}

const WHO = /\b(?:supplier|supp|suppliers|beneficiary|vendor|vend|payee|creditor|creditors|merchant|recipient|provider|contractor|retailer|counterparty)\b/;
const NOT_A_NAME = /\b(?:id|ids|code|codes|number|numbers|num|no|nos|ref|reference|type|types|category|categories|classification|class|postcode|post|postal|address|vat|reg|registration|registered|company|companies|charity|town|city|county|country|status|size|site|invoice|date|email|mcc|group|sme|vcse|location|region|url|uri|account|terms|sector|amount|value|total|contact|relationship)\b/;

function supplierScore(text: string): number {
  if (WHO.test(text)) {
    if (/\b(?:company|organisation|trading) name\b/.test(text) && !/\b(?:number|no|id|reg|code)\b/.test(text)) return 0.93;
    // The name on an invoice is a name, and no invoice.
    if (NOT_A_NAME.test(text.replace(/\binvoices? name\b|\bname as per invoices?\b/, 'name'))) return 0;
    if (/\b(?:parent|alternative|alt|short|former|previous|ultimate)\b/.test(text)) return 0.7;
    const kind = /\b(?:supplier|suppliers|beneficiary)\b/.test(text) ? 1 : /\b(?:vendor|payee)\b/.test(text) ? 0.99 : /\bcreditors?\b/.test(text) ? 0.98 : /\bmerchant\b/.test(text) ? 0.96 : 0.94;
    if (/\bname\b/.test(text)) return kind;
    return text.split(' ').length <= 3 ? kind - 0.02 : kind - 0.08;
  }
  return scoreBy([
    [/^(?:(?:organisation|company|person|body) )?(?:paid|payment|payable|payments|pay) to$|^(?:to )?whom?(?: was)? paid(?: to)?$/, 0.93], [/^whom?$/, 0.7], [/^trading (?:as|name|partner)$/, 0.88], [/^company(?: name)?$|^name company$/, 0.85], [/^(?:name )?(?:(?:organisation|organization|company|person|individual|body|or|and) )+paid$/, 0.88], [/^who (?:we|council) (?:paid|pay)$|^favour$|^offsetting account(?: name)?$/, 0.82],
    [/^third party(?: name)?$|^business partner(?: name)?$|^bp name$|^ap ar(?: name)?$|^apar(?:id)?(?: name)?$/, 0.82], [/^name(?: 1)?$/, 0.76], [/^(?:customer|party|account|client)(?: name)$/, 0.62], [/^customer$/, 0.55], [/^(?:organisation|organization)(?: name)?$/, 0.7],
  ], text);
}

const NOT_A_UNIT = /\b(?:code|codes|id|ids|number|no|ref|manager|uri|url|type|types|amount|date|family|supplier|contact)\b/;

function unitScore(text: string): number {
  // Whoever heads it is a person.
  if (/\b(?:directorate|department|dept|division|service) (?:head|director|officer|lead)$/.test(text)) return 0;
  if (NOT_A_UNIT.test(text)) return /\bdirectorate\b.*\b(?:code|id)\b/.test(text) ? 0.3 : 0;
  if (/\b(?:cost|profit) (?:centre|center|ctr|cntr)\b|\bcostc\b|^cc (?:name|description|desc)$/.test(text)) return /\b(?:name|description|desc|text|title)\b/.test(text) ? 0.76 : 0.72;
  if (/\b(?:expense|expenses|expenditure|procurement|merchant|spend|subjective|account|purchase)\b/.test(text) && !/\barea\b|\b(?:directorate|department)\b/.test(text)) return 0;
  return scoreBy([
    [/\borgani[sz]ation(?:al)? unit\b|^org unit\b/, 1], [/\bdirectorates?\b|^dir(?: name| desc| description)?$/, 0.995], [/\b(?:department|departments|dept)\b/, 0.97], [/\b(?:expense|expenses|expenditure|spend|spending) area\b|^area (?:spend|expenditure|spending)$/, 0.95], [/\bservice areas?\b(?!.*\b(?:category|categorisation|classification)\b)/, 0.95], [/^service label$/, 0.945], [/^portfolio(?: name)?$/, 0.94], [/\bservice area (?:category|categorisation|classification)\b/, 0.935], [/\bresponsible unit\b/, 0.93],
    [/^service (?:label|name|description|desc|title|unit)$|^services?$/, 0.92], [/\b(?:business|service|operational|operating|management) (?:unit|area|group|division|block|line|department)\b/, 0.9], [/\bdivision\b|^div$/, 0.89], [/\bportfolio\b/, 0.88],
    [/\bservice (?:category|categorisation|plan|cluster|heading|level|level \d|sector)\b/, 0.86], [/^unit(?: name)?$|^area$/, 0.8], [/\bhead service\b/, 0.8], [/^section(?: name)?$|\bcommittee\b/, 0.76], [/^team(?: name)?$|^function(?: name)?$/, 0.7], [/^(?:group|group description|group name)$/, 0.66],
    [/\bservice\b/, 0.75], [/^spent by$/, 0.7], [/\bfund (?:centre|center)\b|\bbusiness function\b/, 0.7], [/^(?:budget (?:area|holder|book)|programme(?: area)?|responsibility)$/, 0.64],
    // Where nothing says it better: the levels of a hierarchy, and what else some call it.
    [/^(?:tier|level) \d(?: (?:desc|description|name))?$|^(?:objective|activity|faculty|budget|budget (?:heading|head|centre|center))(?: (?:desc|description|name))?$|^cost (?:desc|description|name)$|^(?:strategic|corporate|council|operational|directorate) (?:area|level)$/, 0.66],
  ], text);
}

const TRANSACTION = /\b(?:transaction|trans|tran|txn|trn|trx|voucher|document|doc|payment|internal|journal|posting|unique|system|ledger|ap|cheque|record|invoice)\b/;
const NUMBER = /\b(?:number|no|num|nos|id|ref|refs|reference|identifier)\b/;

function transactionScore(text: string): number {
  if (/^trans(?:action)?no$|^transno$/.test(text)) return 1;
  if (DATE.test(text) || WHO.test(text) || /\b(?:vat|contract|order|po|company|charity)\b/.test(text)) return 0;
  if (TRANSACTION.test(text) && NUMBER.test(text)) return /\b(?:transaction|trans|tran|txn|trn|trx)\b/.test(text) ? 1 : /\binvoice\b/.test(text) ? 0.7 : /\b(?:voucher|document|doc|payment|internal|unique)\b/.test(text) ? 0.9 : 0.8;
  return scoreBy([[/^(?:reference|ref|reference number|ref no)$/, 0.75], [/^(?:transaction|trans)$/, 0.7], [/^(?:urn|id|row id)$/, 0.62]], text);
}

const SCORES: Readonly<Record<HeadingMeaning, (text: string) => number>> = {
  date: dateScore,
  amount: amountScore,
  supplier: supplierScore,
  unit: unitScore,
  service: (text) => (NOT_A_UNIT.test(text) ? 0 : unitScore(text) * 0.9),
  purpose: (text) => (/\b(?:code|id|number|date|supplier|merchant|cost|directorate|department|service area)\b/.test(text) && !/purpose/.test(text) ? 0 : scoreBy([[/\bpurpose\b/, 1], [/\bnarrative\b/, 0.95], [/^(?:extended |long |item |line |invoice |transaction |payment |detailed |goods |brief )?(?:description|desc|details?)$/, 0.9], [/\breason\b|\bsummary\b|\bexplanation\b/, 0.75], [/\b(?:description|detail|details)\b/, 0.65]], text)),
  category: (text) => (/\b(?:code|id|number|date|service|uri|supplier)\b/.test(text) && !/\b(?:merchant|procurement|proclass) category\b/.test(text) ? 0 : scoreBy([
    [/\bprocurement (?:category|classification)\b|\bmerchant category\b/, 1], [/\b(?:expense|expenses|expenditure|spend|spending|purchase) (?:type|category|types|categories|class|classification|description|name)\b/, 0.97], [/^category$|\bproclass\b/, 0.9],
    [/\bsubjective\b/, 0.85], [/\b(?:account|ledger|nominal|gl|cipfa|sercop|bvacop)\b.*\b(?:name|description|desc|title|detail|summary|text)\b|^account$|^nominal$|\bbvacop\b/, 0.8], [/\bcategory\b|\bcategorisation\b|\btype (?:expenditure|expense|spend)\b|\bclassification\b/, 0.72]], text)),
  transactionNumber: transactionScore,
  companyNumber: (text) => (/\bvat\b|\bcharity\b/.test(text) ? 0 : scoreBy([[/\b(?:company|companies)\b.*\b(?:number|no|num|reg|registration|registered|id|house)\b|\b(?:reg|registration|registered)\b.*\bcompany\b|\bcrn\b/, 1], [/^(?:supplier )?(?:registration|registered|reg) (?:number|no)$/, 0.75]], text)),
  charityNumber: (text) => scoreBy([[/\bcharit(?:y|ies|able)\b.*\b(?:number|no|num|reg|registration|registered|id|commission)\b|\b(?:reg|registration|registered)\b.*\bcharity\b/, 1], [/^charity$/, 0.65]], text),
  supplierNumber: (text) => (WHO.test(text) && /\b(?:id|ids|code|number|no|num|ref|reference|account)\b/.test(text) && !/\b(?:vat|reg|registration|registered|company|charity|invoice|category|type|post|postcode|transaction)\b/.test(text) ? 1 : 0),
  capital: (text) => (/\b(?:amount|amt|value|total|spend)\b/.test(text) ? 0 : scoreBy([[/\b(?:cap|capital)\b.*\b(?:rev|revenue)\b|\b(?:rev|revenue)\b.*\b(?:cap|capital)\b/, 1], [/^capital$/, 0.7]], text)),
  body: (text) => (/\bpaid\b/.test(text) ? 0 : scoreBy([[/^(?:body|entity|authority|council|publisher|organisation|organization|public body)(?: (?:name|code|label|uri|url|id))?$|^name body$|^(?:authority|council|organisation|organization) (?:name|code|label|uri)$/, 1], [/\bdepartment family\b|\bbody name\b|\bname (?:council|authority|organisation)\b/, 1]], text)),
  vatNumber: (text) => (/\bvat\b.*\b(?:reg|registration|registered|number|no)\b/.test(text) ? 1 : 0),
};
