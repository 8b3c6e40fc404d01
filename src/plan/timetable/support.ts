/** What helps somebody to answer a tender (MD-12). */
export const SUPPORT_KINDS = { 'walk-through': 'Walk-through', 'question-guide': 'Guide to the questions', example: 'Example', toolkit: 'Toolkit for the sector' } as const;
export type SupportKind = keyof typeof SUPPORT_KINDS;

export interface SupportItem {
  readonly id: string;
  readonly packId: string;
  readonly packTitle: string;
  readonly kind: SupportKind;
  readonly title: string;
  readonly words: string;
  readonly link: string | null;
  /** How often it was opened. */
  readonly used: number;
}

export interface SupportPack {
  readonly id: string;
  readonly bodyId: string;
  readonly title: string;
  readonly sector: string;
  readonly items: readonly SupportItem[];
}

/** The guide that every question of a tender leads to; null where none of its packs has one. */
export const guideOf = (items: readonly SupportItem[]): SupportItem | null => items.find(({ kind }) => kind === 'question-guide') ?? null;
