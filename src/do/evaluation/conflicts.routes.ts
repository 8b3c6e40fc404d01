import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { button, details } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, ruleNote } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { CONFIRMED_WITH, CONFLICTS_RULE, conflictsStanding, CONFLICTS_WORDS, decideEntry, type ConflictsEntry } from './conflicts.ts';
import { conflictsOf, insertConflictsEntry } from './conflicts.store.ts';
import { evaluationActs } from './evaluation.acts.ts';
import { lockOpportunity, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { heading } from './panel.page.ts';
import { words } from './typed-fields.ts';

/** Writes an entry: prepared, reviewed, revised, or confirmed for the notice that comes next. Nothing is ever overwritten. */
export const writeConflicts = command({
  act: evaluationActs.writeConflicts,
  input: z.object({
    opportunityId: z.string(), kind: z.enum(['prepared', 'reviewed', 'revised', 'confirmed'], 'Choose what you are doing'), notice: z.string().max(10),
    conflicts: words(10_000, 'Write who has or could be seen to have a conflict, or that nobody has'), mitigations: words(10_000, 'Write what is done about it, or that nothing is needed'),
  }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, { opportunityId, kind, notice, conflicts, mitigations }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return refuse('not-found', 'This opportunity is not there any more.');
    const decision = decideEntry(await conflictsOf(tx, opportunityId), kind, notice);
    if (decision.kind === 'refused') return decision;
    const forNotice = kind === 'confirmed' ? notice : null;
    await insertConflictsEntry(tx, opportunityId, { kind, notice: forNotice, conflicts, mitigations }, actor.personId);
    // Who has a conflict stays out of the trail: it is kept with the assessment, which only those concerned may read.
    return done(undefined, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, after: { kind, notice: forNotice }, rule: CONFLICTS_RULE.sentence });
  },
});

const back = (id: string) => ({ backLink: { href: `/opportunities/${id}/conflicts` } });

export const conflictsRoutes = [
  page({
    url: '/opportunities/:id/conflicts',
    act: evaluationActs.viewConflicts,
    viewing: true,
    show: async ({ read, params }) => {
      const opportunity = await readOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const standing = conflictsStanding(await conflictsOf(read, params.id), londonDate(await readClock(read)));
      return pageOf('Conflicts assessment', conflictsPage(opportunity, await conflictsOf(read, params.id), standing), { backLink: { href: `/opportunities/${params.id}${opportunity.state === 'draft' ? '/build' : ''}` } });
    },
  }),
  ...form({
    url: '/opportunities/:id/conflicts/write',
    command: writeConflicts,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await readOpportunity(read, params.id);
      return opportunity ? pageOf('Write in the conflicts assessment', writePage(opportunity, await conflictsOf(read, params.id), csrf, state), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, kind: posted.text('kind'), notice: posted.text('notice'), conflicts: posted.text('conflicts'), mitigations: posted.text('mitigations') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/conflicts`, 'Written'),
  }),
];

function conflictsPage(opportunity: EvaluatedOpportunity, entries: readonly ConflictsEntry[], standing: string): Html {
  return html`${heading(opportunity, 'Conflicts assessment')}
<p class="govuk-body">Who has, or could be seen to have, an interest in the result, and what is done so that nobody is put at a disadvantage. ${standing}</p>${ruleNote(CONFLICTS_RULE)}
${button({ text: entries.length === 0 ? 'Prepare it' : 'Review, revise or confirm it', href: `/opportunities/${opportunity.id}/conflicts/write` })}
${entries.length === 0 ? emptyState({ title: 'Nothing has been written yet.' }) : [...entries].reverse().map((entry) => html`<h2 class="govuk-heading-m">${CONFLICTS_WORDS[entry.kind]}${entry.notice !== null && ` for ${entry.notice}`}</h2>
<p class="govuk-body">${entry.writtenBy}, ${formatInstant(entry.writtenAt)}</p>${keyValue([{ key: 'Conflicts', value: entry.conflicts }, { key: 'What is done', value: entry.mitigations }])}`)}`;
}

function writePage(opportunity: EvaluatedOpportunity, entries: readonly ConflictsEntry[], csrf: Html, form_: FormState): Html {
  const last = entries.at(-1);
  const notices = selectField(form_, { name: 'notice', label: 'Which notice comes next?', emptyText: 'Choose a notice', items: CONFIRMED_WITH.map((notice) => ({ value: notice, text: notice })) });
  return html`${errorSummaryFor(form_)}${heading(opportunity, 'Write in the conflicts assessment')}
<form method="post" novalidate>${csrf}
${radioField(form_, { name: 'kind', label: 'What are you doing?', value: last ? undefined : 'prepared', items: last
    ? [{ value: 'reviewed', text: 'Reviewing it: nothing has changed' }, { value: 'revised', text: 'Revising it' }, { value: 'confirmed', text: 'Confirming that it is up to date, because a notice is about to be published', conditional: notices }]
    : [{ value: 'prepared', text: 'Preparing it' }] })}
${textArea(form_, { name: 'conflicts', label: 'Conflicts', hint: 'Actual, potential and perceived: members, officers, advisers, the panel. Or that none was found, and how you looked.', value: last?.conflicts, rows: 6 })}
${textArea(form_, { name: 'mitigations', label: 'What is done about them', value: last?.mitigations, rows: 6 })}
${details({ summaryText: 'Who reads this', html: html`<p class="govuk-body">Procurement and legal officers, commissioners, lead directors and auditors. It is not published; that it was prepared and confirmed is.</p>` })}
${button({ text: 'Save', preventDoubleClick: true })}</form>`;
}
