import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/access.ts';
import type { Services } from '../services.ts';
import type { Site } from '../web/site.ts';
import { createAuth } from './auth.ts';
import { identifier } from './identify.ts';
import { addLibraryForm } from './library-form.ts';
import { signInForms } from './sign-in.forms.ts';
import { twoFactorForms } from './two-factor.forms.ts';

export interface SignIn {
  /** Who asks, from the request's cookies: for `ServerOptions.identify`. */
  readonly identify: (request: FastifyRequest) => Promise<Actor>;
  /** Adds the pages that set cookies: for `ServerOptions.extend`. */
  readonly extend: (app: FastifyInstance) => Promise<void>;
}

/** Sign-in tries let through in a minute from one address of the network; offices share one. */
const TRIES_A_MINUTE = 60;

/** Sign-in for one server. `triesAMinute` is for tests. */
export function createSignIn(services: Services, site: Site, { triesAMinute = TRIES_A_MINUTE }: { readonly triesAMinute?: number } = {}): SignIn {
  const auth = createAuth(services);
  const replies = new WeakMap<FastifyRequest, FastifyReply>();
  const identify = identifier(services, auth, (request) => replies.get(request));
  return {
    identify,
    extend: async (app) => {
      app.addHook('onRequest', async (request, reply) => void replies.set(request, reply));
      const options = { services, site, routes: [], identify };
      for (const form of [...signInForms(services, auth), ...twoFactorForms(services, auth)]) addLibraryForm(app, options, form, triesAMinute);
    },
  };
}
