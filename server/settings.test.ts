import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, suite, test } from "node:test";
import { InvalidInput } from "#model/errors.ts";
import { packageRoot, readSettings } from "./settings.ts";

suite("settings", () => {
  const data = mkdtempSync(join(tmpdir(), "raabta-settings-"));
  after(() => rmSync(data, { recursive: true }));
  const secret = "x".repeat(32);

  test("what is not given has its default", () => {
    const settings = readSettings({ RAABTA_SECRET: secret });
    assert.equal(settings.port, 3000);
    assert.equal(settings.host, "127.0.0.1");
    assert.equal(settings.data, join(packageRoot, "data"));
    assert.equal(settings.url, "http://localhost:3000");
    assert.equal(settings.urlGiven, false);
    assert.equal(settings.role, "all");
    assert.equal(settings.databaseUrl, undefined);
  });

  test("what is given is taken", () => {
    const settings = readSettings({
      PORT: "8080",
      HOST: "0.0.0.0",
      RAABTA_DATA: data,
      RAABTA_URL: "https://crm.example.org/",
      DATABASE_URL: "postgresql://a:b@db/crm?host=/run/pg",
      RAABTA_ROLE: "worker",
      SMTP_URL: "smtps://mail.example.org",
      LOG_LEVEL: "debug",
    });
    assert.equal(settings.url, "https://crm.example.org");
    assert.equal(settings.databaseUrl, "postgresql://a:b@db/crm?host=/run/pg");
    assert.deepEqual([settings.port, settings.role, settings.logLevel], [8080, "worker", "debug"]);
  });

  test("each wrong value is named with what is accepted, and secrets are not repeated", () => {
    const wrong = {
      PORT: "70000",
      HOST: "my host",
      RAABTA_URL: "crm.example.org",
      RAABTA_ROLE: "boss",
      DATABASE_URL: "mysql://root:hidden@db/crm",
      SMTP_URL: "mail:hidden",
      RAABTA_SECRET: "hidden",
      LOG_LEVEL: "loud",
    };
    assert.throws(
      () => readSettings(wrong),
      (error: InvalidInput) => {
        assert.ok(error instanceof InvalidInput);
        assert.deepEqual(error.issues.map((issue) => issue.path).toSorted(), Object.keys(wrong).toSorted());
        assert.match(error.message, /PORT: a whole number from 0 to 65535 is accepted \(it is "70000"\)/);
        assert.match(error.message, /RAABTA_ROLE: one of all, web, worker is accepted/);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      },
    );
  });

  test("the secret is made once, and for its owner only", () => {
    const first = readSettings({ RAABTA_DATA: data }).secret;
    assert.ok(first.length >= 32);
    assert.equal(readSettings({ RAABTA_DATA: data }).secret, first);
    assert.equal(statSync(join(data, "secret")).mode & 0o777, 0o600);
  });
});
