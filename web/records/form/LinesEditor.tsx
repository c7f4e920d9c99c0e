/** The lines within a record as a grid of editors: order lines, say. */
import { ActionIcon, Button, Text } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { viewOf } from "#fields/views.ts";
import type { Json, JsonObject } from "#model/json.ts";
import { objectByName, useMeta, type MetaField, type MetaObject } from "../../api/meta.ts";
import { isEmpty } from "../emptiness.ts";
import { toInput } from "../record-doings.ts";
import { useWords } from "../words.ts";
import classes from "./LinesEditor.module.css";

export interface LinesEditorProps {
  object: string;
  label: string;
  value: Json;
  onChange: (value: Json) => void;
  issueAt: (part: string) => string | undefined;
  error?: string | undefined;
}

const writable = (object: MetaObject): MetaField[] =>
  object.create.flatMap(
    (name) => object.fields.find((field) => field.name === name && field.access === "write" && !field.readOnly) ?? [],
  );

/** What the API takes for the lines: only what a person can write, relations by id. */
export function linesInput(object: MetaObject, lines: Json): Json {
  const taken = object.fields.filter(
    (field) =>
      field.source === "own" && !field.readOnly && field.access === "write" && field.name !== object.childOf?.field,
  );
  return ((lines ?? []) as JsonObject[]).map((line) =>
    Object.fromEntries(
      taken
        .filter((field) => !isEmpty(line[field.name]))
        .map((field) => [field.name, toInput(field, line[field.name])]),
    ),
  );
}

const blank = (fields: MetaField[]): JsonObject =>
  Object.fromEntries(
    fields
      .filter((field) => field.default !== undefined && typeof field.default !== "object")
      .map((field) => [field.name, field.default!]),
  );

export function LinesEditor({ object: name, label, value, onChange, issueAt, error }: LinesEditorProps) {
  const { t } = useTranslation();
  const words = useWords();
  const object = objectByName(useMeta(), name);
  if (!object) return null;
  const fields = writable(object);
  const lines = (value ?? []) as JsonObject[];
  const change = (place: number, field: string, part: Json) =>
    onChange(lines.map((line, at) => (at === place ? { ...line, [field]: part } : line)));
  const add = () => onChange([...lines, blank(fields)]);
  return (
    <fieldset className={classes.lines}>
      <legend className={classes.legend}>{label}</legend>
      {lines.length > 0 && (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field.name} scope="col" style={{ minWidth: Math.max(88, viewOf(field.type).width * 0.8) }}>
                    {words.field(name, field)}
                  </th>
                ))}
                <th>
                  <span className="visually-hidden">{t("value.remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, place) => (
                <tr key={place}>
                  {fields.map((field) => {
                    const { Editor } = viewOf(field.type);
                    return (
                      <td key={field.name}>
                        {Editor && (
                          <Editor
                            compact
                            field={field}
                            label={`${words.field(name, field)}, ${t("records.lineNumber", { number: place + 1 })}`}
                            optionLabel={(option) => words.option(name, field.name, option)}
                            value={line[field.name] ?? null}
                            error={issueAt(`${place}.${field.name}`)}
                            onChange={(part) => change(place, field.name, part)}
                          />
                        )}
                      </td>
                    );
                  })}
                  <td>
                    <ActionIcon
                      aria-label={t("records.removeLine", { number: place + 1 })}
                      onClick={() => onChange(lines.filter((_, at) => at !== place))}
                    >
                      <IconTrash size={15} stroke={1.6} aria-hidden />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {error && (
        <Text size="xs" c="var(--bad)" role="alert">
          {error}
        </Text>
      )}
      <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        {t("records.addLine")}
      </Button>
    </fieldset>
  );
}
