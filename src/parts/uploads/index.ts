/** Files that people load in the browser: one flow for every kind. See README.md. */
import type { Module } from '#platform/module';
import { clearUploadsJob } from './clear-uploads.command.ts';
import { progressRoute } from './upload.routes.ts';
import { uploadsActs } from './uploads.acts.ts';

export { LookingOver, rowInWords, UPLOAD_KINDS, type LookedOver, type NotOpened, type OpenedUpload, type Said, type UploadKind, type UploadKindName } from './upload-kind.ts';
export { uploadCommand, uploadRoutes, type LoadInput } from './upload.routes.ts';
export { fileToLoad, importSource, streamOf, type ImportSource } from './import-source.store.ts';
export { progressBar, readMap, refusedInput, takeBackWords, type ImportFileArguments } from './import-words.cli.ts';
export { bodiesToLoadFor } from './uploaded-file.store.ts';
export { clearUploads, clearUploadsJob } from './clear-uploads.command.ts';
export { UPLOADERS, uploadsActs } from './uploads.acts.ts';

export const uploadsModule: Module = { name: 'uploads', acts: uploadsActs, routes: [progressRoute], jobs: [clearUploadsJob] };
