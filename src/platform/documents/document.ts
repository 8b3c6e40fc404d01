/** A document as it is written, whatever the form it comes out in: Word (`writeWord`) or PDF (`writePdf`). Plain words only, in reading order. */
export interface WrittenDocument {
  readonly title: string;
  /** Who it is from, for the document's own details. */
  readonly author: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Small and grey: a note about the document itself. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** A name in bold and what it is. */
  | { readonly kind: 'fact'; readonly name: string; readonly text: string }
  /** Where an answer is written: its marks say where it begins and ends when the document comes back. */
  | { readonly kind: 'answer'; readonly begins: string; readonly ends: string; readonly text: string };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: 'heading', level, text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const note = (text: string): Block => ({ kind: 'note', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const fact = (name: string, text: string): Block => ({ kind: 'fact', name, text });
/** Each paragraph of a longer text. */
export const paragraphs = (text: string): readonly Block[] => text.split(/\n+/).map((line) => line.trim()).filter((line) => line !== '').map(paragraph);

/** Every line that the document prints itself, answers left out. */
export const linesOf = ({ title, blocks }: WrittenDocument): readonly string[] => [title, ...blocks.flatMap((block) => {
  switch (block.kind) {
    case 'list': return block.items;
    case 'fact': return [`${block.name}: ${block.text}`];
    case 'answer': return [block.begins, block.ends];
    default: return [block.text];
  }
})];

/** A name under which it is kept: letters, digits and hyphens. */
export const fileNameFrom = (title: string, ending: string): string => `${title.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 60) || 'document'}.${ending}`;
