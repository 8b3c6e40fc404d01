import { cite, date, fact, plainRule } from '../../row.ts';

export const localPayment = {
  kentTarget: fact('payment.kentTarget', 'P', [cite('BRIEF')], 'Kent aimed to pay within 14 days.', { days: 14 }),
} as const;

export const socialValueAct = {
  act: fact('socialValue.act', 'A', [cite('SVA-COM')],
    'From 31 January 2013, for services above the European threshold, consider how they could improve well-being, how to secure that in the procurement, and whether to consult.',
    { inForce: date('2013-01-31'), duties: ['consider well-being improvement', 'consider how to secure it', 'consider consulting'] }),
} as const;

export const bestValue = {
  voluntarySector: fact('bestValue.voluntarySector', 'B', [cite('BV2011')],
    'The 2011 guidance asked for at least 3 months’ notice before reducing or ending funding of a voluntary body or small business, early engagement, and a chance to offer options. It was replaced in 2015 and again in 2024.',
    { noticeMonths: 3, engageEarly: true, allowOptions: true }),
} as const;

export const transparency = {
  code: fact('transparency.code', 'B', [cite('LGA15'), cite('WINCH')],
    'The Transparency Code 2014, replaced by the 2015 Code in February 2015: tenders and contracts over £5,000 and spend over £500 quarterly, one month after the quarter; grants yearly; the existing waste contract once.',
    { publishWithinMonthsOfQuarter: 1, firstQuarterlyPublication: date('2014-12-31'), firstGrantsPublication: date('2015-02-02') }),
} as const;

export const staffTransfer = [
  fact('staffTransfer.before2014-05-01', 'C', [cite('TUPE06', 'reg 11(6) as stored'), cite('BG', 'switch date')], 'Before 1 May 2014 employee liability information was given at least 14 days before the transfer.',
    { before: date('2014-05-01'), daysBeforeTransfer: 14 }),
  fact('staffTransfer.from2014-05-01', 'C', [cite('XPERT-TUPE'), cite('BG', 'switch date')], 'From 1 May 2014 employee liability information is given at least 28 days before the transfer.',
    { from: date('2014-05-01'), daysBeforeTransfer: 28 }),
] as const;

export const localPractice = {
  mysteryShopper: fact('local.mysteryShopper', 'B', [cite('PPRS'), cite('PPN-SBEE')], 'Mystery Shopper, launched in February 2011, became the Public Procurement Review Service in November 2018; authorities replied within 30 days.',
    { launched: '2011-02', renamed: '2018-11', replyDays: 30 }),
  electronicTendering: fact('local.electronicTendering', 'B', [cite('DARTFORD'), cite('KCS')],
    'Tenders came through the Kent Business Portal (ProContract) and were opened after the deadline; bidders were warned that 10 MB took about 5 minutes to send.', { portal: 'Kent Business Portal', engine: 'ProContract' }),
  members: fact('local.members', 'A', [cite('SI2012-2089', 'regs 6-9')], 'Key decisions were published 28 clear days ahead and agendas 5 clear days ahead.', { keyDecisionClearDays: 28, agendaClearDays: 5 }),
} as const;

/** What happened, for the demonstration county and the help pages; nothing is decided by these. */
export const evidence = [
  fact('evidence.localSpend', 'B', [cite('KCC-OLD')], 'Kent reported reaching its target of 60% of tier 1 and 2 spend with Kent businesses.', { percent: 60 }),
  plainRule('evidence.staffTransferData', 'A', [cite('KCC-EVID')], 'Some Kent teams gave all bidders staff transfer data at the start; others only after award.'),
  fact('evidence.recommendations', 'A', [cite('KCC-MIN')],
    'The select committee made five key recommendations: market engagement, market development, culture, a simpler and standard process, and the role of members.',
    ['market engagement', 'market development', 'culture', 'simplify and standardise process', 'role of members']),
  plainRule('evidence.mixedEconomy', 'B', [cite('ACTIONPLAN')], 'No provider was to be favoured: a balanced mixed economy of voluntary bodies and small businesses.'),
] as const;

export const timeline = [
  fact('timeline.2014-05-15', 'B', [cite('KCC-MIN')], 'The select committee’s final report went to full council on 15 May 2014.', { on: date('2014-05-15') }),
  fact('timeline.2014-09-25', 'B', [cite('KCC-SCRUT')], 'The implementation plan went to the Scrutiny Committee on 25 September 2014.', { on: date('2014-09-25') }),
  fact('timeline.2015-02-26', 'B', [cite('ASHFORDS')], 'The Public Contracts Regulations 2015 came into force on 26 February 2015.', { on: date('2015-02-26') }),
] as const;
