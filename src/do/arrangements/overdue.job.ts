import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { refuse } from '#kernel/outcome';
import { SYSTEM, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import type { Owed } from '#parties';
import { policyNote, policyValue } from '#policy';
import { STANDARD_RULE } from './application.ts';
import { applicationReference, lockApplication, updateApplication } from './application.store.ts';
import { readArrangement } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { tellRole } from './tell.store.ts';

const OVERDUE = sql.raw(`from arrangement_application a join arrangement g on g.id = a.arrangement_id join organisation o on o.id = a.organisation_id
  join promise p on p.about_kind = 'arrangement-application' and p.about_id = a.id and p.kind = 'application-decision' and p.kept_at is null and p.withdrawn_at is null
  where a.state in ('submitted', 'incomplete') and coalesce(p.paused_at, wantsum_clock()) >= p.due_at`);

/** Tells whoever the authority named that one application is overdue, once. */
export const alertOverdue = command({
  act: arrangementsActs.alertOverdue,
  input: z.object({ applicationId: z.string() }),
  record: ({ applicationId }) => applicationReference(applicationId),
  perform: async ({ tx, services }, { applicationId }) => {
    const application = await lockApplication(tx, applicationId);
    const arrangement = application && (await readArrangement(tx, application.arrangementId));
    const { rows } = await sql<{ dueAt: Date }>`select p.due_at as "dueAt" ${OVERDUE} and a.id = ${applicationId}`.execute(tx);
    if (!application || !arrangement || !rows[0] || application.alertedAt) return refuse('not-overdue', 'This application is not overdue, or it was told of already.');
    const policy = await policyValue(tx, arrangement.bodyId, 'applications.escalateTo', londonDate(await readClock(tx)));
    if (policy.value === null) return refuse('nobody', 'The authority named nobody to be told.');
    const told = await tellRole(tx, arrangement.bodyId, policy.value, {
      about: applicationReference(application.id), subject: `Overdue: application to join ${arrangement.title}`,
      text: `${application.organisationName} applied to join “${arrangement.title}” (${application.reference}). A decision was promised before ${formatInstant(rows[0].dueAt)}, and none has been made.\n\n${services.config.siteUrl}/applications/${application.id}/assessment\n`,
    });
    await updateApplication(tx, application.id, application.state, { alerted_at: await readClock(tx) });
    return done({ told }, { record: applicationReference(application.id), bodyId: arrangement.bodyId, after: { told, role: policy.value, dueAt: rows[0].dueAt.toISOString() }, rule: `${STANDARD_RULE.sentence} ${policyNote(policy).sentence}` });
  },
});

/** Each morning and each hour of the day: applications that became overdue. Idempotent: one told of is not found again. */
export const alertOverdueJob: JobHandler = {
  name: 'arrangements.alert-overdue',
  cron: '10 * * * *',
  run: async (services) => {
    const due = await services.database.read(async (read) => (await sql<{ id: string }>`select a.id ${OVERDUE} and a.alerted_at is null order by p.due_at limit 500`.execute(read)).rows);
    for (const { id } of due) await runCommand(services, alertOverdue, SYSTEM, { applicationId: id });
  },
};

/** On the home page of whoever answers for it, whether the job ran or not (DP-23). */
export const owedOverdueApplications = {
  title: 'Applications overdue',
  list: async (read: Read, actor: Actor, limit: number): Promise<Owed[]> => {
    const { rows } = await sql<{ id: string; name: string; title: string; bodyId: string; dueAt: Date }>`select a.id, o.name, g.title, g.body_id as "bodyId", p.due_at as "dueAt" ${OVERDUE}
      and g.body_id = any(${actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'body' && scopeId !== null ? [scopeId] : []))}::uuid[]) order by p.due_at, a.id limit 200`.execute(read);
    const owed: Owed[] = [];
    const roles = new Map<string, string | null>();
    for (const row of rows) {
      if (!roles.has(row.bodyId)) roles.set(row.bodyId, (await policyValue(read, row.bodyId, 'applications.escalateTo', londonDate(await readClock(read)))).value);
      const role = roles.get(row.bodyId);
      if (owed.length < limit && actor.holdings.some((held) => held.role === role && held.scopeId === row.bodyId)) owed.push({ words: `The application of ${row.name} to ${row.title} is overdue`, dueAt: row.dueAt, address: `/applications/${row.id}/assessment` });
    }
    return owed;
  },
};

/** Applications that a named assessor has not finished. */
export const owedAssessments = {
  title: 'Applications to assess',
  list: async (read: Read, actor: Actor, limit: number): Promise<Owed[]> => {
    const { rows } = await sql<{ id: string; name: string; title: string; dueAt: Date | null }>`
      select a.id, o.name, g.title, (select p.due_at from promise p where p.about_kind = 'arrangement-application' and p.about_id = a.id and p.kind = 'application-decision' and p.kept_at is null and p.withdrawn_at is null limit 1) as "dueAt"
      from arrangement_application a join arrangement g on g.id = a.arrangement_id join organisation o on o.id = a.organisation_id
      join assessor n on n.about_kind = 'arrangement' and n.about_id = g.id and n.person_id = ${actor.personId} and n.barred_at is null
      where a.state = 'submitted' and g.state = 'live' and not exists (select 1 from role_holding h where h.person_id = n.person_id and h.scope_kind = 'organisation' and h.scope_id = a.organisation_id)
        and not exists (select 1 from assessor d where d.about_kind = 'arrangement-application' and d.about_id = a.id and d.person_id = n.person_id
          and (d.barred_at is not null or exists (select 1 from arrangement_score s where s.assessor_id = d.id and s.finished_at is not null)))
        and (select count(distinct s.assessor_id) from arrangement_score s where s.application_id = a.id and s.finished_at is not null) < g.assessors_needed
      order by a.complete_at, a.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Assess the application of ${row.name} to ${row.title}`, dueAt: row.dueAt, address: `/applications/${row.id}/assessment` }));
  },
};
