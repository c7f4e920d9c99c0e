/** Which cell of a list is being edited, and what came of it. */
import { useCallback, useState } from "react";
import type { Json, RecordJson } from "#model/json.ts";
import { ApiError } from "../../api/client.ts";
import type { MetaObject } from "../../api/meta.ts";
import { useIssueWords } from "../issues.ts";
import { useRecordDoings } from "../record-doings.ts";

interface Failed {
  message: string;
  value: Json;
}

export function useCellEditing(object: MetaObject, rows: RecordJson[]) {
  const issues = useIssueWords();
  const doings = useRecordDoings(object);
  const [at, setAt] = useState<{ id: string; column: string } | null>(null);
  const [failed, setFailed] = useState<Failed>();
  const start = useCallback((record: RecordJson, column: string) => {
    setFailed(undefined);
    setAt({ id: record.id, column });
  }, []);
  const stop = useCallback(() => {
    setFailed(undefined);
    setAt(null);
  }, []);
  /** The cell shows the new value at once; refused, it opens again with what was tried and why not. */
  const save = async (record: RecordJson, column: string, value: Json) => {
    stop();
    try {
      const newest = rows.find((row) => row.id === record.id) ?? record;
      await doings.save(newest, { [column]: value });
    } catch (error) {
      setFailed({ message: issues.at(error, column) ?? issues.all(error), value });
      setAt({ id: record.id, column });
      if (error instanceof ApiError && error.status === 412) await doings.refresh();
    }
  };
  return { at, failed, start, stop, save };
}
