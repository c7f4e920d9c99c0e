/** Signs: with a pen, a finger or a mouse on the paper, or by the name in letters for who has none of them. */
import { Button, Group, Input, Stack, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "#model/json.ts";
import { useLookup, type Found } from "../lookup.ts";
import type { EditorProps, FieldEditing } from "../view.ts";

/** The picture that is kept, in pixels. */
const SIZE = { width: 640, height: 200 };
const INK = "#12263f";

function wipe(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d")!;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, SIZE.width, SIZE.height);
  Object.assign(pen, { strokeStyle: INK, fillStyle: INK, lineWidth: 3.5, lineCap: "round", lineJoin: "round" });
  return pen;
}

function Editor({ label, compact, error, field, value, onChange, onCommit, onUnfinished }: EditorProps) {
  const { t } = useTranslation();
  const lookup = useLookup();
  const paper = useRef<HTMLCanvasElement>(null);
  const [marked, setMarked] = useState(false);
  const [name, setName] = useState("");
  const [state, setState] = useState<{ busy: boolean; failed?: string }>({ busy: false });
  const kept = value as unknown as Found | null;
  const clear = (): void => {
    if (paper.current) wipe(paper.current);
    setMarked(false);
  };
  useEffect(() => {
    if (paper.current) wipe(paper.current);
  }, []);

  const spell = (text: string): void => {
    setName(text);
    const canvas = paper.current;
    if (!canvas) return;
    const pen = wipe(canvas);
    pen.font = `italic 72px "Noto Nastaliq Urdu", "Noto Sans Devanagari", cursive`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text.trim(), SIZE.width / 2, SIZE.height / 2, SIZE.width - 40);
    setMarked(text.trim() !== "");
  };

  const upload = async (): Promise<Json> => {
    setState({ busy: true });
    try {
      const blob = await new Promise<Blob | null>((done) => paper.current!.toBlob(done, "image/png"));
      const made = await lookup.upload(new File([blob!], "signature.png", { type: "image/png" }));
      const next = { id: made.id, title: made.title };
      clear();
      setName("");
      onChange(next);
      setState({ busy: false });
      return next;
    } catch (problem) {
      setState({ busy: false, failed: (problem as Error).message });
      throw problem;
    }
  };
  // Where it failed, that is said beside the paper.
  const keep = (): Promise<void> =>
    upload().then(
      (next) => onCommit?.(next),
      () => undefined,
    );
  useEffect(() => {
    onUnfinished?.(marked ? upload : null);
    return () => onUnfinished?.(null);
  });

  return (
    <Input.Wrapper
      {...(compact ? {} : { label, labelElement: "div" as const })}
      error={state.failed ?? error}
      withAsterisk={!compact && field.required === true}
    >
      <Stack gap={6}>
        {kept && (
          <img
            src={lookup.fileAddress(kept.id)}
            alt={label}
            height={48}
            style={{ background: "#fff", alignSelf: "flex-start" }}
          />
        )}
        <Paper canvas={paper} label={label} onMark={() => setMarked(true)} />
        <TextInput
          size="xs"
          dir="auto"
          aria-label={t("value.signByName")}
          placeholder={t("value.signByName")}
          maxLength={80}
          value={name}
          onChange={(event) => spell(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            event.stopPropagation();
            if (marked) void keep();
          }}
        />
        <Group gap="xs">
          <Button size="compact-xs" disabled={!marked} loading={state.busy} onClick={() => void keep()}>
            {t("value.sign")}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              clear();
              setName("");
              if (kept) onChange(null);
            }}
          >
            {t("value.clear")}
          </Button>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}

interface PaperProps {
  canvas: React.RefObject<HTMLCanvasElement | null>;
  label: string;
  onMark: () => void;
}

function Paper({ canvas, label, onMark }: PaperProps) {
  const drawing = useRef(false);
  const at = (event: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * SIZE.width,
      ((event.clientY - box.top) / box.height) * SIZE.height,
    ];
  };
  return (
    <canvas
      ref={canvas}
      {...SIZE}
      role="img"
      aria-label={label}
      style={{
        inlineSize: "100%",
        maxInlineSize: 420,
        aspectRatio: `${SIZE.width} / ${SIZE.height}`,
        background: "#fff",
        border: "1px solid var(--line-strong)",
        borderRadius: 6,
        touchAction: "none",
        cursor: "crosshair",
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drawing.current = true;
        const pen = event.currentTarget.getContext("2d")!;
        pen.beginPath();
        pen.moveTo(...at(event));
      }}
      onPointerMove={(event) => {
        if (!drawing.current) return;
        const pen = event.currentTarget.getContext("2d")!;
        pen.lineTo(...at(event));
        pen.stroke();
        onMark();
      }}
      onPointerUp={() => (drawing.current = false)}
      onPointerCancel={() => (drawing.current = false)}
    />
  );
}

export const editing: FieldEditing = { Editor };
