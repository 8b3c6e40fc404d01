import { formatDate, londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { addHoliday } from './add-holiday.command.ts';
import { editPolicyPage } from './edit-policy.page.ts';
import { siteHolidays } from './holiday.store.ts';
import { addHolidayPage, holidaysPage } from './holidays.page.ts';
import { fieldNamesOf } from './policy-fields.ts';
import { isPolicyKey } from './policy-keys.ts';
import { policyListPage } from './policy-list.page.ts';
import { policyActs } from './policy.acts.ts';
import { bodyName, policyRows, policyValue } from './policy.store.ts';
import { setPolicy } from './set-policy.command.ts';

export const policyRoutes = [
  page({
    url: '/bodies/:id/policy',
    act: policyActs.view,
    show: async ({ read, params, services, actor }) => {
      const body = await bodyName(read, { id: params.id });
      if (!body) return notFound;
      const maySet = await may(read, services.kinds, actor, policyActs.set, { kind: 'body', id: body.id });
      const content = policyListPage({ body, rows: await policyRows(read, body.id), today: londonDate(await readClock(read)), maySet });
      return pageOf(`Local policy of ${body.name}`, content, { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Local policy' }] });
    },
  }),
  ...form({
    url: '/bodies/:id/policy/:key',
    command: setPolicy,
    show: async ({ read, params, csrf }, shown) => {
      const body = await bodyName(read, { id: params.id });
      const { key } = params;
      if (!body || !isPolicyKey(key)) return notFound;
      const today = londonDate(await readClock(read));
      const [value, rows] = [await policyValue(read, body.id, key, today), await policyRows(read, body.id, key)];
      return pageOf(`${value.title}: local policy`, editPolicyPage({ body, key, value, rows, today, csrf }, shown), { backLink: { href: `/bodies/${body.id}/policy` } });
    },
    input: (posted, { id, key }) => ({
      bodyId: id, key,
      fields: isPolicyKey(key) ? Object.fromEntries(fieldNamesOf(key).map((name) => [name, posted.texts(name)])) : {},
      from: posted.date('from'), source: posted.text('source'), owner: posted.text('owner'), reason: posted.text('reason'),
      isCorrection: posted.text('isCorrection') === 'yes',
    }),
    done: ({ title, from, words, followedOn }, { id }) =>
      redirectTo(`/bodies/${id}/policy`, `${title}: ${words}, from ${formatDate(from)}${followedOn ? ` until another value follows on ${formatDate(followedOn)}` : ''}.`),
  }),
  page({
    url: '/holidays',
    act: policyActs.viewHolidays,
    show: async ({ read }) => pageOf('Bank holidays', holidaysPage(await siteHolidays(read)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Bank holidays' }] }),
  }),
  ...form({
    url: '/holidays/add',
    command: addHoliday,
    show: async ({ csrf }, shown) => pageOf('Add or withdraw a bank holiday', addHolidayPage(csrf, shown), { backLink: { href: '/holidays' } }),
    input: (posted) => ({
      division: posted.text('division'), date: posted.date('date'), name: posted.text('name'), source: posted.text('source'),
      held: { yes: true, no: false }[posted.text('held')],
    }),
    done: ({ name, date, held }) => redirectTo('/holidays', `${name}, ${formatDate(date)}, is ${held ? 'now' : 'no longer'} a bank holiday.`),
  }),
];
