import type { FigureWords } from './figure.ts';

/**
 * Every figure of the two reports: its words, and the records behind it as SQL. The figure and the list that it opens are made from the
 * same rows, so they cannot differ. Each SELECT gives: kind, id (what the row leads to), title, on_day, yes (share), amount (average or
 * median). It may read `tenders`, `their_bids` and `confirmed_awards`, which are those of the body and time asked for (figures.store.ts).
 */
export interface FigureDefinition extends FigureWords {
  readonly title: string;
  /** What it counts and how, in a sentence. */
  readonly help: string;
  readonly rows: string;
  /** Names bidders: its rows are shown only to staff who may read the bids of the body. */
  readonly namesBidders?: true;
}

const define = <const Table extends Readonly<Record<string, FigureDefinition>>>(table: Table): Table => table;
const ofTender = (amount: string, yes = 'null::boolean'): string => `select t.kind, t.id, t.title, t.opened_on as on_day, ${yes} as yes, (${amount})::numeric as amount from tenders t`;
const bidsThat = (yes: string, where = 'true'): string => `select 'bid' as kind, b.id, b.organisation || ', for ' || b.tender as title, b.opened_on as on_day, ${yes} as yes, null::numeric as amount from their_bids b where ${where}`;
const NO_AMOUNT = 'null::numeric';
const BID_COUNTS = "b.state in ('opened', 'rejected', 'not-successful', 'successful')";

/** OR-11: is the commissioning itself any good? */
export const EFFECTIVENESS = define({
  'bids-a-tender': { title: 'Bids for each tender', help: 'Bids received in time, for each tender opened.', measure: 'average', unit: 'bids', noun: 'tender', rows: ofTender(`select count(*) from their_bids b where b.opportunity_id = t.id and ${BID_COUNTS}`) },
  'bids-from-smes': { title: 'Bids from small and medium-sized organisations', help: 'Fewer than 250 staff, by what each bidder declares of itself.', measure: 'share', noun: 'bid', namesBidders: true, rows: bidsThat('b.sme', BID_COUNTS) },
  'bids-from-vcses': { title: 'Bids from charities, voluntary groups and social enterprises', help: 'By what each bidder declares of itself.', measure: 'share', noun: 'bid', namesBidders: true, rows: bidsThat('b.vcse', BID_COUNTS) },
  'days-to-answer': { title: 'Time to answer', help: 'Days from publication to the closing.', measure: 'median', unit: 'days', noun: 'tender', rows: ofTender('t.closes_on - t.published_on') },
  'days-to-award': { title: 'Time from publication to award', help: 'Days from publication to the award being confirmed.', measure: 'median', unit: 'days', noun: 'award', rows: `select a.kind, a.opportunity_id as id, a.title, a.confirmed_on as on_day, null::boolean as yes, (a.confirmed_on - a.published_on)::numeric as amount from confirmed_awards a` },
  slips: { title: 'Slips of the published timetable', help: 'Each change of a stage from its published date.', measure: 'average', unit: 'slips', noun: 'tender', rows: ofTender('select count(*) from timetable_slip s where s.opportunity_id = t.id') },
  'talked-first': { title: 'Tenders with the market heard first', help: 'An early notice or a meeting open to providers, before the tender closed.', measure: 'share', noun: 'tender', rows: ofTender(NO_AMOUNT, `(exists (select 1 from timetable p where p.opportunity_id = t.id and p.early_notice_id is not null) or exists (select 1 from early_notice n where n.exercise_id = t.exercise_id and n.published_at < t.closes_at)
      or exists (select 1 from session s join session_slot l on l.session_id = s.id where s.cancelled_at is null and l.cancelled_at is null and l.starts_at < t.closes_at and s.audience <> 'invited' and ((s.about_kind = 'opportunity' and s.about_id = t.id) or (s.about_kind = 'exercise' and s.about_id = t.exercise_id))))`) },
  'users-judged': { title: 'Tenders judged with service users', help: 'People who use the service gave scores.', measure: 'share', noun: 'tender', rows: ofTender(NO_AMOUNT, 'exists (select 1 from lay_assessor l join lay_score s on s.lay_assessor_id = l.id where l.opportunity_id = t.id and l.barred_at is null)') },
  'social-value': { title: 'Tenders where social value was weighed', help: 'The three questions of the Social Value Act answered, with a weight above nothing.', measure: 'share', noun: 'tender', rows: ofTender(NO_AMOUNT, 'exists (select 1 from social_value_consideration v where v.exercise_id = t.exercise_id and v.considered_on is not null and v.weight_percent > 0)') },
  'reviews-held': { title: 'Contract reviews held', help: 'Of the reviews that fell due, those that were held.', measure: 'share', noun: 'review', rows: `select 'agreement' as kind, r.id, r.title || ', ' || v.kind || ' review' as title, v.due_on as on_day, v.held_on is not null as yes, ${NO_AMOUNT} as amount
      from review v join public_agreements r on r.id = v.agreement_id where v.due_on between asked_from() and least(asked_to(), asked_today())` },
  'outcomes-met': { title: 'Outcome measures on target', help: 'The latest confirmed result of each outcome measure with a target, on live agreements. A target below the baseline is met from above; where there is no baseline, what was said with the result counts.', measure: 'share', noun: 'measure', rows: `select 'agreement' as kind, r.id, r.title || ': ' || m.name as title, upper(o.period) - 1 as on_day, case when m.baseline is not null and m.target < m.baseline then o.value <= m.target when m.baseline is null and o.meets_target is not null then o.meets_target else o.value >= m.target end as yes, ${NO_AMOUNT} as amount
      from measure m join public_agreements r on m.about_kind = 'agreement' and m.about_id = r.id and r.state = 'live'
      join lateral (select * from observation_confirmed ob where ob.measure_id = m.id and ob.value is not null and lower(ob.period) <= asked_to() order by upper(ob.period) desc, ob.id desc limit 1) o on true where m.kind = 'outcome' and m.target is not null` },
});

/** OR-12: what does it cost to take part? */
export const ACCESS_TO_MARKET = define({
  'bid-effort': { title: 'Work for one bid', help: 'As bidders told us after bidding. Nothing is shown of a body until three have told it.', measure: 'median', unit: 'days of one person', noun: 'bid', fewest: 3, namesBidders: true, rows: `select 'bid' as kind, b.id, b.organisation || ', for ' || b.tender as title, b.opened_on as on_day, null::boolean as yes, b.person_days as amount from (select b.*, e.person_days, count(*) over (partition by b.body_id) as of_body from their_bids b join bid_effort e on e.bid_id = b.id) b where b.of_body >= 3 or asked_body() is not null` },
  'questions-asked': { title: 'Questions asked', help: 'On the day of publication.', measure: 'median', unit: 'questions', noun: 'tender', rows: ofTender('select u.questions from tender_burden u where u.opportunity_id = t.id') },
  'pages-to-read': { title: 'Pages to read', help: 'The tender and its documents, on the day of publication.', measure: 'median', unit: 'pages', noun: 'tender', rows: ofTender('select u.pages from tender_burden u where u.opportunity_id = t.id') },
  'minutes-to-answer': { title: 'Minutes that the answers take', help: 'By the number and length of the questions.', measure: 'median', unit: 'minutes', noun: 'tender', rows: ofTender('select u.minutes from tender_burden u where u.opportunity_id = t.id') },
  'time-allowed': { title: 'Time allowed', help: 'Days from publication to the closing.', measure: 'median', unit: 'days', noun: 'tender', rows: ofTender('t.closes_on - t.published_on') },
  'insurance-asked': { title: 'Tenders that ask for insurance', help: 'Any cover that a bidder must have or promise.', measure: 'share', noun: 'tender', rows: ofTender(`select max(q.amount_pence) / 100 from tender_requirement q where q.opportunity_id = t.id and q.kind in ('public-liability', 'employers-liability', 'professional-indemnity')`, `exists (select 1 from tender_requirement q where q.opportunity_id = t.id and q.kind in ('public-liability', 'employers-liability', 'professional-indemnity'))`) },
  'first-time-winners': { title: 'Awards to first-time suppliers', help: 'The winner had no agreement with the body, and no award of it, before.', measure: 'share', noun: 'award', rows: `select a.kind, a.opportunity_id as id, a.title, a.confirmed_on as on_day, not (exists (select 1 from award p join bid pb on pb.id = p.bid_id join opportunity po on po.id = p.opportunity_id where p.confirmed_at < a.confirmed_at and p.state = 'confirmed' and pb.organisation_id = a.organisation_id and po.body_id = a.body_id)
      or exists (select 1 from agreement r where r.body_id = a.body_id and r.lead_organisation_id = a.organisation_id and r.state <> 'draft' and r.awarded_from is distinct from a.id and r.starts_on < a.confirmed_on)) as yes, ${NO_AMOUNT} as amount from confirmed_awards a` },
  'hit-rate': { title: 'Bids that won', help: 'Of the bids in tenders that are decided.', measure: 'share', noun: 'bid', namesBidders: true, rows: bidsThat("b.state = 'successful'", "b.state in ('rejected', 'not-successful', 'successful')") },
  'withdrawn-bids': { title: 'Bids taken back', help: 'Submitted once, and withdrawn before the closing.', measure: 'share', noun: 'bid', namesBidders: true, rows: bidsThat("b.state = 'withdrawn'", `${BID_COUNTS} or b.state = 'withdrawn'`) },
});

export type Report = 'effectiveness' | 'access-to-market';
export const REPORTS: Readonly<Record<Report, Readonly<Record<string, FigureDefinition>>>> = { effectiveness: EFFECTIVENESS, 'access-to-market': ACCESS_TO_MARKET };
