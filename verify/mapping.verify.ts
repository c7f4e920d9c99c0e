/** How many columns of other systems' exports find their place without a person: all that have a field here are named below. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { importWorkspace, upload } from "#test/import/workspace.ts";

const FOLDER = join(
  process.env["RAABTA_VERIFY_DATA"] ?? resolve(import.meta.dirname, "..", "..", "shared", "data"),
  "crm_exports",
);

const NAME = { "First Name": "name.given", "Middle Name": "name.middle", "Last Name": "name.family" };
const GOOGLE = {
  "Name Prefix": "name.prefix",
  "Name Suffix": "name.suffix",
  Birthday: "birthday",
  Notes: "notes",
  "E-mail 1 - Value": "emails",
  "Phone 1 - Value": "phones",
  "Address 1 - Street": "address.street",
  "Address 1 - City": "address.city",
  "Address 1 - Region": "address.region",
  "Address 1 - Postal Code": "address.postalCode",
  "Address 1 - Country": "address.country",
};

/** File → column → the field of a contact that it fills. Columns that are not named have no field here. */
const PLACES: Record<string, Record<string, string>> = {
  google_contacts_current: {
    ...NAME,
    ...GOOGLE,
    "Organization Name": "company",
    "Organization Title": "jobTitle",
    Labels: "tags",
  },
  google_contacts_before_2024: {
    ...GOOGLE,
    Name: "name",
    "Given Name": "name.given",
    "Additional Name": "name.middle",
    "Family Name": "name.family",
    "Group Membership": "tags",
    "Organization 1 - Name": "company",
    "Organization 1 - Title": "jobTitle",
  },
  linkedin_connections: {
    "First Name": "name.given",
    "Last Name": "name.family",
    "Email Address": "emails",
    Company: "company",
    Position: "jobTitle",
  },
  outlook: {
    ...NAME,
    Title: "name.prefix",
    Suffix: "name.suffix",
    Company: "company",
    "Job Title": "jobTitle",
    "Business Street": "address.street",
    "Business City": "address.city",
    "Business State": "address.region",
    "Business Postal Code": "address.postalCode",
    "Business Country/Region": "address.country",
    "Business Phone": "phones",
    "Business Phone 2": "phones",
    "Home Phone": "phones",
    "Home Phone 2": "phones",
    "Mobile Phone": "phones",
    "Other Phone": "phones",
    "Primary Phone": "phones",
    Birthday: "birthday",
    Categories: "tags",
    "E-mail Address": "emails",
    "E-mail 2 Address": "emails",
    "E-mail 3 Address": "emails",
    Notes: "notes",
  },
  thunderbird: {
    "First Name": "name.given",
    "Last Name": "name.family",
    "Display Name": "name",
    "Primary Email": "emails",
    "Secondary Email": "emails",
    "Work Phone": "phones",
    "Home Phone": "phones",
    "Mobile Number": "phones",
    "Work Address": "address.street",
    "Work City": "address.city",
    "Work State": "address.region",
    "Work ZipCode": "address.postalCode",
    "Work Country": "address.country",
    "Job Title": "jobTitle",
    Organization: "company",
    Notes: "notes",
  },
  dynamics_365_contact: { "(Do Not Modify) Contact": "externalId", "Full Name": "name" },
  hubspot_contacts: {
    "Record ID": "externalId",
    "First Name": "name.given",
    "Last Name": "name.family",
    Email: "emails",
    "Phone Number": "phones",
  },
  pipedrive_people: {
    "Person - ID": "externalId",
    "Person - Name": "name",
    "Person - Email": "emails",
    "Person - Phone": "phones",
    "Organization - Name": "company",
  },
};

test("columns of other systems' exports find their places by themselves", async (t) => {
  const { ctx } = await importWorkspace(t, { worker: false });
  const all = JSON.parse(readFileSync(join(FOLDER, "headers.json"), "utf8")) as Record<string, string[]>;
  let [right, wanted] = [0, 0];
  const faults: string[] = [];
  for (const [file, places] of Object.entries(PLACES)) {
    const headers = all[file]!;
    const csv = `${headers.map((header) => `"${header}"`).join(",")}\n${headers.map(() => "x").join(",")}\n`;
    const found = await upload(ctx, csv, `${file}.csv`);
    // None is lost silently: each stands in the list, with its place or as left out.
    assert.deepEqual(
      found.columns.map((column) => column.name),
      headers,
    );
    const placed = new Map(
      found.mapping.columns.map(({ index, target }) => [
        headers[index]!,
        target && [target.field, target.part].filter(Boolean).join("."),
      ]),
    );
    for (const [header, place] of Object.entries(places)) {
      wanted += 1;
      if (placed.get(header) === place) right += 1;
      else faults.push(`${file}: ${header} → ${placed.get(header) ?? "nothing"}, not ${place}`);
    }
  }
  t.diagnostic(`${right} of ${wanted} columns in their places; not: ${faults.join("; ") || "none"}`);
  assert.ok(right / wanted >= 0.95, faults.join("\n"));
});
