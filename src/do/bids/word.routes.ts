import type { FormState } from '#platform/pages/form';
import { fileNameFrom } from '#platform/documents/document';
import { MOST_WORD_BYTES } from '#platform/documents/read-word';
import { WORD_MEDIA_TYPE, writeWord } from '#platform/documents/write-word';
import type { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { bidModel } from './bid.reader.ts';
import { bidsActs } from './bids.acts.ts';
import { documentOf, fillFromWord, placeAnswers, sentText } from './fill-from-word.command.ts';
import { stampOf, storedPart } from './whole-bid.ts';
import { withStamps } from './word-answers.ts';
import { wordPage } from './word.page.ts';

function sent(posted: Posted) {
  const [file] = posted.files.filter(({ field, name }) => field === 'file' && name !== '');
  return { text: posted.text('text'), file: file?.content ? { name: file.name, content: file.content, tooLarge: file.tooLarge ?? false } : null };
}

async function show({ read, params, csrf }: PageContext<{ readonly id: string }>, state: FormState): Promise<Answer> {
  const model = await bidModel(read, params.id);
  if (!model) return notFound;
  const text = typeof state.values['text'] === 'string' ? state.values['text'] : '';
  const placed = state.errors.length > 0 && text !== '' ? placeAnswers(text, model.bid, model.draft, model.questions) : null;
  const shown = placed?.kind === 'allowed' ? placed.value : null;
  // Whoever has now seen a colleague's words chooses by sending the text again.
  const stamps = new Map((shown?.parts ?? []).map(({ partKey }) => [partKey, stampOf(storedPart(model.draft, partKey))]));
  const form = shown ? { ...state, values: { ...state.values, text: withStamps(text, stamps) } } : state;
  return pageOf('Write your answers in Word', wordPage(model, shown, csrf, form), { backLink: { text: 'Back to the bid', href: `/bids/${params.id}` } });
}

export const wordRoutes = [
  page({
    url: '/bids/:id/answers.docx',
    act: bidsActs.view,
    show: async ({ read, params }) => {
      const model = await bidModel(read, params.id);
      if (!model) return notFound;
      return payload(WORD_MEDIA_TYPE, await writeWord(documentOf(model.bid, model.draft, model.questions)), { fileName: fileNameFrom(`answers ${model.bid.reference} ${model.bid.opportunityTitle}`, 'docx') });
    },
  }),
  ...form({
    url: '/bids/:id/word',
    command: fillFromWord,
    filesInMemoryBytes: MOST_WORD_BYTES + 1,
    perMinute: 20,
    show,
    input: (posted, params) => ({ bidId: params.id, ...sent(posted) }),
    // A file is not sent twice: its words come back in the field for pasted text.
    typed: (posted) => {
      const text = sentText(sent(posted));
      return text.kind === 'allowed' ? { text: text.value } : {};
    },
    done: ({ saved, theirs }, params) => redirectTo(`/bids/${params.id}`, `${saved === 0 ? 'Nothing in the document was new.' : saved === 1 ? 'One answer is in its place.' : `${saved} answers are in their places.`}${theirs > 0 ? ' What colleagues wrote meanwhile stays.' : ''}`),
  }),
];
