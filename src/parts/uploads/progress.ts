/** How many rows of each file that is being loaded now are done, by the file's id. Of this process only: whoever waits for a load asks the one that runs it. */
const running = new Map<string, number>();
/** The oldest is forgotten beyond this many. */
const MOST_REMEMBERED = 500;

export function noteProgress(fileId: string, rowsDone: number): void {
  running.delete(fileId);
  running.set(fileId, rowsDone);
  if (running.size > MOST_REMEMBERED) running.delete(running.keys().next().value!);
}

/** @returns 0 for a file whose load has not begun, or is not known here */
export const rowsDone = (fileId: string): number => running.get(fileId) ?? 0;
