/** A page inside the frame: title in the head and in the browser's tab, actions at the end. */
import { useEffect } from "react";
import { PageFrame, type PageFrameProps } from "#ui/PageHeader.tsx";

interface PageProps extends Omit<PageFrameProps, "title"> {
  title: string;
  /** Shown instead of the title's plain text. */
  heading?: PageFrameProps["title"];
}

export function Page({ title, heading, ...rest }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Raabta`;
  }, [title]);
  return <PageFrame title={heading ?? title} {...rest} />;
}
