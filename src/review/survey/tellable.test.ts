import { describe, expect, test } from 'vitest';
import { sharesOf, tellable as tellableOf, tooSmall, type Group, type Told } from './tellable.ts';

const group = (key: string, answers: number, agree = Math.floor(answers / 2)): Group => ({ key, answers, agree });
const tellable = (groups: readonly Group[], fewest: number): Told => tellableOf([groups], fewest)[0]!;

describe('which groups may be shown', () => {
  test('RV-21: a group of 3 is not shown, and what is left after subtracting is not it either', () => {
    const { shown, others } = tellable([group('vcse', 57, 30), group('private', 40, 30), group('public', 3, 1)], 5);
    expect(shown.map(({ key }) => key)).toEqual(['vcse']);
    expect(others).toEqual({ key: 'others', answers: 43, agree: 31 });
  });
  test('two groups of which one is too small: neither is shown', () => expect(tellable([group('won', 3), group('lost', 97)], 5)).toEqual({ shown: [], others: null }));
  test('several that are too small stand together when they are enough', () => expect(tellable([group('a', 3), group('b', 4), group('c', 50)], 5)).toMatchObject({ shown: [{ key: 'c' }], others: { answers: 7 } }));
  test('two that are too few even together take the smallest shown with them', () => expect(tellable([group('a', 1), group('b', 2), group('c', 20), group('d', 50)], 5)).toMatchObject({ shown: [{ key: 'd' }], others: { answers: 23 } }));
  test('one in which all said the same is not shown, however large', () => {
    expect(tellable([group('won', 20, 20), group('lost', 30, 10), group('more', 40, 3)], 5).shown.map(({ key }) => key)).toEqual(['more']);
    expect(tellable([group('won', 20, 0), group('lost', 30, 30)], 5)).toEqual({ shown: [], others: null });
  });
  test('all large: all shown, the largest first; nobody: nothing', () => {
    expect(tellable([group('a', 6), group('b', 60), group('none', 0)], 5)).toMatchObject({ shown: [{ key: 'b' }, { key: 'a' }], others: null });
    expect(tellable([], 5)).toEqual({ shown: [], others: null });
  });

  test('whatever the groups, what can be worked out from the whole is at least two groups, enough, and not of one mind', () => {
    for (let seed = 0; seed < 3000; seed += 1) {
      const next = (index: number, most: number): number => (((seed + 1) * 7919 + index * 104_729 + (seed >> 3) * 31 * (index + 1)) >>> 0) % most;
      const groups = Array.from({ length: 1 + next(0, 6) }, (_, index) => {
        const answers = next(index * 2 + 1, 14);
        return group(String(index), answers, next(index * 2 + 2, answers + 1));
      });
      const { shown } = tellable(groups, 5);
      const isShown = new Set(shown.map(({ key }) => key));
      const rest = groups.filter(({ key, answers }) => answers > 0 && !isShown.has(key));
      const [answers, agree] = [rest.reduce((sum, one) => sum + one.answers, 0), rest.reduce((sum, one) => sum + one.agree, 0)];
      for (const one of shown) expect(one.answers >= 5 && one.agree > 1 && one.agree < one.answers - 1).toBe(true);
      if (shown.length > 0 && rest.length > 0) expect({ seed, enough: rest.length >= 2 && answers >= 5, mixed: agree > 1 && agree < answers - 1 }).toEqual({ seed, enough: true, mixed: true });
    }
  });

  test('what is hidden for one statement is hidden for all, and safe in each of them', () => {
    const [first, second] = tellableOf([[group('won', 5, 5), group('lost', 20, 4), group('late', 9, 4)], [group('won', 5, 2), group('lost', 20, 10), group('late', 9, 5)]], 5);
    expect(first!.shown.map(({ key }) => key)).toEqual(['lost']);
    expect(second!.shown.map(({ key }) => key)).toEqual(['lost']);
    expect([first!.others, second!.others]).toEqual([{ key: 'others', answers: 14, agree: 9 }, { key: 'others', answers: 14, agree: 7 }]);
  });

  test('what is merged for good is chosen by numbers alone', () => {
    expect(tooSmall([{ key: 'a', answers: 3 }, { key: 'b', answers: 50 }, { key: 'c', answers: 60 }], 5)).toEqual(['a', 'b']);
    expect(tooSmall([{ key: 'a', answers: 5 }, { key: 'b', answers: 50 }], 5)).toEqual([]);
  });
});

describe('shares', () => {
  test.each([
    ['some', 100, 61, '61%', '39%'], ['all: a bound that holds one answer the other way as well', 10, 10, '90% or more', '10% or less'], ['all but one: the same words', 10, 9, '90% or more', '10% or less'], ['nobody', 10, 0, '10% or less', '90% or more'], ['one: the same words', 10, 1, '10% or less', '90% or more'], ['halves up', 32, 2, '6.3%', '93.8%'],
  ])('%s', (_name, answers, agree, so, not) => expect(sharesOf({ answers, agree })).toMatchObject({ so: { words: so }, not: { words: not } }));
});
