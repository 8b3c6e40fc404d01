import type { FormState } from '#platform/pages/form';
import type { Html } from '#platform/pages/html';
import { form, notFound, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { describeGrant } from './describe-grant.command.ts';
import { describeGrantPage, recordOnwardPage } from './describe-grant.page.ts';
import { grantsApiRoutes } from './grants-api.routes.ts';
import { grantsRegister } from './grants.register.ts';
import { grantById } from './grants.store.ts';
import type { KnownGrant } from './known-grant.ts';
import { recordOnward } from './record-onward.command.ts';

const DESCRIBED = ['appliedFor', 'disbursed', 'programme', 'area', 'areaCode', 'openCall', 'isMemberGrant', 'memberName', 'toIndividual'] as const;
const PASSED_ON = ['recipientName', 'charityNumber', 'amount', 'purpose'] as const;

export const grantsRoutes = [
  ...grantsRegister.routes,
  ...grantsApiRoutes,
  ...form({
    url: '/agreements/:id/grant', command: describeGrant,
    input: (posted, { id }) => ({ agreementId: id, awardDate: posted.date('awardDate'), ...Object.fromEntries(DESCRIBED.map((name) => [name, posted.text(name)])) }),
    show: (context, state) => onGrant(context, 'Describe this grant', state, describeGrantPage),
    done: (_id, { id }) => redirectTo(`/contracts/${id}#grant`, 'The grant is described.'),
  }),
  ...form({
    url: '/agreements/:id/passed-on', command: recordOnward,
    input: (posted, { id }) => ({ agreementId: id, givenOn: posted.date('givenOn'), ...Object.fromEntries(PASSED_ON.map((name) => [name, posted.text(name)])) }),
    show: (context, state) => onGrant(context, 'Record what was passed on', state, recordOnwardPage),
    done: (_id, { id }) => redirectTo(`/contracts/${id}#passed-on`, 'It is recorded with the grant.'),
  }),
];

/** A page about one grant; an agreement of another kind has none. */
async function onGrant({ read, services, params, csrf }: PageContext<{ readonly id: string }>, title: string, state: FormState, draw: (grant: KnownGrant, form: FormState, csrf: Html) => Html): Promise<Answer> {
  const grant = await grantById(read, params.id, services.config.givingPrefix);
  return grant ? pageOf(title, draw(grant, state, csrf), { backLink: { href: `/contracts/${params.id}` } }) : notFound;
}
