import { counted } from '#kernel/counted';
import { uploadCommand, uploadRoutes } from '#parts/uploads';
import { GRANTS_UPLOAD } from './grants-upload.ts';
import { importGrants } from './import-grants.command.ts';

export const uploadGrants = uploadCommand(GRANTS_UPLOAD);

const asides = (value: { readonly toIndividuals: number; readonly notInPounds: number; readonly awardedInFuture: number }): string => [
  value.toIndividuals > 0 && ` ${value.toIndividuals} are to individuals, whose names and identifiers are not kept.`, value.notInPounds > 0 && ` ${value.notInPounds} are not in pounds and are in no sum.`,
  value.awardedInFuture > 0 && ` ${value.awardedInFuture} were awarded on a day to come: is the year right?`,
].filter(Boolean).join('');

export const loadGrantsRoutes = uploadRoutes(GRANTS_UPLOAD, uploadGrants, {
  command: importGrants,
  loaded: (value) => `${counted(value.added, 'grant')} added, ${value.changed} changed, ${value.unchanged} unchanged${value.refused > 0 ? `, ${value.refused} left out` : ''}.${asides(value)}`,
});
