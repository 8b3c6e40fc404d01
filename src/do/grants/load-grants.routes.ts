import { counted } from '#kernel/counted';
import { uploadCommand, uploadRoutes } from '#parts/uploads';
import { asidesInWords } from './asides.ts';
import { GRANTS_UPLOAD } from './grants-upload.ts';
import { importGrants } from './import-grants.command.ts';

export const uploadGrants = uploadCommand(GRANTS_UPLOAD);

export const loadGrantsRoutes = uploadRoutes(GRANTS_UPLOAD, uploadGrants, {
  command: importGrants,
  loaded: (value) => `${counted(value.added, 'grant')} added, ${value.changed} changed, ${value.unchanged} unchanged${value.refused > 0 ? `, ${value.refused} left out` : ''}.${asidesInWords(value).map((one) => ` ${one}`).join('')}`,
});
