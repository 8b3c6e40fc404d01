import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { lockSpellingSuggestion, storeSpellingDecision } from '#matching';
import { command, done } from '#platform/command/command';
import { matchTo, setMatch } from './match-supplier.command.ts';
import { spendActs } from './spend.acts.ts';

const input = { supplierId: z.string().refine(isId), suggestionId: z.string().refine(isId) };
const spelling = ({ supplierId }: { readonly supplierId: string }) => ({ kind: 'spend-supplier', id: supplierId });
const NONE = refuse('no-such-suggestion', 'This suggestion is no longer there. Look at the list again.');

/** A person says whether a spelling is the organisation that was suggested. Either answer is remembered, and not asked again by itself. */
export const decideSuggestion = command({
  act: spendActs.decideSuggestion,
  input: z.object({ ...input, answer: z.enum(['same', 'different'], 'Choose whether they are the same') }),
  record: spelling,
  perform: async ({ tx, actor }, { supplierId, suggestionId, answer }) => {
    const suggestion = await lockSpellingSuggestion(tx, suggestionId);
    if (suggestion?.supplierId !== supplierId) return NONE;
    if (suggestion.state !== 'suggested') return refuse('decided-already', 'Somebody has decided this already. Look at the list again.');
    const matched = answer === 'same' ? await matchTo(tx, actor, supplierId, suggestion.organisationId) : null;
    if (matched && 'kind' in matched) return matched;
    await storeSpellingDecision(tx, suggestionId, answer === 'same' ? 'matched' : 'different', actor.personId);
    return done({ ...suggestion, answer }, { record: spelling({ supplierId }), after: { decision: answer, name: suggestion.name, organisationId: suggestion.organisationId }, ...(matched ? { bodyId: matched.before.body_id as BodyId } : {}) });
  },
});

/** Takes a decision back: a match that it made is gone, and it is asked anew. A match that somebody made otherwise since stays. */
export const reconsiderSuggestion = command({
  act: spendActs.reconsiderSuggestion,
  input: z.object(input),
  record: spelling,
  perform: async ({ tx, actor }, { supplierId, suggestionId }) => {
    const suggestion = await lockSpellingSuggestion(tx, suggestionId);
    if (suggestion?.supplierId !== supplierId || suggestion.state === 'suggested') return NONE;
    const now = await tx.selectFrom('spend_supplier').select('organisation_id').where('id', '=', supplierId).executeTakeFirstOrThrow();
    if (suggestion.state === 'matched' && now.organisation_id === suggestion.organisationId) await setMatch(tx, actor, supplierId, null);
    await storeSpellingDecision(tx, suggestionId, 'suggested', null);
    return done(suggestion, { record: spelling({ supplierId }), before: { decision: suggestion.state, organisationId: suggestion.organisationId } });
  },
});
