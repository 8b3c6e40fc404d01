import { sql } from 'kysely';
import { addDays, calendarDate, formatDate, londonDate, londonInstant } from '#kernel/calendar-date';
import type { Owed, OwedWork, PersonalData } from '#parties';
import { readClock } from '#platform/clock';
import { titleInStageSql } from '#routes';
import { documentsIn } from './vault/vault.store.ts';
import { expiryStanding } from './vault/vault.ts';

/** What a supplier's people owe here: evidence, a reply, and documents that expire. */
export const owedSelection: OwedWork = {
  title: 'Evidence and documents',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const organisations = [...new Set(actor.holdings.filter(({ role, scopeKind }) => scopeKind === 'organisation' && role !== 'bid-adviser').flatMap(({ scopeId }) => scopeId ?? []))];
    if (organisations.length === 0) return [];
    const { rows } = await sql<Owed>`
      select 'Give the evidence asked of you for ' || ${sql.raw(titleInStageSql('o'))} as words, r.due_at as "dueAt", '/evidence/' || r.id as address from evidence_request r join opportunity o on o.id = r.opportunity_id
        where r.organisation_id = any(${organisations}::uuid[]) and r.state = 'asked'
      union all
      select 'Reply about ' || ${sql.raw(titleInStageSql('o'))}, c.reply_due_at, '/exclusion-concerns/' || c.id from exclusion_concern c join opportunity o on o.id = c.opportunity_id
        where c.organisation_id = any(${organisations}::uuid[]) and c.replied_at is null and c.decided_at is null
      order by 2 limit ${limit}`.execute(read);
    const today = londonDate(await readClock(read));
    const expiring: Owed[] = [];
    for (const id of organisations) {
      for (const document of await documentsIn(read, id)) {
        const { expiresOn } = document.current;
        if (expiresOn === null || expiryStanding(expiresOn, today, document.warnDays) === 'lasting') continue;
        expiring.push({ words: `Renew “${document.title}”: it ${expiresOn < today ? 'expired' : 'expires'} on ${formatDate(expiresOn)}`, dueAt: londonInstant(addDays(calendarDate(expiresOn), 1), '00:00'), address: `/vault/${document.id}` });
      }
    }
    return [...rows, ...expiring].slice(0, limit);
  },
};

/** What this room holds about a person: where they are named as controlling an organisation, and what they saved and consented to. */
export const selectionPersonalData: PersonalData = {
  key: 'selection',
  read: async (read, personId) => ({
    connectedPeople: (await sql`select c.name, c.kind, g.name as organisation, c.added_at as "addedAt", c.ended_at as "endedAt" from connected_person c join organisation g on g.id = c.organisation_id where c.person_id = ${personId} order by c.added_at`.execute(read)).rows,
    coreVersionsSaved: (await sql`select g.name as organisation, v.version, v.saved_at as "savedAt" from core_version v join organisation g on g.id = v.organisation_id where v.saved_by = ${personId} order by v.saved_at`.execute(read)).rows,
    documentsAdded: (await sql`select d.title, v.version, v.added_at as "addedAt" from vault_version v join vault_document d on d.id = v.document_id where v.added_by = ${personId} order by v.added_at`.execute(read)).rows,
    consentsGiven: (await sql`select d.title, y.name as body, s.consented_at as "consentedAt", s.revoked_at as "revokedAt" from vault_share s join vault_document d on d.id = s.document_id join body y on y.id = s.body_id where s.consented_by = ${personId} order by s.consented_at`.execute(read)).rows,
  }),
};
