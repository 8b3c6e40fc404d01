/**
 * The files a page asks for. An address carries a hash of the file's content, so that browsers may keep it for a year and still
 * get the new file the moment it changes.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

export type Asset = {
  readonly url: string;
  /** Absolute. */
  readonly path: string;
  readonly contentType: string;
};

const { resolve } = createRequire(import.meta.url);

const list: readonly Asset[] = [
  { url: '/assets/govuk-frontend.min.css', path: resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css'), contentType: 'text/css; charset=utf-8' },
  { url: '/assets/govuk-frontend.min.js', path: resolve('govuk-frontend/dist/govuk/govuk-frontend.min.js'), contentType: 'text/javascript; charset=utf-8' },
  { url: '/assets/wantsum.css', path: ours('wantsum.css'), contentType: 'text/css; charset=utf-8' },
  { url: '/assets/wantsum.js', path: ours('wantsum.js'), contentType: 'text/javascript; charset=utf-8' },
  { url: '/assets/wantsum.svg', path: ours('wantsum.svg'), contentType: 'image/svg+xml' },
];

/** By address, without its hash. */
export const assets: ReadonlyMap<string, Asset> = new Map(list.map((asset) => [asset.url, asset]));

/** The address with the hash of the file: `/assets/wantsum.css?v=4f0c...`. */
export function assetUrl(url: string): string {
  return `${url}?v=${assetVersion(url)}`;
}

/** The hash alone, which also serves as the entity tag. Files are read once a process. */
export function assetVersion(url: string): string {
  const known = versions.get(url);
  if (known !== undefined) return known;
  const asset = assets.get(url);
  if (asset === undefined) throw new Error(`No such asset: ${url}`);
  const version = createHash('sha256').update(assetContent(asset)).digest('hex').slice(0, 16);
  versions.set(url, version);
  return version;
}

/**
 * What is sent. GOV.UK's own fonts are taken out of its stylesheet: only GOV.UK may use them, we do not serve them, and a slow
 * connection would ask for them before our stylesheet, which names others, has come.
 */
export function assetContent(asset: Asset): Buffer {
  const content = readFileSync(asset.path);
  return asset.url.endsWith('.css') ? Buffer.from(content.toString('utf8').replaceAll(/@font-face\s*\{[^}]*\}/g, '')) : content;
}

/** A year for an address with the right hash. Without one (a script that imports another by its plain address) ask each time. */
export function assetCacheControl(url: string, version: string | undefined): string {
  return version === assetVersion(url) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

const versions = new Map<string, string>();

function ours(name: string): string {
  return fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
}
