import { londonDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { criteriaOf } from '#parts/assessments';
import { casesAbout, publicCase } from '#parts/cases';
import { noticesOf } from '#parts/notices';
import { burdenOf, questionsOf } from '#parts/questions';
import { lawFrom } from '#policy';
import { areaNames } from './areas.store.ts';
import { changesOf } from './changes.store.ts';
import { contactOf } from './contact.store.ts';
import { CLARIFICATION } from './owed-questions.reader.ts';
import { documentsOf } from './documents.store.ts';
import { statusOf, type Opportunity } from './opportunity.ts';
import { lotsOf, opportunityReference, TENDER_QUESTIONS } from './opportunity.store.ts';
import { exerciseOf } from './exercise.store.ts';
import type { Html } from '#platform/pages/html';
import { publicationOverrides } from './publication-override.store.ts';
import { laterStages } from './shortlist.store.ts';
import { ports, type OpportunityPorts } from './ports.ts';
import { lawOfTheDay } from './publication.ts';
import type { OpportunityRecord } from './record.ts';

/** Reads the whole public record, in a fixed number of queries. */
export async function opportunityRecord(read: Read, opportunity: Opportunity): Promise<OpportunityRecord> {
  const now = await readClock(read);
  const about = opportunityReference(opportunity.id);
  const lots = await lotsOf(read, opportunity.id);
  const names = await areaNames(read, [...new Set([...opportunity.areaCodes, ...lots.flatMap(({ areaCodes }) => areaCodes)])]);
  const named = (codes: readonly string[]) => codes.map((code) => names.find((area) => area.code === code) ?? { code, name: code });
  const questions = (await questionsOf(read, about, TENDER_QUESTIONS))?.questions ?? [];
  const drawn = async (sections: OpportunityPorts['furtherSections']): Promise<Html[]> => {
    const drawings: Html[] = [];
    for (const section of sections) drawings.push(await section(read, opportunity.id));
    return drawings;
  };
  const exercise = opportunity.exerciseId ? await exerciseOf(read, opportunity.exerciseId) : null;
  const lawDay = opportunity.law?.commencedOn ?? londonDate(now);
  return {
    opportunity, now, questions,
    status: statusOf(opportunity, now),
    areas: named(opportunity.areaCodes),
    lots: lots.map((lot) => ({ ...lot, areas: named(lot.areaCodes) })),
    documents: await documentsOf(read, opportunity.id),
    criteria: await criteriaOf(read, about),
    burden: burdenOf(questions),
    needSummary: exercise?.needSummary ?? '',
    outcomes: exercise?.outcomes ?? [],
    socialValue: exercise?.socialValue ?? null,
    clarifications: (await casesAbout(read, about, CLARIFICATION)).flatMap((raised) => publicCase(raised) ?? []),
    notices: await noticesOf(read, about),
    // A closing time that has passed can still be moved, which lets more bids in.
    changes: opportunity.state === 'published' ? [] : await changesOf(read, opportunity.id),
    further: await drawn(ports().furtherSections),
    needs: await drawn(ports().furtherNeeds),
    results: await drawn(ports().furtherResults),
    later: (await laterStages(read, opportunity.id)).filter(({ state, existencePublic }) => state !== 'draft' && existencePublic),
    overrides: await publicationOverrides(read, opportunity.id),
    // The law it is pinned to, or for a draft the law of today.
    law: lawOfTheDay(opportunity, lawDay, await lawFrom(read), await ports().furtherCircumstances(read, opportunity, lawDay)),
    contact: await contactOf(read, opportunity.id),
    questionHelp: await ports().questionHelp(read, opportunity.id),
  };
}
