import { expect, test } from 'vitest';
import { CommandLineMisuse } from './command.ts';
import { commandFor, usage } from './commands.ts';
import { parsed, required } from './arguments.ts';

test('a command is found by its words, and what follows is left to it', () => {
  expect(commandFor(['import', 'contracts', 'register.csv', '--body', 'kent'])).toMatchObject({ command: { words: 'import contracts' }, rest: ['register.csv', '--body', 'kent'] });
  expect(commandFor(['start'])).toMatchObject({ command: { words: 'start' }, rest: [] });
});

test('an unknown command, a missing name and an unknown option are told what is right', () => {
  expect(() => commandFor(['import', 'nothing'])).toThrow(CommandLineMisuse);
  expect(() => parsed(['--what'], 'backup FOLDER', {}, 1)).toThrow(/Write: wantsum backup FOLDER/);
  expect(() => parsed([], 'backup FOLDER', {}, 1)).toThrow('1 name is needed, and 0 given. Write: wantsum backup FOLDER');
  expect(() => required(undefined, '--body', 'export contracts --body SLUG')).toThrow('Give --body. Write: wantsum export contracts --body SLUG');
});

test('the help names every command once, in a line of its own', () => {
  const lines = usage().split('\n').filter((line) => line.startsWith('  wantsum '));
  expect(new Set(lines.map((line) => line.trim())).size).toBe(lines.length);
  expect(lines.length).toBeGreaterThan(8);
});

test('help after a command is of that command, after its first word of its family, and after anything else of all', () => {
  const told = (...words: string[]) => usage(words).split('\n').filter((line) => line.startsWith('  wantsum ')).map((line) => line.trim().split(' ').slice(1, 3).join(' '));
  expect(told('ocds', 'merge', '--help')).toEqual(['ocds merge']);
  expect(told('import', '--help')).toEqual(['import spend', 'import contracts', 'import ocds', 'import grants', 'import organisations', 'import undo']);
  expect(told('help', 'backup')).toEqual(['backup FOLDER']);
  expect(told('nothing', '--help').length).toBe(told().length);
});

test.each(['start', 'migrate', 'demo'])('%s takes no names and no options, and says so before it does anything', async (words) => {
  const { command, rest } = commandFor([words, '--what']);
  const run = await command.load();
  await expect(run(rest, words)).rejects.toThrow(CommandLineMisuse);
  await expect(run(['more'], words)).rejects.toThrow(CommandLineMisuse);
});
