/** A page to write on: headings, bold, italic, lists and links, by keys or by the bar above it. */
import { ActionIcon, Input, Popover, TextInput } from "@mantine/core";
import { IconBold, IconH2, IconItalic, IconLink, IconList, IconListNumbers } from "@tabler/icons-react";
import { EditorContent, useEditor, useEditorState, type Editor } from "@tiptap/react";
import { StarterKit } from "@tiptap/starter-kit";
import { useId, useState, type ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { EditorProps } from "../view.ts";
import { isSafeAddress } from "./document.ts";
import { readMarkdown, writeMarkdown } from "./markdown.ts";
import { fromEditor, toEditor } from "./to-editor.ts";
import "./rich-text.css";

const KIT = StarterKit.configure({
  heading: { levels: [1, 2, 3] },
  blockquote: false,
  code: false,
  codeBlock: false,
  hardBreak: false,
  horizontalRule: false,
  strike: false,
  underline: false,
  link: { openOnClick: false, autolink: false, isAllowedUri: (address) => isSafeAddress(address) },
});

export function RichTextEditor(props: EditorProps) {
  const { label, compact, error, field, value, onChange, autoFocus } = props;
  const id = useId();
  const editor = useEditor({
    extensions: [KIT],
    content: toEditor(readMarkdown((value as string | null) ?? "")),
    // The policy of the page has no styles from scripts; ours stand in a file.
    injectCSS: false,
    textDirection: "auto",
    autofocus: autoFocus ? "end" : false,
    editorProps: { attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label } },
    onUpdate: ({ editor: written }) => {
      const text = writeMarkdown(fromEditor(written.getJSON()));
      onChange(text === "" ? null : text);
    },
  });
  const page = (
    <div
      className="rich-text-editor"
      data-error={error ? true : undefined}
      onKeyDown={(event) => {
        // Enter is a new line here; with Ctrl it saves, where whoever stands around us saves on Enter.
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    >
      {editor && <Bar editor={editor} />}
      <EditorContent editor={editor} className="rich-text" />
    </div>
  );
  return (
    <Input.Wrapper
      {...(compact ? {} : { label, labelElement: "div" as const })}
      labelProps={{ id }}
      error={error}
      withAsterisk={!compact && field.required === true && field.default === undefined}
    >
      {page}
    </Input.Wrapper>
  );
}

type Deed = "heading" | "bold" | "italic" | "bullets" | "numbers";

const DEEDS: Record<
  Deed,
  { sign: ComponentType<{ size?: number }>; on: (editor: Editor) => boolean; run: (editor: Editor) => unknown }
> = {
  heading: {
    sign: IconH2,
    on: (editor) => editor.isActive("heading"),
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  bold: {
    sign: IconBold,
    on: (editor) => editor.isActive("bold"),
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  italic: {
    sign: IconItalic,
    on: (editor) => editor.isActive("italic"),
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  bullets: {
    sign: IconList,
    on: (editor) => editor.isActive("bulletList"),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  numbers: {
    sign: IconListNumbers,
    on: (editor) => editor.isActive("orderedList"),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
};

function Bar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      on: (Object.keys(DEEDS) as Deed[]).filter((deed) => DEEDS[deed].on(now)),
      link: (now.getAttributes("link")["href"] as string | undefined) ?? "",
    }),
  });
  return (
    <div role="toolbar" aria-label={t("format.all")}>
      {(Object.keys(DEEDS) as Deed[]).map((deed) => {
        const { sign: Sign, run } = DEEDS[deed];
        return (
          <ActionIcon
            key={deed}
            size={26}
            aria-label={t(`format.${deed}`)}
            title={t(`format.${deed}`)}
            aria-pressed={state.on.includes(deed)}
            variant={state.on.includes(deed) ? "light" : "subtle"}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => run(editor)}
          >
            <Sign size={15} />
          </ActionIcon>
        );
      })}
      <LinkButton editor={editor} address={state.link} />
    </div>
  );
}

function LinkButton({ editor, address }: { editor: Editor; address: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const wrong = text !== "" && !isSafeAddress(full(text));
  const apply = (): void => {
    if (wrong) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (text === "") chain.unsetLink().run();
    else chain.setLink({ href: full(text) }).run();
    setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus>
      <Popover.Target>
        <ActionIcon
          size={26}
          aria-label={t("format.link")}
          title={t("format.link")}
          aria-pressed={address !== ""}
          variant={address === "" ? "subtle" : "light"}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            setText(address);
            setOpen(!open);
          }}
        >
          <IconLink size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          dir="ltr"
          data-autofocus
          aria-label={t("format.address")}
          placeholder="https://"
          value={text}
          error={wrong}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Enter") {
              event.preventDefault();
              apply();
            }
            if (event.key === "Escape") setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** `example.com` is meant as a page. */
const full = (text: string): string => (/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
