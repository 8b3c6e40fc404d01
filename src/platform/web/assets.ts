import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { assetCacheControl, assets, assetVersion, type Asset } from '../pages/assets.ts';

/** Serves the few files every page asks for, from memory, compressed once. */
export function serveAssets(app: FastifyInstance): void {
  for (const asset of assets.values()) {
    const kept = { plain: readFileSync(asset.path), gzip: gzipSync(readFileSync(asset.path), { level: 9 }) };
    app.route({
      method: 'GET',
      url: asset.url,
      compress: false,
      config: { rateLimit: false },
      handler: async (request, reply) => {
        const version = (request.query as { v?: unknown }).v;
        reply.header('cache-control', assetCacheControl(asset.url, typeof version === 'string' ? version : undefined)).header('vary', 'accept-encoding');
        return sendAsset(asset, kept, request.headers, reply);
      },
    });
  }
}

function sendAsset(asset: Asset, kept: { readonly plain: Buffer; readonly gzip: Buffer }, headers: Readonly<Record<string, unknown>>, reply: FastifyReply): unknown {
  const tag = `"${assetVersion(asset.url)}"`;
  reply.header('etag', tag).type(asset.contentType);
  if (headers['if-none-match'] === tag) return reply.code(304).send();
  if (!String(headers['accept-encoding'] ?? '').includes('gzip')) return reply.send(kept.plain);
  return reply.header('content-encoding', 'gzip').send(kept.gzip);
}
