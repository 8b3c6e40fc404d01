import { isReleaseSchemaName, mergeOcdsCli, RELEASE_SCHEMAS, validateOcdsCli, type ReleaseSchemaName } from '#ocds-tools';
import { parsed, STREAMS } from './arguments.ts';
import { CommandLineMisuse } from './command.ts';

/** Merges releases into compiled or versioned ones. */
export function merge(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { versioned: { type: 'boolean', default: false }, schema: { type: 'string', default: '1.1' } }, 'some');
  return mergeOcdsCli({ files: positionals, versioned: values.versioned, schema: schemaNamed(values.schema, usage) }, STREAMS);
}

/** Holds releases against a schema. */
export function validate(words: readonly string[], usage: string): Promise<number> {
  const { values, positionals } = parsed(words, usage, { schema: { type: 'string', default: '1.1' }, json: { type: 'boolean', default: false } }, 'some');
  return validateOcdsCli({ files: positionals, schema: schemaNamed(values.schema, usage), json: values.json }, STREAMS);
}

function schemaNamed(name: string, usage: string): ReleaseSchemaName {
  if (isReleaseSchemaName(name)) return name;
  throw new CommandLineMisuse(`There is no schema "${name}": it is ${Object.keys(RELEASE_SCHEMAS).join(' or ')}. Write: wantsum ${usage}`);
}
