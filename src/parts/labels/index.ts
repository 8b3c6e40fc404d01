export { disclosed, labelCovering, withheldWords, type Label, type LabelName } from './label.ts';
export { endLabel, inForce as inForceToday, inForceSql as inForceTodaySql, labelsOn, labelsOnAll, putLabel, withheldFromPublic, type NewLabel } from './label.store.ts';
