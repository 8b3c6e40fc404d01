/** Official words and what people say instead. Our own list: each is a suggestion, never a refusal. */
const SUGGESTIONS: readonly (readonly [words: string, instead: string])[] = [
  ['utilis(?:e|es|ed|ing|ation)', 'use'], ['commenc(?:e|es|ed|ing|ement)', 'start'], ['terminat(?:e|es|ed|ing)', 'end'], ['in the event (?:of|that)', 'if'], ['prior to', 'before'],
  ['subsequent to', 'after'], ['in accordance with', 'by, or under'], ['pursuant to', 'under'], ['herein|hereinafter|thereof|therein|aforementioned|hereby', 'leave it out'],
  ['leverag(?:e|es|ed|ing)', 'use'], ['holistic(?:ally)?', 'whole, or all together'], ['robust(?:ly)?', 'strong, or say what makes it so'], ['stakeholders?', 'the people concerned: name them'],
  ['deliverables?', 'what you will do'], ['key learnings?', 'what was learned'], ['facilitat(?:e|es|ed|ing)', 'help'], ['going forward', 'from now on'], ['value[- ]add(?:ed)?', 'what is gained'],
  ['best practice', 'what has worked: say where'], ['service users?', 'people who use the service'], ['remunerat(?:e|ed|ion)', 'pay'], ['endeavour(?:s|ed)?', 'try'], ['mobilisation', 'getting started'],
  ['synerg(?:y|ies)', 'working together'], ['person[- ]centred', 'say what people will choose for themselves'], ['co-?production', 'planning it together with the people who use it'], ['cohorts?', 'group'],
  ['economic operators?', 'suppliers'], ['contracting authorit(?:y|ies)', 'we, or the council'], ['the tenderer shall', 'you must'], ['the supplier shall', 'you must'], ['notwithstanding', 'despite'],
];

export const JARGON = SUGGESTIONS.map(([words, instead]) => ({ pattern: new RegExp(`\\b(?:${words})\\b`, 'i'), instead }));
