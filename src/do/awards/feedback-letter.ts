import { fact, heading, list, paragraph, paragraphs, type Block } from '#platform/documents/document';
import { resultSentence, SERVICE_USERS_HEADING, type letterText } from './feedback.ts';

/** The letter of `letterText`, laid out for paper: the same words in the same order. */
export function letterBlocks({ feedback, bodyName, title, bidReference, lotWords, date, talkAddress }: Parameters<typeof letterText>[0]): readonly Block[] {
  const { content, successful, organisationName, small, winnerAdvantages } = feedback;
  return [
    paragraph(`${bodyName}, ${date}`), paragraph(`To ${organisationName}`), paragraph(`Your bid ${bidReference} for ${title}${lotWords ? `, ${lotWords}` : ''}`), paragraph(resultSentence(feedback)),
    heading(1, 'Points'), list(content.criteria.map(({ name, points, of, winner }) => `${name}: ${points} of ${of}${successful ? '' : ` (successful bid ${winner})`}`)),
    heading(1, 'Your answers'),
    ...content.questions.flatMap(({ position, text, score, of, strength, improvement }) => [heading(2, `${position}. ${text}`), fact('Score', `${score} of ${of}`), fact('Strength', strength), fact('To improve', improvement)]),
    ...(content.serviceUsers ? [heading(1, SERVICE_USERS_HEADING), ...content.serviceUsers.map((sentence) => paragraph(sentence))] : []),
    ...(successful ? [] : [heading(1, 'What the successful bid did better'), ...paragraphs(winnerAdvantages)]),
    ...(small ? [paragraph(`Book a talk about this feedback: ${talkAddress}`)] : []),
  ];
}
