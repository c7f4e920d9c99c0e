/** Somebody who shapes the system through the API while others work: fields and objects come, change, go; one deed after the other. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Json, JsonObject } from "#model/json.ts";
import { Wire } from "../measure/wire.ts";
import type { Kind } from "./kinds.ts";

/** What all fields and objects of a run are called, so that a later run finds what a broken one left. */
export const PREFIX = "x_shaped";

/** From one deed to the next: faster than any hand, slower than the machine could. */
const EVERY_MS = 400;
const LONGEST_JOB = 900_000;
/** Others kept the tables busy: to be asked again. */
const LATER = 503;
const MOST_TRIES = 30;

export interface Deed {
  what: string;
  /** Milliseconds until its answer; of a job to its end. */
  took: number;
  /** By performance.now(). */
  since: number;
  /** How often it was asked before it was done. */
  tries: number;
}

interface Made {
  id: string;
  object: string;
  type: string;
}

export class Shaper {
  readonly deeds: Deed[] = [];
  readonly fields: Made[] = [];
  readonly #url: string;
  readonly #headers: Record<string, string>;
  #named = 0;

  constructor(url: string, headers: Record<string, string>) {
    this.#url = url;
    this.#headers = headers;
  }

  async addField(object: string, { type, settings }: Kind, more: JsonObject = {}): Promise<Made> {
    this.#named += 1;
    const label = { en: `Shaped ${this.#named}` };
    const body = { object, type, name: `${PREFIX}${this.#named}`, label, settings: { ...settings, ...more } };
    const { id } = await this.#deed("field added", "POST", "/api/v1/custom-fields", body);
    const made = { id: id as string, object, type };
    this.fields.push(made);
    return made;
  }

  rename(field: Made): Promise<JsonObject> {
    return this.#deed("field renamed", "PATCH", at(field), { label: { en: `Named anew ${this.deeds.length}` } });
  }

  index(field: Made): Promise<JsonObject> {
    return this.#deed("index asked for", "PATCH", at(field), { settings: { index: true } });
  }

  /** Retired, then its columns dropped. */
  async drop(field: Made): Promise<void> {
    this.fields.splice(this.fields.indexOf(field), 1);
    await this.#deed("field retired", "DELETE", at(field));
    await this.#deed("field deleted for good", "POST", `${at(field)}/purge`, {});
  }

  /** Begun; `ended` waits for it. @returns the job's id */
  async convert(field: Made, type: string): Promise<string> {
    const { jobId } = await this.#deed("change of kind begun", "POST", `${at(field)}/conversions`, { type });
    return jobId as string;
  }

  async addObject(): Promise<string> {
    const label = { en: { one: "Shaped thing", many: "Shaped things" } };
    const { id } = await this.#deed("object added", "POST", "/api/v1/custom-objects", { name: PREFIX, label });
    return id as string;
  }

  async renameObject(id: string): Promise<void> {
    const label = { en: { one: "Thing anew", many: "Things anew" } };
    await this.#deed("object renamed", "PATCH", `/api/v1/custom-objects/${id}`, { label });
  }

  async retireObject(id: string): Promise<void> {
    await this.#deed("object retired", "DELETE", `/api/v1/custom-objects/${id}`);
    await this.#deed("object restored", "POST", `/api/v1/custom-objects/${id}/restore`, {});
  }

  async dropObject(id: string): Promise<void> {
    await this.#deed("object retired", "DELETE", `/api/v1/custom-objects/${id}`);
    await this.#deed("object deleted for good", "POST", `/api/v1/custom-objects/${id}/purge`, {});
  }

  /** @throws where it does not end well */
  async ended(what: string, jobId: string): Promise<void> {
    const since = performance.now();
    for (; performance.now() - since < LONGEST_JOB; await wait(100)) {
      const { status, error } = await this.ask("GET", `/api/v1/jobs/${jobId}`);
      if (status === "queued" || status === "running") continue;
      assert.equal(status, "done", `${what}: ${JSON.stringify(error)}`);
      this.deeds.push({ what, took: performance.now() - since, since, tries: 1 });
      return;
    }
    throw new Error(`${what}: its job did not end`);
  }

  async ask(method: string, path: string, body?: unknown): Promise<JsonObject> {
    const { answer } = await this.#ask(method, path, body);
    return answer;
  }

  async #deed(what: string, method: string, path: string, body?: unknown): Promise<JsonObject> {
    const last = this.deeds.at(-1);
    if (last) await wait(Math.max(0, last.since + EVERY_MS - performance.now()));
    const since = performance.now();
    const { answer, tries } = await this.#ask(method, path, body);
    this.deeds.push({ what, took: performance.now() - since, since, tries });
    return answer;
  }

  /** As somebody who is told to come back does. */
  async #ask(method: string, path: string, body?: unknown): Promise<{ answer: JsonObject; tries: number }> {
    for (let tries = 1; ; tries += 1) {
      const headers = this.#headers;
      const given = body === undefined ? {} : { body: JSON.stringify(body) };
      const wire = await Wire.open(this.#url);
      const { status, body: text } = await wire.send({ method, path, headers, ...given });
      wire.close();
      if (status === LATER && tries < MOST_TRIES) {
        await wait(1_000);
        continue;
      }
      assert.ok(status < 300, `${method} ${path}: ${status} ${text.slice(0, 600)}`);
      return { answer: text === "" ? {} : (JSON.parse(text) as Record<string, Json>), tries };
    }
  }
}

const at = ({ id }: Made): string => `/api/v1/custom-fields/${id}`;
