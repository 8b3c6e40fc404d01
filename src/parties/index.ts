import type { Module } from '#platform/module';
import { BODY_ACTS } from './bodies/bodies.acts.ts';
import { bodyRoutes } from './bodies/bodies.routes.ts';
import { ORGANISATION_ACTS } from './organisations/organisations.acts.ts';
import { organisationRoutes } from './organisations/organisations.routes.ts';
import { PARTIES_KINDS } from './parties.acts.ts';
import { eraseLeavers } from './people/close-account.command.ts';
import { PEOPLE_ACTS } from './people/people.acts.ts';
import { peopleRoutes } from './people/people.routes.ts';
import type { PartiesPorts } from './ports.ts';
import { TAKE_UP_ACTS } from './take-up/take-up.acts.ts';
import { takeUpRoutes } from './take-up/take-up.routes.ts';

export { BODY_KINDS, isBodyKind, slugOf, type BodyKind } from './bodies/body.ts';
export { allBodies, bodyById, bodyBySlug, insertBody, unitsOf, type Body, type Unit } from './bodies/bodies.store.ts';
export { createBody, editBody } from './bodies/save-body.command.ts';
export { addUnit, endUnit, renameUnit } from './bodies/change-unit.command.ts';
export { BODY_ACTS } from './bodies/bodies.acts.ts';
export { authorityFilter } from './bodies/authority-filter.store.ts';
export { mailWriters, writersByOrganisation, type Letter, type Writer } from './organisations/writers.store.ts';
export { findOrganisation, findOrganisations, organisationByNameOrNumber, type OrganisationClue, type OrganisationMatch } from './organisations/find-organisation.store.ts';
export { matchName } from './organisations/organisation-name.ts';
export { normaliseCharityNumber, normaliseCompanyNumber, type ParsedNumber } from './organisations/organisation-number.ts';
export { isSmallOrMedium, kindColumns, kindFrom, ORGANISATION_KINDS, SIZES, type OrganisationKind, type Sector, type Size } from './organisations/organisation.ts';
export { colleaguesOf, indexOrganisation, insertOrganisation, lockNames, organisationById, organisationNames, publishOrganisationsOf, storeDeclaration, type Colleague, type Organisation } from './organisations/organisations.store.ts';
export { askToJoin, registerAsSupplier, registerOrganisation, registerToClaim } from './organisations/register.command.ts';
export { acceptInvitation, decideClaim, endColleague, inviteColleague } from './organisations/colleagues.command.ts';
export { correctProfile } from './organisations/correct-profile.command.ts';
export { stateCapacity } from './organisations/capacity.command.ts';
export { capacitiesOf, districtsOf, statedCapacities, type ProviderCapacity } from './organisations/capacity.store.ts';
export { ORGANISATION_ACTS } from './organisations/organisations.acts.ts';
export { organisationsRegister } from './organisations/organisations.register.ts';
export { grantRole, type RoleGrant } from './people/grant-role.ts';
export { handOverWork } from './people/hand-over.command.ts';
export { addPerson, endRoleOnBody, grantRoleOnBody, recordLeaver } from './people/manage-people.command.ts';
export { closeAccount, eraseLeavers as eraseLeaversJob, erasePerson } from './people/close-account.command.ts';
export { appointAdministrator, choosePassword, confirmEmail } from './people/operator.command.ts';
export { endSignInCodesByOperator } from './people/sign-in-codes.command.ts';
export { insertPerson, personByEmail, personById, type KnownPerson, type NewPerson } from './people/people.store.ts';
export { endHoldings, peopleOfBody, rolesAtBody } from './people/roles-of-body.store.ts';
export { logOutreach } from './take-up/log-outreach.command.ts';
export { lendRole, takeBackRole } from './people/delegation.command.ts';
export { personalDataOf } from './people/my-data.store.ts';
export { owedBy } from './people/home.page.ts';
export { PEOPLE_ACTS } from './people/people.acts.ts';
export { areaOf, areas, loadReferenceData, type Area } from './reference/areas.store.ts';
export { authorityOf, authoritySlugs, type Authority } from './reference/authorities.store.ts';
export { cpvDivisions, cpvIsWithin, cpvTitle, cpvWords, searchCpv, type Category } from './reference/cpv.store.ts';
export { USUAL_RETENTION_MONTHS, type HeldWork, type Inheritance, type Owed, type OwedWork, type PartiesPorts, type PersonalData } from './ports.ts';

/** Bodies, organisations and people. What later rooms know of a person (work held, work owed, data) comes by `ports`, wired in app.ts. */
export const partiesModule = (ports: PartiesPorts = {}): Module => ({
  name: 'parties',
  acts: { ...prefixed('body', BODY_ACTS), ...prefixed('organisation', ORGANISATION_ACTS), ...prefixed('people', PEOPLE_ACTS), ...prefixed('take-up', TAKE_UP_ACTS) },
  kinds: PARTIES_KINDS,
  routes: [bodyRoutes(ports.unitRenamed), organisationRoutes, peopleRoutes(ports), takeUpRoutes].flatMap((routes) => routes),
  navigation: [
    { text: 'Home', href: '/home', to: 'signed-in' },
    { text: 'Organisations', href: '/organisations' },
    { text: 'People', href: '/people', to: ['administrator', 'site-administrator'] },
    { text: 'Authorities', href: '/bodies', to: ['administrator', 'site-administrator'] },
    { text: 'Who finds us', href: '/take-up', to: ['procurement-officer', 'policy-officer'] },
  ],
  jobs: [eraseLeavers(ports)],
});

/** Three tables of acts in one, none hiding another's of the same key. */
const prefixed = (prefix: string, table: NonNullable<Module['acts']>): NonNullable<Module['acts']> => Object.fromEntries(Object.entries(table).map(([key, act]) => [`${prefix}-${key}`, act]));
