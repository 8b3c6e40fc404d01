import { calendarDate, londonInstant } from '#kernel/calendar-date';
import type { Owed, OwedWork } from '#parties';
import { openInvitations } from './invitations.store.ts';
import { surveyActs } from './survey.acts.ts';

/** On the home page of a supplier: surveys that their organisation has not answered. */
export const owedSurveys: OwedWork = {
  title: 'Surveys',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const organisations = actor.holdings.filter((held) => surveyActs.answer.may.some((grant) => grant.by === 'role' && grant.role === held.role && grant.on === held.scopeKind)).flatMap(({ scopeId }) => scopeId ?? []);
    const open = organisations.length === 0 ? [] : await openInvitations(read, [...new Set(organisations)], limit);
    const several = new Set(open.map(({ organisationName }) => organisationName)).size > 1;
    return open.map(({ id, organisationName, bodyName, closesOn }) => ({
      words: `Say without your name how it is to work with ${bodyName}${several ? `, for ${organisationName}` : ''}`, dueAt: londonInstant(calendarDate(closesOn), '23:59'), address: `/survey-invitations/${id}`,
    }));
  },
};
