/** The facts of a record by the groups of its layout, each editable where it stands. */
import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconPencil } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { RECORD_TYPE } from "#model/record-type.ts";
import { When } from "#ui/format.tsx";
import { OwnText } from "#ui/own-text.tsx";
import { fieldOf, type MetaField, type MetaObject } from "../../api/meta.ts";
import { AddField } from "../../settings/shape/AddField.tsx";
import { isEmpty } from "../emptiness.ts";
import { FieldValue, isWritable } from "../FieldValue.tsx";
import { headingOf, useWords } from "../words.ts";
import { laidOut } from "../record-type.ts";
import { useRuled } from "../rules/ruled.ts";
import { FactEditor } from "./FactEditor.tsx";
import { sayEditing } from "./presence.ts";
import { EditingMark } from "./Presence.tsx";
import classes from "./Record.module.css";

export function Facts({ object, record }: { object: MetaObject; record: RecordJson }) {
  const { t } = useTranslation();
  const words = useWords();
  const [editing, setEditing] = useState<string | null>(null);
  useEffect(() => sayEditing(record.id, editing), [record.id, editing]);
  const ruled = useRuled(object, record, record);
  const groups = laidOut(object, record[RECORD_TYPE])
    .layout.map(({ fields, ...group }) => ({
      ...group,
      fields: fields
        .flatMap((field) => fieldOf(object, field) ?? [])
        .filter((field) => field.storage !== "children" && !ruled.hidden.has(field.name)),
    }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <>
      {groups.map(({ fields, ...group }) => (
        <FactGroup key={group.name} title={headingOf(words, object.name, { ...group, fields: [] })}>
          {fields.map((field) => (
            <Fact
              key={field.name}
              object={object}
              field={field}
              record={record}
              locked={ruled.locked.has(field.name)}
              needed={ruled.needed.has(field.name)}
              editing={editing === field.name}
              onEdit={() => setEditing(field.name)}
              onDone={() => setEditing(null)}
            />
          ))}
        </FactGroup>
      ))}
      <AddField object={object} />
      <p className={classes.origin}>
        {typeof record["createdAt"] === "string" && (
          <>
            {t("record.createdAt")} <When at={record["createdAt"]} /> <By value={record["createdBy"]} />
          </>
        )}
        <br />
        {typeof record["updatedAt"] === "string" && (
          <>
            {t("record.updatedAt")} <When at={record["updatedAt"]} /> <By value={record["updatedBy"]} />
          </>
        )}
      </p>
    </>
  );
}

function By({ value }: { value: unknown }) {
  const name = (value as { title?: string } | null)?.title;
  return name ? (
    <>
      · <OwnText>{name}</OwnText>
    </>
  ) : null;
}

function FactGroup({ title, children }: { title: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(true);
  return (
    <section className={classes.group}>
      <h2 className={classes.groupTitle}>
        <UnstyledButton className={classes.groupButton!} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span>{title}</span>
          <IconChevronDown size={14} aria-hidden style={open ? undefined : { transform: "rotate(-90deg)" }} />
        </UnstyledButton>
      </h2>
      {open && <dl className={classes.list}>{children}</dl>}
    </section>
  );
}

interface FactProps {
  object: MetaObject;
  field: MetaField;
  record: RecordJson;
  locked: boolean;
  needed: boolean;
  editing: boolean;
  onEdit: () => void;
  onDone: () => void;
}

function Fact({ object, field, record, locked, needed, editing, onEdit, onDone }: FactProps) {
  const { t } = useTranslation();
  const words = useWords();
  const label = words.field(object.name, field);
  const value = record[field.name];
  const pencil = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  // Whoever edits by the keyboard goes on from where they were.
  useEffect(() => {
    if (edited.current && !editing && document.activeElement === document.body) pencil.current?.focus();
    edited.current = editing;
  }, [editing]);
  const writable = isWritable(object, field) && !locked;
  if (!writable && isEmpty(value)) return null;
  return (
    <div className={classes.fact} data-editing={editing || undefined}>
      <dt className={classes.label}>
        {label}
        {needed && isEmpty(value) && (
          <span className={classes.needed} title={t("issue.required")}>
            {" *"}
          </span>
        )}
        <EditingMark field={field.name} />
      </dt>
      <dd className={classes.value}>
        {editing ? (
          <FactEditor object={object} field={field} record={record} onDone={onDone} />
        ) : (
          <div className={writable ? classes.editable : undefined} onDoubleClick={writable ? onEdit : undefined}>
            {isEmpty(value) ? (
              <span className={classes.empty}>–</span>
            ) : (
              <FieldValue object={object} field={field} value={value} roomy />
            )}
            {writable && (
              <UnstyledButton
                ref={pencil}
                className={classes.pencil!}
                aria-label={t("record.edit", { field: label })}
                onClick={onEdit}
              >
                <IconPencil size={14} stroke={1.7} aria-hidden />
              </UnstyledButton>
            )}
          </div>
        )}
      </dd>
    </div>
  );
}
