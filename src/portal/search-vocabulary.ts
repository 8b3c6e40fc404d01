import { cpvWords } from '#parties';

/** What councils commission and the Common Procurement Vocabulary has no word for. */
const COMMISSIONED = `addiction advocacy apprenticeship asylum autism bereavement carer childminding children counselling day deaf dementia domiciliary disability domestic abuse drug elderly employability
  fostering frail gambling grant homelessness housing inclusion isolation kinship learning library loneliness mental health mentoring mediation nursery outreach parenting palliative recovery refuge rehabilitation
  reablement refugee residential respite safeguarding sensory sexual smoking special needs substance supported telecare tender therapy transitions tutoring unemployment victim vcse volunteer voluntary wellbeing young youth zero carbon`;

/** The words of a failed search that are kept: what is bought and what is commissioned, and nobody's name. */
export const searchVocabulary = (): ReadonlySet<string> => (vocabulary ??= new Set([...cpvWords(), ...COMMISSIONED.split(/\s+/)]));
let vocabulary: ReadonlySet<string> | null = null;
