// npm run database:types. Migrates an empty database beside the given one (or the local one) and writes its types.
import { openScratchDatabase } from './scratch.ts';
import { writeGeneratedTypes } from './generate-types.ts';

const scratch = await openScratchDatabase(process.env['WANTSUM_TEST_DATABASE'] ?? 'postgres://postgres@127.0.0.1:5432/postgres');
try {
  const client = await scratch.database.client();
  process.stdout.write(`${await writeGeneratedTypes(client)}\n`);
  client.release();
} finally {
  await scratch.drop();
}
