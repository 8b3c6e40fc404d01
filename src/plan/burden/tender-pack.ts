import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { formatPounds } from '#kernel/money';
import { weigh } from '#parts/assessments';
import { burdenInWords } from '#parts/questions';
import { contactInWords, type OpportunityRecord } from '#opportunities';
import { fact, heading, list, note, paragraph, paragraphs, type Block, type WrittenDocument } from '#platform/documents/document';

/** All that a bidder needs and the record itself does not hold. */
export interface PackParts {
  readonly socialValue: { readonly texts: readonly { readonly title: string; readonly words: string }[]; readonly benefits: readonly { readonly name: string; readonly words: string }[] };
  readonly requirements: { readonly checks: string; readonly asked: readonly string[]; readonly limits: readonly string[] } | null;
  /** Stages with their days, in words. */
  readonly timetable: readonly { readonly title: string; readonly day: string }[];
  /** What is said of staff who may transfer; empty when nothing is. */
  readonly tupe: string;
  readonly tupePosts: number | null;
}

interface Pack extends PackParts {
  readonly record: OpportunityRecord;
  readonly clauses: readonly { readonly number: number; readonly heading: string; readonly summary: string }[];
  readonly address: string;
}

/** A tender on paper: what is wanted, how it is judged, what is asked, when, and the terms in plain words. Only what its public page says. */
export function tenderPack(pack: Pack): WrittenDocument {
  const { opportunity } = pack.record;
  const body = bodyOf(pack);
  return {
    title: opportunity.title, author: opportunity.bodyName,
    blocks: [
      paragraph(`${opportunity.bodyName}. Reference ${opportunity.reference}.`), ...contactBlock(pack.record), note(`Printed from ${pack.address}. What stands there now is what counts.`),
      heading(1, 'What this pack holds'), list(body.filter((block) => block.kind === 'heading' && block.level === 1).map((block) => (block as { readonly text: string }).text)),
      ...body,
    ],
  };
}

const contactBlock = ({ contact }: OpportunityRecord): Block[] => { const words = contactInWords(contact); return words === null ? [] : [fact('Contact', words)]; };

function bodyOf({ record, clauses, address, socialValue, requirements, timetable, tupe, tupePosts }: Pack): Block[] {
  const { opportunity, burden } = record;
  return [
      heading(1, 'What is wanted'), ...paragraphs(opportunity.summary), ...paragraphs(opportunity.description), ...facts(record),
      heading(1, 'When'), ...dates(record), ...timetable.map(({ title, day: when }) => fact(title, when)), ...lots(record), ...requirementBlocks(requirements), ...judged(record), ...socialValueBlocks(socialValue),
      heading(1, 'The questions'), paragraph(`${burdenInWords(burden)}. You can answer on the web site, or in Word and put your answers back.`), ...questions(record),
      ...(clauses.length === 0 ? [] : [heading(1, 'The terms in plain words'), ...clauses.map(({ number, heading: title, summary }) => fact(`${number}. ${title}`, summary)), note('The clauses in full are on the web site. You can ask about each.')]),
    ...(tupe === '' ? [] : [heading(1, 'Staff who may transfer (TUPE)'), ...paragraphs(tupe), ...(tupePosts === null ? [] : [paragraph(`Information on ${tupePosts} ${tupePosts === 1 ? 'post' : 'posts'}, without names, is on the web site for every bidder who undertakes to keep it to its bid.`)])]),
    ...(record.documents.length === 0 ? [] : [heading(1, 'Documents on the web site'), list(record.documents.map(({ title }) => title))]),
    heading(1, 'How to bid'), paragraph(`Start your bid at ${address}. It is kept as a draft, sealed until the bids are opened, and can be changed or taken back until the closing time. You get a receipt.`),
  ];
}

function requirementBlocks(requirements: PackParts['requirements']): Block[] {
  if (!requirements) return [];
  const { checks, asked, limits } = requirements;
  return [heading(1, 'What you need'), paragraph(checks), ...(asked.length === 0 ? [paragraph('No insurance, guarantee or bond of a set amount is required.')] : [paragraph('By the day the contract starts, and not before you are chosen:'), list(asked)]), ...(limits.length === 0 ? [] : [list(limits)])];
}

/** What every tender of the authority says, in full, then the benefits sought by name. */
const socialValueBlocks = ({ texts, benefits }: PackParts['socialValue']): Block[] => [
  ...texts.flatMap(({ title, words }) => [heading(1, title), ...paragraphs(words)]),
  ...(benefits.length === 0 ? [] : [heading(1, 'Social benefits sought'), ...benefits.map(({ name, words }) => fact(name, words))]),
];

const day = (date: CalendarDate | null): string => (date === null ? 'not set' : formatDate(date));

function facts({ opportunity, areas, outcomes, needSummary }: OpportunityRecord): Block[] {
  return [
    ...(needSummary === '' ? [] : [fact('Who it is for', needSummary)]), ...(areas.length === 0 ? [] : [fact('Where', areas.map(({ name }) => name).join(', '))]),
    fact('Worth without VAT', opportunity.valueNetPence === null ? 'not given' : formatPounds(opportunity.valueNetPence)),
    ...(outcomes.length === 0 ? [] : [heading(2, 'What should come of it'), list(outcomes)]),
  ];
}

function dates({ opportunity }: OpportunityRecord): Block[] {
  return [
    ...(opportunity.clarificationsUntil ? [fact('Ask questions until', formatInstant(opportunity.clarificationsUntil))] : []),
    ...(opportunity.closesAt ? [fact('Answer by', `${formatInstant(opportunity.closesAt)}, London time`)] : []),
    fact('The contract runs', `${day(opportunity.startsOn)} to ${day(opportunity.endsOn)}${opportunity.extensionMonths > 0 ? `, and up to ${opportunity.extensionMonths} months more` : ''}`),
  ];
}

function lots({ lots: all }: OpportunityRecord): Block[] {
  const open = all.filter(({ state }) => state === 'open');
  if (open.length === 0) return [];
  return [heading(1, 'Lots'), ...open.map((lot) => fact(`Lot ${lot.number}: ${lot.title}`, [lot.description, lot.areas.map(({ name }) => name).join(', '), lot.valueNetPence === null ? '' : `${formatPounds(lot.valueNetPence)} without VAT`].filter((words) => words !== '').join('. ')))];
}

function judged({ criteria }: OpportunityRecord): Block[] {
  const leaves = weigh(criteria).filter(({ isLeaf, points }) => isLeaf && !points.isZero());
  return [heading(1, 'How bids are judged'), paragraph('Out of 100 points:'), ...leaves.map(({ name, points, guidance }) => fact(name, `${points.toString()} points.${guidance === '' ? '' : ` ${guidance}`}`))];
}

function questions({ questions: all }: OpportunityRecord): Block[] {
  let section = '';
  return all.flatMap((question): Block[] => {
    const begins = question.section !== section && question.section !== '' ? [heading(2, question.section)] : [];
    section = question.section;
    return [
      ...begins, heading(3, `${question.position}. ${question.text}`),
      ...(question.purpose === '' ? [] : [fact('Why it is asked', question.purpose)]), ...(question.goodAnswer === '' ? [] : [fact('A good answer covers', question.goodAnswer)]),
      fact('Marks', `${question.marks?.toString() ?? 'not scored'}${question.wordLimit === null ? '' : `; up to ${question.wordLimit} words`}`),
    ];
  });
}
