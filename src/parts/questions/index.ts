/** Question sets of any record: written once as data or by an officer, answered, checked and measured. See README.md. */
export {
  askedQuestions, defineQuestionSet, isBlank, missingAnswers, needsChoices, QUESTION_TYPES,
  type Answer, type Answers, type AnswerValue, type Condition, type Envelope, type Facts, type FactValue, type MissingPart, type Question, type QuestionDraft,
  type QuestionSet, type QuestionSetDefinition, type QuestionType,
} from './question.ts';
export { FACES } from './faces.ts';
export { BURDEN_RATES, burdenInWords, burdenOf, estimateInWords, minutesInWords, type Burden, type BurdenRates } from './burden.ts';
export { countWords, readAnswer, sameAnswer, type PostedAnswer, type ReadAnswer } from './read-answer.ts';
export {
  answerField, digestOf, postedAnswers, postedAnswersSchema, readAnswers, stampOf, type AnswerProblem, type AnswerToSave, type PostedAnswers,
} from './posted-answers.ts';
export {
  addQuestion, answersOf, answersOfEach, changeQuestion, createQuestionSet, fixQuestionSet, questionsOf, removeQuestion, saveAnswers, type SavedAnswers,
} from './question.store.ts';
export { answerList, answerWords, questionField, questionFields, questionList, type QuestionFieldsOptions } from './question.page.ts';
