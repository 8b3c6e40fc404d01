import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';

/** What this room asks of later ones: sections of an agreement's own page, each for whoever reads it. `app.ts` connects them. */
export interface AgreementPorts {
  readonly furtherSections: readonly ((read: Read, agreementId: string, reader: { readonly actor: Actor; readonly isStaff: boolean }) => Promise<Html>)[];
}

let connected: AgreementPorts = { furtherSections: [] };

export function connectAgreements(ports: Partial<AgreementPorts>): void {
  connected = { ...connected, ...ports };
}

export const ports = (): AgreementPorts => connected;
