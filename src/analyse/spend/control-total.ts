import { formatPounds, type Pence } from '#kernel/money';

/** What is said of the total that the ledger's keeper gave, against what the file adds up to; nothing where none was given. Begins with a space. */
export const differenceWords = (differencePence: Pence | null): string =>
  differencePence === null ? '' : differencePence === 0n ? ' The ledger agrees.' : ` The ledger differs by ${formatPounds(differencePence)}.`;
