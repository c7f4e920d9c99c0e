/** An example of a module: inspections of machines, with a rule, a job and an address of their own. */

import type { DefineModule } from "../../../../server/modules.ts";

const garage: DefineModule = ({
  defineObject,
  defineRules,
  eachChange,
  defineJob,
  defineRoute,
  defineAction,
  defineStep,
  fields,
  records,
  sql,
  z,
}) => {
  const inspection = defineObject({
    name: "garageInspection",
    label: {
      en: { one: "Inspection", many: "Inspections" },
      hi: { one: "निरीक्षण", many: "निरीक्षण" },
      ur: { one: "معائنہ", many: "معائنے" },
    },
    area: "custom",
    icon: "checklist",
    title: ["subject"],
    fields: {
      subject: fields.text({
        required: true,
        search: true,
        index: true,
        maxLength: 200,
        label: { en: "Subject", hi: "विषय", ur: "موضوع" },
      }),
      company: fields.relation({ to: "company", index: true, label: { en: "Company", hi: "कंपनी", ur: "کمپنی" } }),
      inspectedOn: fields.date({
        index: true,
        label: { en: "Inspected on", hi: "निरीक्षण की तारीख", ur: "معائنے کی تاریخ" },
      }),
      passed: fields.boolean({ label: { en: "Passed", hi: "पास", ur: "کامیاب" } }),
      dueOn: fields.date({
        index: true,
        readOnly: true,
        label: { en: "Due again on", hi: "अगली तारीख", ur: "اگلی تاریخ" },
      }),
    },
    ownership: { by: "owner" },
    list: { columns: ["subject", "company", "inspectedOn", "passed", "dueOn", "owner"], sort: "-inspectedOn" },
    layout: [{ name: "main", fields: ["subject", "company", "inspectedOn", "passed", "dueOn", "owner", "team"] }],
    timeline: { subjects: ["self", "company"], at: "createdAt" },
  });

  /** What passed is due again after a year; what failed, after a month. */
  const dueAgain = eachChange(["create", "update"], (change) => {
    const on = change.value("inspectedOn");
    if (typeof on !== "string") return change.set("dueOn", null);
    if (change.value("passed") && on > "2999") return change.refuse("inspectedOn", "lies too far ahead");
    const day = new Date(`${on}T00:00:00Z`);
    if (change.value("passed")) day.setUTCFullYear(day.getUTCFullYear() + 1);
    else day.setUTCMonth(day.getUTCMonth() + 1);
    return change.set("dueOn", day.toISOString().slice(0, 10));
  });

  const remind = defineJob({
    name: "garage.remind",
    input: z.strictObject({}),
    attempts: 3,
    run: async ({ ctx }) => {
      const [row] = await ctx.db.query(
        sql<{
          due: number;
        }>`select count(*)::int as due from garage_inspections where due_on <= current_date and deleted_at is null`,
      );
      return { due: row!.due };
    },
  });

  const due = defineRoute({
    method: "GET",
    path: "/api/v1/garage/due",
    right: { object: "garageInspection", action: "read" },
    query: z.strictObject({ before: z.iso.date() }),
    response: z.looseObject({ data: z.array(z.looseObject({})) }),
    summary: "Inspections that are due before a day",
    run: async ({ ctx, query }) =>
      JSON.parse(
        await records.list(ctx, "garageInspection", {
          limit: 50,
          trash: false,
          filter: { field: "dueOn", op: "before", value: query.before },
        }),
      ),
  });

  /** Stands in actions and automations beside the product's own steps. */
  const book = defineStep({
    name: "garage.book",
    label: { en: "Book an inspection", hi: "निरीक्षण बुक करें", ur: "معائنہ بُک کریں" },
    object: "company",
    inputs: [
      {
        name: "subject",
        type: "text",
        required: true,
        label: { en: "Subject", hi: "विषय", ur: "موضوع" },
      },
      { name: "on", type: "date", label: { en: "On", hi: "दिन", ur: "دن" } },
    ],
    run: async (ctx, { records: companies }) => {
      const outcomes = await records.createRecords(
        ctx,
        "garageInspection",
        companies.map(({ id, inputs }) => ({ company: id, subject: inputs["subject"]!, inspectedOn: inputs["on"]! })),
      );
      return outcomes.map((outcome) => ({ object: "garageInspection", id: records.outcomeId(outcome) }));
    },
  });

  const bookOne = defineAction({
    object: "company",
    name: "garageBook",
    label: { en: "Book inspection", hi: "निरीक्षण बुक करें", ur: "معائنہ بُک کریں" },
    icon: "checklist",
    places: ["record", "list"],
    inputs: [{ name: "on", type: "date", required: true, label: { en: "When?", hi: "कब?", ur: "کب؟" } }],
    condition: null,
    steps: [{ do: "step", step: "garage.book", set: { subject: "Yearly inspection", on: { input: "on" } } }],
  });

  return {
    name: "garage",
    objects: [inspection],
    rules: [defineRules("garageInspection", dueAgain)],
    jobs: [remind],
    routes: [due],
    steps: [book],
    actions: [bookOne],
    pages: [
      {
        name: "due",
        label: { en: "Due inspections", hi: "होने वाले निरीक्षण", ur: "واجب معائنے" },
        icon: "checklist",
        file: "due.js",
        right: { object: "garageInspection", action: "read" },
      },
    ],
    panels: [
      {
        name: "of-company",
        label: { en: "Garage", hi: "गैराज", ur: "گیراج" },
        object: "company",
        file: "of-company.js",
        right: { object: "garageInspection", action: "read" },
      },
    ],
  };
};

export default garage;
