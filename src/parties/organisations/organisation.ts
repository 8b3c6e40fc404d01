/** What an organisation declares of itself (DM-02); every spend and award report reads these columns, nobody codes by hand. */
export const SIZES = {
  micro: ['Micro', 'fewer than 10 staff'],
  small: ['Small', '10 to 49 staff'],
  medium: ['Medium', '50 to 249 staff'],
  large: ['Large', '250 staff or more'],
} as const;
export type Size = keyof typeof SIZES;

/** One question about kind, as people know themselves. */
export const ORGANISATION_KINDS = {
  private: ['Private company or partnership', 'Owned by people or shareholders'],
  'sole-trader': ['Sole trader', 'You work for yourself'],
  vcse: ['Voluntary or community organisation or charity', 'Registered or not'],
  'social-enterprise': ['Social enterprise', 'A business with a social purpose that puts most of its profit back into it, such as a community interest company'],
  public: ['Public sector body', 'Such as a school, a council or an NHS trust'],
} as const;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

export type Sector = 'private' | 'vcse' | 'public';

/** How the one question is kept: a sector for reports, and two marks beside it. A social enterprise is the SE of VCSE. */
export function kindColumns(kind: OrganisationKind): { readonly sector: Sector; readonly social_enterprise: boolean; readonly sole_trader: boolean } {
  const sector: Sector = kind === 'public' ? 'public' : kind === 'vcse' || kind === 'social-enterprise' ? 'vcse' : 'private';
  return { sector, social_enterprise: kind === 'social-enterprise', sole_trader: kind === 'sole-trader' };
}

/** The reverse, for the page that shows what was declared. */
export function kindFrom(row: { readonly sector: string | null; readonly social_enterprise: boolean | null; readonly sole_trader: boolean | null }): OrganisationKind | null {
  if (row.sole_trader) return 'sole-trader';
  if (row.social_enterprise) return 'social-enterprise';
  return row.sector === 'vcse' || row.sector === 'private' || row.sector === 'public' ? row.sector : null;
}

/** SME for reports: fewer than 250 staff (the SME flag of the Local Government Transparency Code). Null when nobody declared a size. */
export const isSmallOrMedium = (size: string | null): boolean | null => (size === null ? null : size !== 'large');
