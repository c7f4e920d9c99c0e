/** A record on a board: its name and first facts; it is carried by the mouse, stepped by the keyboard, sent by its menu. */
import { ActionIcon, Menu, useDirection } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RecordJson } from "#model/json.ts";
import { OwnText } from "#ui/own-text.tsx";
import type { MetaField, MetaObject } from "../../../api/meta.ts";
import { isEmpty } from "../../emptiness.ts";
import { FieldValue } from "../../FieldValue.tsx";
import { titleOf } from "../../titles.ts";
import { useWords } from "../../words.ts";
import classes from "./Board.module.css";
import type { BoardColumn } from "./board.queries.ts";

/** The card on its way, with the column it comes from. */
export const CARRIED = "application/x-card";

interface CardProps {
  object: MetaObject;
  fields: MetaField[];
  record: RecordJson;
  column: BoardColumn;
  /** Where it may go; none where the viewer may not change it. */
  targets: BoardColumn[];
  labelOf: (column: BoardColumn) => string;
  onCarry: (record: RecordJson | undefined) => void;
  onMove: (to: BoardColumn) => void;
  onStep: (step: 1 | -1) => void;
  onOpen: () => void;
}

function BoardCard({ object, fields, record, column, targets, labelOf, onCarry, onMove, onStep, onOpen }: CardProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { dir } = useDirection();
  const [menu, setMenu] = useState(false);
  const title = titleOf(object, record) || (typeof record["title"] === "string" ? record["title"] : "—");
  const movable = targets.length > 0;
  const trigger = (
    <ActionIcon
      size={22}
      className={classes.send!}
      aria-label={t("board.moveTo", { title })}
      aria-haspopup="menu"
      onClick={() => setMenu(true)}
    >
      <IconArrowsExchange size={14} aria-hidden />
    </ActionIcon>
  );
  return (
    <li
      className={classes.card}
      data-card={record.id}
      tabIndex={-1}
      draggable={movable}
      onDragStart={(event) => {
        event.dataTransfer.setData(CARRIED, JSON.stringify({ record, from: column.key }));
        event.dataTransfer.effectAllowed = "move";
        onCarry(record);
      }}
      onDragEnd={() => onCarry(undefined)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === "Enter") onOpen();
        if (!event.shiftKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
        event.preventDefault();
        onStep((event.key === "ArrowRight") === (dir === "ltr") ? 1 : -1);
      }}
    >
      <div className={classes.cardTop}>
        <button type="button" className={classes.open} onClick={onOpen}>
          <OwnText>{title}</OwnText>
        </button>
        {movable &&
          (menu ? (
            <Menu opened onChange={setMenu} position="bottom-end">
              <Menu.Target>{trigger}</Menu.Target>
              <Menu.Dropdown mah={320} style={{ overflowY: "auto" }}>
                {targets.map((target) => (
                  <Menu.Item key={target.key} onClick={() => onMove(target)}>
                    <OwnText>{labelOf(target)}</OwnText>
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          ) : (
            trigger
          ))}
      </div>
      <dl className={classes.facts}>
        {fields
          .filter((field) => !isEmpty(record[field.name]))
          .map((field) => (
            <div key={field.name}>
              <dt className="visually-hidden">{words.field(object.name, field)}</dt>
              <dd inert>
                <FieldValue object={object} field={field} value={record[field.name]} />
              </dd>
            </div>
          ))}
      </dl>
    </li>
  );
}

export const Card = memo(BoardCard);
