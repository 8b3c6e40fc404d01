import { authorityOf, type Authority } from '#parties';

/** The list of authorities gives places; these call their council a city council. */
const CITIES = new Set(
  `Birmingham Bradford Brighton Bristol Cambridge Canterbury Chelmsford Colchester Coventry Derby Durham Exeter Gloucester Lancaster Leeds Leicester Lichfield
  Lincoln Liverpool Manchester Newcastle Norwich Nottingham Oxford Peterborough Plymouth Portsmouth Preston Salford Sheffield Southampton Sunderland
  Wakefield Winchester Wolverhampton Worcester York Stoke-on-Trent Westminster`.split(/\s+/),
);
const PREFIX = /^(london-borough-of|royal-borough-of|city-of|county-of)-/;
const SUFFIX = /-(city-council|county-council|borough-council|metropolitan-borough-council|district-council|council|cc|mbc|bc|dc)$/;

/** The authority that a slug names, with or without its kind: "salford", "kent", "kent-county-council", "bristol". Undefined when it is none of the list. */
export function localAuthority(slug: string): Authority | undefined {
  const short = slug.replace(PREFIX, '').replace(SUFFIX, '');
  const found = [slug, short, `${short}-city-of`, `${short}-county-of`].map(authorityOf).find((one) => one !== undefined);
  return found && { ...found, slug: short, name: councilName(found) };
}

function councilName({ name, kind }: Authority): string {
  const place = name.replace(/ (London Borough|County)? ?Council$/, '').replace(/, (City|County) of$/, '');
  if (CITIES.has(place.replace(/ upon Tyne$/, ''))) return `${place} City Council`;
  if (kind === 'london-borough') return place === 'City of London' ? 'City of London Corporation' : `London Borough of ${place}`;
  if (kind === 'metropolitan-district') return `${place} Metropolitan Borough Council`;
  return kind === 'county-council' ? `${place} County Council` : `${place} Council`;
}
