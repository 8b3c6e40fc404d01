import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addOutcome, draftFramework, publishFramework } from '#outcomes';
import { addPerson, addUnit, appointAdministrator, choosePassword, confirmEmail, createBody, grantRoleOnBody, registerAsSupplier } from '#parties';
import { importContracts } from '#transparency';
import type { Cast } from './cast.ts';
import { demonstrationRegister } from './contracts-register.data.ts';
import { COUNTY, DEMONSTRATION_PASSWORD, OUTCOMES, STAFF, SUPPLIERS, UNITS } from './county.data.ts';

/** The county, its people, its suppliers, what it wants, and the register it already had. */
export async function countyScene(cast: Cast): Promise<void> {
  await cast.at(-400);
  cast.people.set('site', await cast.act(appointAdministrator, null, { name: 'Sid Warden', email: 'sid.warden@wantsum.example', password: DEMONSTRATION_PASSWORD }));
  cast.bodyId = await cast.act(createBody, 'site', { ...COUNTY, gssCode: '', platformIdentifier: '' });
  for (const unitName of UNITS) await cast.act(addUnit, 'site', { bodyId: cast.bodyId, unitName });
  await staff(cast);
  // A password is slow to hash on purpose, so they are hashed side by side, and beside what comes next.
  await Promise.all([passwords(cast), theRest(cast)]);
}

const passwords = (cast: Cast): Promise<unknown> => Promise.all(STAFF.map(({ key }) => cast.act(choosePassword, null, { personId: cast.person(key), password: DEMONSTRATION_PASSWORD })));

async function theRest(cast: Cast): Promise<void> {
  await outcomes(cast);
  await suppliers(cast);
  await register(cast);
}

async function staff(cast: Cast): Promise<void> {
  for (const { key, name, email, jobTitle, roles } of STAFF) {
    // A panel member holds no role on the body until named to a panel; a first role brings them in.
    const [first = 'commissioner', ...others] = roles;
    const { personId } = await cast.act(addPerson, 'site', { bodyId: cast.bodyId, name, email, jobTitle, role: first, reason: 'Demonstration' });
    cast.people.set(key, personId);
    for (const role of others) await cast.act(grantRoleOnBody, 'site', { bodyId: cast.bodyId, personId, role, reason: 'Demonstration' });
    await cast.act(confirmEmail, null, { personId });
  }
}

async function outcomes(cast: Cast): Promise<void> {
  await cast.at(-390);
  const frameworkId = await cast.act(draftFramework, 'policy', { bodyId: cast.bodyId, title: 'What Wantshire wants (example)', words: 'An example framework for the demonstration.' });
  for (const strategic of OUTCOMES) {
    const parentId = await cast.act(addOutcome, 'policy', { frameworkId, parentId: '', code: strategic.code, title: strategic.title, description: strategic.description });
    for (const supporting of strategic.supporting) await cast.act(addOutcome, 'policy', { frameworkId, parentId, ...supporting });
  }
  await cast.act(publishFramework, 'policy', { frameworkId });
}

async function suppliers(cast: Cast): Promise<void> {
  await cast.at(-380);
  for (const supplier of SUPPLIERS) {
    await cast.act(registerAsSupplier, null, {
      name: supplier.name, kind: supplier.kind, size: supplier.size, companyNumber: supplier.companyNumber, charityNumber: supplier.charityNumber, summary: supplier.summary,
      areas: supplier.areas, categories: [], postcode: '', website: '', personName: supplier.person.name, email: supplier.person.email, password: DEMONSTRATION_PASSWORD, address: '',
    });
    const made = await cast.services.database.read((read) => read.selectFrom('person').innerJoin('role_holding', 'role_holding.person_id', 'person.id').select(['person.id', 'role_holding.scope_id']).where('email', '=', supplier.person.email).executeTakeFirstOrThrow());
    cast.people.set(supplier.key, made.id as never);
    cast.organisations.set(supplier.key, made.scope_id as never);
    await cast.act(confirmEmail, null, { personId: made.id });
  }
}

async function register(cast: Cast): Promise<void> {
  await cast.at(-370);
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-'));
  const path = join(folder, 'wantshire-contracts-register.csv');
  const named = (key: string) => STAFF.find((person) => person.key === key)!.name;
  await writeFile(path, demonstrationRegister(cast.date(0), [named('manager'), named('manager2')], named('director')));
  await cast.act(importContracts, null, { source: { path }, body: COUNTY.slug });
  await rm(folder, { recursive: true, force: true });
}
