export { demonstrationSignIns, loadDemonstration, type Loading } from './load-demonstration.ts';
export { refuseHalfLoaded } from './unfinished.ts';
