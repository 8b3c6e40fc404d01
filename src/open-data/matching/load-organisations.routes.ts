import { counted } from '#kernel/counted';
import { uploadCommand, uploadRoutes } from '#parts/uploads';
import { importOrganisations } from './import-organisations.command.ts';
import { ORGANISATIONS_UPLOAD } from './organisations-upload.ts';

export const uploadOrganisations = uploadCommand(ORGANISATIONS_UPLOAD);

export const loadOrganisationsRoutes = uploadRoutes(ORGANISATIONS_UPLOAD, uploadOrganisations, {
  command: importOrganisations,
  loaded: (value) => `${counted(value.added, 'organisation')} added, ${value.unchanged} here already${value.refused > 0 ? `, ${value.refused} left out` : ''}.`,
});
