import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { PersonId } from '#kernel/ids';

export interface Seen {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** The page as a person reads it: tags and repeated space left out. */
  readonly text: string;
  readonly response: LightMyRequestResponse;
}

/** A person with a plain browser, over HTTP in this process. */
export class Visitor {
  readonly #app: FastifyInstance;
  readonly #personId: PersonId | undefined;
  readonly #cookies = new Map<string, string>();
  #last: Seen | null = null;

  constructor(app: FastifyInstance, personId?: PersonId) {
    this.#app = app;
    this.#personId = personId;
  }

  /** Opens an address and follows redirects. */
  async get(url: string): Promise<Seen> {
    return this.#follow(await this.#send('GET', url), url);
  }

  /** Fills the form of an address in and sends it: fetches it first for its token, as a browser would. Arrays are repeated fields. */
  async post(url: string, values: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Seen> {
    const page = await this.get(url);
    return this.send(url, { ...values, _csrf: tokenIn(page.html) });
  }

  /** Sends fields as they are, with the token of the page last seen unless one is given. */
  async send(url: string, values: Readonly<Record<string, string | readonly string[]>>, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const form = new URLSearchParams();
    const withToken = { _csrf: this.#last ? tokenIn(this.#last.html) : '', ...values };
    for (const [name, value] of Object.entries(withToken)) for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
    const response = await this.#send('POST', url, form.toString(), { 'content-type': 'application/x-www-form-urlencoded', ...headers });
    return this.#follow(response, url);
  }

  async #send(method: 'GET' | 'POST', url: string, payload?: string, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        ...headers,
        ...(this.#cookies.size > 0 ? { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...(this.#personId ? { 'x-test-person': this.#personId } : {}),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0 || cookie.value === '') this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, encodeURIComponent(cookie.value));
    }
    return response;
  }

  async #follow(response: LightMyRequestResponse, url: string): Promise<Seen> {
    const location = response.headers.location;
    if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') return this.get(location);
    const html = response.body;
    this.#last = { status: response.statusCode, url, html, text: textOf(html), response };
    return this.#last;
  }
}

const tokenIn = (html: string): string => /name="_csrf" value="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=') ?? '';

const textOf = (html: string): string =>
  html
    .replaceAll(/<(script|style|title)[^>]*>.*?<\/\1>/gs, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
