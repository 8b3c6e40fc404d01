import type { Module } from '#platform/module';
import { STAFF_ROLES } from '#platform/access/roles';
import { diaryRoutes } from './diary.routes.ts';
import { earlyNoticeRoutes } from './early-notice.routes.ts';
import { followRoutes } from './follow.routes.ts';
import { tellFollowersJob } from './follow.job.ts';
import { planRoutes } from './plan.routes.ts';
import { supportRoutes } from './support.routes.ts';
import { timetableActs, timetableKinds } from './timetable.acts.ts';

/** When things happen: timetables and slips, the diary, fair time, mobilising, early notices, visits and the help that goes with a tender. See README.md. */
export { nextLine, STAGES, timetableLines, type Slip, type Stage, type TimetableLine } from './stage.ts';
export { headerOf, insertSlip, timetableOf, timetablesOf, type TimetableHeader } from './timetable.store.ts';
export { slipWords, timetableTable } from './timetable.page.ts';
export { answerClash, saveTimetable } from './plan.commands.ts';
export { recordEarlyStart, recordSlip } from './slip.commands.ts';
export { editEarlyNotice, publishEarlyNotice, startEarlyNotice, withdrawEarlyNotice } from './early-notice.commands.ts';
export { earlyNoticeOf } from './early-notice.store.ts';
export { addSupportItem, choosePacks, createPack } from './support.commands.ts';
export { arrangeForBidders, bidderSessions } from './sessions.command.ts';
export { followCommand } from './follow.command.ts';
export { tellFollowersJob } from './follow.job.ts';
export { answerHelp, drawTime, questionHelp } from './sections.store.ts';
export { startObstacles, timeCircumstances, timeObstacles, timeTasks, timeWarnings } from './judge.store.ts';
export { owedReasons } from './owed.store.ts';
export { connectTimetable, type TupeFacts } from './ports.ts';
export { timetableActs } from './timetable.acts.ts';

export const timetableModule: Module = {
  name: 'timetable',
  acts: timetableActs,
  kinds: timetableKinds,
  routes: [...planRoutes, ...diaryRoutes, ...earlyNoticeRoutes, ...supportRoutes, ...followRoutes],
  navigation: [
    { text: 'Diary', href: '/diary' },
    { text: 'Early notices', href: '/early-notices' },
    { text: 'Support packs', href: '/support-packs', to: STAFF_ROLES },
  ],
  jobs: [tellFollowersJob],
};
