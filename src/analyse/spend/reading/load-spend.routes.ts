import { counted } from '#kernel/counted';
import { formatPounds } from '#kernel/money';
import { uploadCommand, uploadRoutes } from '#parts/uploads';
import { importSpend } from '../import-spend.command.ts';
import { differenceWords } from '../control-total.ts';
import { SPEND_UPLOAD } from './spend-upload.ts';

export const uploadSpend = uploadCommand(SPEND_UPLOAD);

export const loadSpendRoutes = uploadRoutes(SPEND_UPLOAD, uploadSpend, {
  command: importSpend, input: (posted) => ({ controlTotal: posted.text('controlTotal') }),
  loaded: (value) => `${counted(value.added, 'payment')} loaded, ${formatPounds(value.totalPence)} in all${value.unchanged > 0 ? `; ${counted(value.unchanged, 'was', 'were')} here already` : ''}${value.refused > 0 ? `; ${counted(value.refused, 'row')} left out` : ''}.${differenceWords(value.differencePence)}`,
});
