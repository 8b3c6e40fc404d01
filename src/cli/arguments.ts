import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CommandLineMisuse } from './command.ts';

/** Parses a command's words, and turns the library's complaint into a misuse with the right form. @param usage the words shown on a mistake @param positionals how many names there are; `some`: one or more */
export function parsed<const Options extends NonNullable<ParseArgsConfig['options']>>(words: readonly string[], usage: string, options: Options, positionals: number | 'some') {
  try {
    const found = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    if (positionals === 'some') {
      if (found.positionals.length === 0) throw new Error('at least one file is needed');
    } else if (found.positionals.length !== positionals) throw new Error(`${positionals} ${positionals === 1 ? 'name is' : 'names are'} needed, and ${found.positionals.length} given`);
    return found;
  } catch (problem) {
    throw new CommandLineMisuse(`${(problem as Error).message.split('\n')[0]!}. Write: wantsum ${usage}`);
  }
}

/** An option that must be given. */
export function required(value: string | undefined, name: string, usage: string): string {
  if (!value) throw new CommandLineMisuse(`Give ${name}. Write: wantsum ${usage}`);
  return value;
}

export const STREAMS = { out: process.stdout, err: process.stderr };
