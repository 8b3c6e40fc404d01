import type { RecordKind } from '#platform/access/record-kind';
import { ORGANISATION_IS_PUBLIC } from './organisations/organisations.store.ts';

export const PARTIES_KINDS: readonly RecordKind[] = [
  { kind: 'body', noun: 'public body', table: 'body', scopes: { body: 'r.id' }, public: 'true', title: 'r.name', address: (id) => `/bodies/${id}`, viewAct: 'bodies.view' },
  { kind: 'organisation', noun: 'organisation', table: 'organisation', scopes: { organisation: 'r.id' }, public: ORGANISATION_IS_PUBLIC, title: 'r.name', address: (id) => `/organisations/${id}`, viewAct: 'organisations.view' },
  { kind: 'person', noun: 'person', table: 'person', scopes: {}, title: 'r.name', address: () => '/people' },
];
