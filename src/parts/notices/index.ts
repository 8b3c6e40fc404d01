/** What was made public: each version, with the reason for every change. See README.md. */
export { AWARD_DECISION, isNoticeCode, noticeName, noticeNameAndCode, type NewNotice, type Notice, type NoticeContent, type PlatformPublication } from './notice.ts';
export { noticeById, noticesOf, publishNotice } from './notice.store.ts';
export { PLATFORM_FIRST, platformInput, readPlatform, readPlatformIfGiven, requiredPlatformReference, type PlatformTyped } from './platform.ts';
export { noticeTimeline } from './notice.page.ts';
export { noticesModule } from './notices.routes.ts';
