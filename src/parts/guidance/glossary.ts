/** A word or short form of procurement, explained in one plain sentence. */
export interface Term {
  readonly term: string;
  /** The whole words of a short form; empty where the term is no short form. */
  readonly inFull: string;
  readonly meaning: string;
}

const term = (short: string, inFull: string, meaning: string): Term => ({ term: short, inFull, meaning });

/** The glossary that comes with the product. Written for it; a body adds its own (XC-02). */
export const GLOSSARY: readonly Term[] = [
  term('CCS', 'Crown Commercial Service', 'The part of government that sets up contracts other public bodies can buy from.'),
  term('CIC', 'community interest company', 'A company that must use its profits for the good of a community.'),
  term('CPV', 'Common Procurement Vocabulary', 'A list of numbers that says what kind of work or goods is being bought.'),
  term('DBS', 'Disclosure and Barring Service', 'The office that checks whether somebody may work with children or adults at risk.'),
  term('DPS', 'dynamic purchasing system', 'A list of approved suppliers that a new supplier can ask to join at any time.'),
  term('DPIA', 'data protection impact assessment', 'A check, made before work starts, of the risks to people’s personal details.'),
  term('EOI', 'expression of interest', 'A short message that says you may want to bid.'),
  term('FTS', 'Find a Tender service', 'The government’s web site on which larger public contracts are advertised.'),
  term('FTE', 'full-time equivalent', 'Staff counted as if each worked full time: two people at half time are one.'),
  term('ITQ', 'invitation to quote', 'The papers that ask a supplier for a written price for a smaller job.'),
  term('ITT', 'invitation to tender', 'The papers that ask suppliers for their bids.'),
  term('JSNA', 'joint strategic needs assessment', 'A report on the health and care that people in an area need.'),
  term('KPI', 'key performance indicator', 'A number that shows whether a contract is going well.'),
  term('MEAT', 'most economically advantageous tender', 'The bid that is best when both quality and price are counted.'),
  term('MAT', 'most advantageous tender', 'The bid that best meets the published criteria.'),
  term('OJEU', 'Official Journal of the European Union', 'Where larger contracts were advertised before 2021.'),
  term('PIN', 'prior information notice', 'An early public notice that a tender may come later.'),
  term('PME', 'preliminary market engagement', 'Talking with suppliers before a tender is written.'),
  term('PQQ', 'pre-qualification questionnaire', 'Questions about your organisation that you answer before you may bid.'),
  term('RFQ', 'request for quotation', 'A request for a written price.'),
  term('SLA', 'service level agreement', 'What a provider promises about how good a service will be.'),
  term('SME', 'small and medium-sized enterprise', 'A business with fewer than 250 staff.'),
  term('SPD', 'single procurement document', 'One form about your organisation that stands for many separate proofs.'),
  term('SQ', 'selection questionnaire', 'Questions about your organisation that decide whether your bid is read.'),
  term('TUPE', 'Transfer of Undertakings (Protection of Employment)', 'The rules under which staff move to a new provider and keep their terms.'),
  term('VAT', 'value added tax', 'A tax that is added to the price of most goods and services.'),
  term('VCSE', 'voluntary, community and social enterprise', 'A charity, community group or business with a social purpose.'),
  term('award criteria', '', 'What bids are judged by, and how much each part counts.'),
  term('consortium', '', 'Several organisations that bid together.'),
  term('debarment', '', 'Being kept from public contracts for a time because of serious wrongdoing.'),
  term('framework', '', 'An agreement that sets terms with several suppliers, from whom work is then ordered.'),
  term('incumbent', '', 'The provider that does the work now.'),
  term('lot', '', 'A part of a contract that you can bid for on its own.'),
  term('novation', '', 'Handing a contract over to somebody else, with everyone’s agreement.'),
  term('social value', '', 'What a community gains from a contract beyond the service itself.'),
  term('standstill', '', 'A wait between saying who has won and signing the contract, so that others can ask why.'),
];

/** The shipped terms with a body's own in front: where both explain a term, the body's words stand. In alphabetical order. */
export function mergedGlossary(own: readonly Term[]): readonly Term[] {
  const named = new Set(own.map((one) => one.term.toLowerCase()));
  return [...own, ...GLOSSARY.filter((one) => !named.has(one.term.toLowerCase()))].sort((one, other) => one.term.toLowerCase().localeCompare(other.term.toLowerCase(), 'en'));
}

/** "PIN (prior information notice): an early public notice …" as it can be pasted beside the first use. */
export const termSentence = ({ term: short, inFull, meaning }: Term): string => `${short}${inFull === '' ? '' : ` (${inFull})`}: ${meaning}`;
