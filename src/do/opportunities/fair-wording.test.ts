import { describe, expect, test } from 'vitest';
import { decideWording, LAWFUL_INSTEAD, localPreferenceIn } from './fair-wording.ts';

const places = ['Kent', 'Swale', 'Isle of Sheppey'];

describe('DP-36: words that score bidders for being local', () => {
  test.each([
    '5 points for Kent-based companies',
    'Local suppliers score higher',
    'Preference for local',
    'Is your company based in Kent?',
    'Where is your head office? Offices in Swale score 5.',
    'Marks for Kent businesses',
    'Bidders within 20 miles',
    'Extra for locally owned firms',
    'Priority to being local',
    'Points for opening the supply chain to local firms first, as local suppliers score 5 points',
    'Extra marks for Surrey-based providers',
  ])('refused: %s', (text) => expect(localPreferenceIn(text, places)).not.toBeNull());

  test.each([
    'How will you understand and serve local needs?',
    'How will you open your supply chain to local businesses?',
    'Which parts will you sub-contract to local charities?',
    'What do you know of Swale and the young people who live there?',
    'Describe an evidence-based approach to youth work.',
    'How will you work with local people and partners?',
    'Community-based activities in Kent',
    'The service is delivered in the district of Swale on two evenings.',
    ...LAWFUL_INSTEAD,
  ])('lawful: %s', (text) => expect(localPreferenceIn(text, places)).toBeNull());

  test('DP-36: the criterion “5 points for Kent-based companies” is refused, and a lawful one is offered at its field', () => {
    const decision = decideWording({ name: '5 points for Kent-based companies' }, { places, blocked: [] });
    expect(decision).toMatchObject({ kind: 'refused', code: 'local-preference', field: 'name' });
    expect(decision.kind === 'refused' && decision.sentence).toContain('How will you understand and serve local needs?');
  });

  test('a phrase that legal blocked is refused whatever its case and spaces, and a name is no regular expression', () => {
    expect(decideWording({ text: 'Are you a Preferred   PARTNER of ours?' }, { places: ['St. Mary (Hoo'], blocked: ['preferred partner'] })).toMatchObject({ code: 'blocked-phrase', field: 'text' });
    expect(decideWording({ text: 'Anything at all' }, { places: ['('], blocked: [] }).kind).toBe('allowed');
  });
});
