import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect } from 'kysely';
import { newId } from '#kernel/ids';
import type { Services } from '../services.ts';
import { cookieSecret } from '../keys.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.ts';

/** Twelve hours without a visit ends a session: a working day, and a bid written in an evening. */
const SESSION_SECONDS = 12 * 3600;
const SESSION_RENEWED_AFTER_SECONDS = 3600;
/** How long the signed copy of the session in the cookie is believed. Who is let in is asked of the database at each request all the same. */
const COOKIE_COPY_SECONDS = 300;
const ISSUER = 'Wantsum';

export type Auth = ReturnType<typeof createAuth>;

/**
 * The sign-in library on our tables. It checks passwords and codes and makes sessions; people, passwords and recovery are our
 * own commands, so that each is audited in its own transaction. Its web handler is never mounted: we call it in the program.
 */
export function createAuth(services: Services) {
  const secure = services.config.siteUrl.startsWith('https:');
  return betterAuth({
    appName: ISSUER,
    baseURL: services.config.siteUrl,
    secret: cookieSecret(),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // Rate limits are ours (sign-in-attempts.store.ts): the library's apply only to its own web handler.
    rateLimit: { enabled: false },
    // A Kysely of its own kind over the same pool. It is never destroyed: that would close the pool.
    database: { db: new Kysely({ dialect: new PostgresDialect({ pool: services.database.pool }) }), type: 'postgres', transaction: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD },
    user: { modelName: 'person', fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
    session: {
      modelName: 'sign_in_session',
      fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at' },
      expiresIn: SESSION_SECONDS,
      updateAge: SESSION_RENEWED_AFTER_SECONDS,
      cookieCache: { enabled: true, maxAge: COOKIE_COPY_SECONDS },
    },
    account: { modelName: 'sign_in_account', fields: ACCOUNT_FIELDS },
    verification: { modelName: 'sign_in_verification', fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    plugins: [
      twoFactor({
        issuer: ISSUER,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'sign_in_two_factor',
            fields: { userId: 'user_id', backupCodes: 'backup_codes', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
          },
        },
      }),
    ],
    advanced: {
      cookiePrefix: 'wantsum',
      useSecureCookies: secure,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
      database: { generateId: () => newId<'sign_in'>() },
    },
  });
}

const ACCOUNT_FIELDS = {
  userId: 'user_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
} as const;
