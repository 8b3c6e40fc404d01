import { describe, expect, it } from "vitest";
import { ConfigProblem, readConfig } from "./config.ts";

const root = "/srv/wantsum";

describe("readConfig", () => {
  it("needs nothing set", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: " " }, root)).toEqual({
      port: 3000,
      host: "127.0.0.1",
      dataFolder: "/srv/wantsum/data",
      keysFolder: "/srv/wantsum/keys",
      databaseUrl: null,
      siteUrl: "http://localhost:3000",
      ocidPrefix: "ocds-wantsum",
      givingPrefix: "360G-unregistered",
      uploadDays: 7,
      production: false,
      mail: { smtpUrl: null, from: "Wantsum <no-reply@localhost>" },
      roles: ["web", "worker"],
      logLevel: "info",
      demo: true,
    });
  });

  it("reads what is set", () => {
    const config = readConfig(
      {
        PORT: "8080",
        HOST: "0.0.0.0",
        WANTSUM_DATA: "../kept",
        WANTSUM_KEYS: "/etc/wantsum/keys",
        DATABASE_URL: "postgres://kent:secret@db/wantsum",
        WANTSUM_URL: "https://commissioning.example.gov.uk/",
        WANTSUM_OCID_PREFIX: "ocds-b5fd17",
        WANTSUM_360GIVING_PREFIX: "360G-Kent",
        WANTSUM_UPLOAD_DAYS: "30",
        NODE_ENV: "production",
        WANTSUM_SMTP_URL: "smtps://mail.example.gov.uk",
        WANTSUM_ROLES: "worker",
        WANTSUM_LOG: "warn",
      },
      root,
    );
    expect(config).toMatchObject({
      port: 8080,
      host: "0.0.0.0",
      dataFolder: "/srv/kept",
      keysFolder: "/etc/wantsum/keys",
      siteUrl: "https://commissioning.example.gov.uk",
      ocidPrefix: "ocds-b5fd17",
      givingPrefix: "360G-Kent",
      uploadDays: 30,
      production: true,
      mail: { from: "Wantsum <no-reply@commissioning.example.gov.uk>" },
      roles: ["worker"],
      logLevel: "warn",
      demo: false,
    });
  });

  it("lets WANTSUM_ENV and WANTSUM_DEMO overrule what is guessed", () => {
    expect(readConfig({ NODE_ENV: "production", WANTSUM_ENV: "development" }, root).production).toBe(false);
    expect(readConfig({ WANTSUM_ENV: "production", WANTSUM_DEMO: "yes" }, root).demo).toBe(true);
  });

  it("reports everything that is wrong at once, without repeating a password", () => {
    const wrong = {
      PORT: "lots",
      DATABASE_URL: "mysql://kent:secret@db/wantsum",
      WANTSUM_ROLES: "web,cook",
      WANTSUM_DEMO: "perhaps",
      WANTSUM_KEYS: "data/keys",
    };
    const problem = problemOf(() => readConfig(wrong, root));
    expect(problem.problems).toHaveLength(5);
    expect(problem.message).toContain("PORT must be a whole number from 0 to 65535.");
    expect(problem.message).toContain("WANTSUM_ROLES must be web, worker or web,worker.");
    expect(problem.message).not.toContain("secret");
  });
});

function problemOf(act: () => unknown): ConfigProblem {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigProblem) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}
