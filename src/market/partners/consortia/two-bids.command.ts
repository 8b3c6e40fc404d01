import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { opportunityById } from '#opportunities';
import { consortiaActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { checkTwoBids, keepDeclaration } from './two-bids.store.ts';

/** Declares that an organisation takes part in two bids for one lot. The entry names neither tender nor organisation: the trail of an authority must not give a sealed bid away. */
export const declareTwoBids = command({
  act: consortiaActs.declareTwoBids,
  input: z.object({ opportunityId: z.string().refine(isId), organisationId: z.string().refine(isId, 'Choose the organisation'), words: words(3000, 'Enter your declaration') }),
  record: () => null,
  perform: async ({ tx, actor }, { opportunityId, organisationId, words }) => {
    const opportunity = await opportunityById(tx, opportunityId);
    if (!opportunity || isOfAuthority(actor) || !speaksFor(actor).includes(organisationId)) return refuse('not-yours', 'Choose an organisation whose bids you write.', { field: 'organisationId' });
    if (opportunity.state !== 'published') return refuse('opened', 'The bids are open, or the tender has ended, so nothing can be declared any more.');
    if (!(await checkTwoBids(tx, opportunityId, organisationId, {}))) return refuse('once', 'Your organisation does not take part in two bids for one lot here.');
    await keepDeclaration(tx, { opportunityId, organisationId, words, by: actor.personId });
    return done(undefined, { record: null, after: { declared: true } });
  },
});
