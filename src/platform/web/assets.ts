import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { assetCacheControl, assetContent, assets, assetVersion, type Asset } from '../pages/assets.ts';

/** Serves the few files every page asks for, from memory, compressed once. */
export function serveAssets(app: FastifyInstance): void {
  for (const asset of assets.values()) {
    const plain = assetContent(asset);
    const kept = { plain, gzip: gzipSync(plain, { level: 9 }) };
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
  if (!acceptsGzip(headers['accept-encoding'])) return reply.send(kept.plain);
  return reply.header('content-encoding', 'gzip').send(kept.gzip);
}

const acceptsGzip = (accepted: unknown): boolean => typeof accepted === 'string' && accepted.includes('gzip');
