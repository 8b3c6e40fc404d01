export { demonstrationSignIns, loadDemonstration } from './load-demonstration.ts';
