/**
 * What the operator may set, read once at the start from environment variables. All that is wrong is reported together, in
 * sentences, so that nobody mends a configuration one restart at a time.
 */
import path from "node:path";
import { z } from "zod";
import { OperatorProblem } from "#kernel/operator-problem";

export type Role = "web" | "worker";
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";

export type Config = {
  readonly port: number;
  /** The address listened on: this machine only, unless HOST says otherwise. */
  readonly host: string;
  readonly dataFolder: string;
  /** Wrapping keys; never inside the data folder, so that a copy of the data opens nothing. */
  readonly keysFolder: string;
  /** The operator's own PostgreSQL; null means the embedded one. */
  readonly databaseUrl: string | null;
  /** What people type to get here, without a trailing slash; used in mail and feeds. */
  readonly siteUrl: string;
  /** Before every open contracting identifier made here. The usual one is registered to nobody: a publisher registers its own. */
  readonly ocidPrefix: string;
  /** Before every grant identifier made here (360Giving). The usual one says that it is registered to nobody. */
  readonly givingPrefix: string;
  /** Days that a file which was sent to be loaded stays when nobody goes on with it. */
  readonly uploadDays: number;
  readonly production: boolean;
  readonly mail: { readonly smtpUrl: string | null; readonly from: string };
  readonly roles: readonly Role[];
  readonly logLevel: LogLevel;
  /** Whether to offer the demonstration county and its sign-ins. */
  readonly demo: boolean;
};

/** The configuration cannot be used; `problems` holds one sentence for each thing that is wrong. */
export class ConfigProblem extends OperatorProblem {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "ConfigProblem";
    this.problems = problems;
  }
}

/** Relative folders are read from the project's root, so that a service and a command in a terminal mean the same ones. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, projectRoot: string): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = settings.safeParse(set);
  const problems = parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
  const dataFolder = path.resolve(projectRoot, set["WANTSUM_DATA"] ?? "data");
  const keysFolder = path.resolve(projectRoot, set["WANTSUM_KEYS"] ?? "keys");
  if (isInside(keysFolder, dataFolder)) {
    problems.push(
      "WANTSUM_KEYS must be a folder outside WANTSUM_DATA, so that a copy of the data does not carry the keys that open sealed bids.",
    );
  }
  if (!parsed.success || problems.length > 0) throw new ConfigProblem(problems);
  return toConfig(parsed.data, dataFolder, keysFolder);
}

const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "PORT must be a whole number from 0 to 65535.")
    .transform(Number)
    .refine((port) => port <= 65_535, "PORT must be a whole number from 0 to 65535.")
    .default(3000),
  HOST: z.string().regex(/^\S+$/, "HOST must be an address such as 127.0.0.1 or 0.0.0.0.").default("127.0.0.1"),
  DATABASE_URL: webAddress(
    ["postgres:", "postgresql:"],
    "DATABASE_URL must look like postgres://user:password@host:5432/database.",
  ).optional(),
  WANTSUM_URL: webAddress(["http:", "https:"], "WANTSUM_URL must be the site's address, such as https://commissioning.example.gov.uk.")
    .transform((address) => address.replace(/\/+$/, ""))
    .optional(),
  WANTSUM_OCID_PREFIX: z
    .string()
    .regex(/^ocds-[a-z0-9]+$/, "WANTSUM_OCID_PREFIX must look like ocds-a1b2c3, as the Open Contracting Partnership registers it.")
    .default("ocds-wantsum"),
  WANTSUM_360GIVING_PREFIX: z
    .string()
    .regex(/^360G-[A-Za-z0-9_]+$/, "WANTSUM_360GIVING_PREFIX must look like 360G-ExampleCouncil, as 360Giving registers it.")
    .default("360G-unregistered"),
  WANTSUM_UPLOAD_DAYS: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, "WANTSUM_UPLOAD_DAYS must be a whole number of days from 1 to 999.")
    .transform(Number)
    .default(7),
  WANTSUM_ENV: z
    .enum(["production", "development", "test"], "WANTSUM_ENV must be production, development or test.")
    .optional(),
  NODE_ENV: z.string().optional(),
  WANTSUM_SMTP_URL: webAddress(
    ["smtp:", "smtps:"],
    "WANTSUM_SMTP_URL must look like smtps://user:password@mail.example.gov.uk:465.",
  ).optional(),
  WANTSUM_MAIL_FROM: z
    .string()
    .regex(/^[^@\r\n]+@[^@\s]+$/, "WANTSUM_MAIL_FROM must be an address such as Commissioning <commissioning@example.gov.uk>.")
    .optional(),
  WANTSUM_ROLES: z
    .string()
    .transform((text) => text.split(",").map((role) => role.trim()))
    .pipe(z.array(z.enum(["web", "worker"], "WANTSUM_ROLES must be web, worker or web,worker.")))
    .default(["web", "worker"]),
  WANTSUM_LOG: z
    .enum(
      ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
      "WANTSUM_LOG must be trace, debug, info, warn, error, fatal or silent.",
    )
    .default("info"),
  WANTSUM_DEMO: z
    .stringbool({ error: "WANTSUM_DEMO must be true or false." })
    .optional(),
});

/** An address with one of these protocols. The sentence never repeats the value, which may hold a password. */
function webAddress(protocols: readonly string[], sentence: string) {
  return z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), sentence);
}

function toConfig(set: z.output<typeof settings>, dataFolder: string, keysFolder: string): Config {
  const production = (set.WANTSUM_ENV ?? set.NODE_ENV) === "production";
  const siteUrl = set.WANTSUM_URL ?? `http://localhost:${set.PORT}`;
  return {
    port: set.PORT,
    host: set.HOST,
    dataFolder,
    keysFolder,
    databaseUrl: set.DATABASE_URL ?? null,
    siteUrl,
    ocidPrefix: set.WANTSUM_OCID_PREFIX,
    givingPrefix: set.WANTSUM_360GIVING_PREFIX,
    uploadDays: set.WANTSUM_UPLOAD_DAYS,
    production,
    mail: {
      smtpUrl: set.WANTSUM_SMTP_URL ?? null,
      from: set.WANTSUM_MAIL_FROM ?? `Wantsum <no-reply@${new URL(siteUrl).hostname}>`,
    },
    roles: [...new Set(set.WANTSUM_ROLES)],
    logLevel: set.WANTSUM_LOG,
    demo: set.WANTSUM_DEMO ?? !production,
  };
}

function isInside(folder: string, container: string): boolean {
  const way = path.relative(container, folder);
  return way === "" || (way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
}
