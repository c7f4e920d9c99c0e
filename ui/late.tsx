/** Parts of a screen that load when one is about to use them. They are held, not suspended: what is there appears at once, and where the focus is it stays. */
import { createElement, useEffect, useState, type ComponentType, type ReactNode } from "react";

/** Something that can be fetched ahead. */
export interface Fetched {
  here: () => boolean;
  /** Begins to load, once; a try that failed is made again by the next call. */
  fetch: () => Promise<unknown>;
}

export type Late<P> = ComponentType<P> & Fetched;

interface LateOptions<P> {
  /** Stands in its place until it is here. */
  waiting?: ReactNode;
  /** Finds it where it came with something else. */
  find?: () => ComponentType<P> | undefined;
}

/** A component that loads when it is first drawn or fetched. */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, options: LateOptions<P> = {}): Late<P> {
  let found: ComponentType<P> | undefined;
  let coming: Promise<unknown> | undefined;
  const part: Fetched = {
    here: () => (found ??= options.find?.()) !== undefined,
    fetch: () =>
      (coming ??= load().then(
        (component) => (found = component),
        (error: unknown) => {
          coming = undefined;
          throw error;
        },
      )),
  };
  const parts = [part];
  function Late(props: P) {
    useHere(parts, true);
    return found ? createElement(found, props) : options.waiting;
  }
  return Object.assign(Late, part);
}

/** Are all of them here? Where they are wanted and are not, they are fetched; a failure goes to the page's boundary. */
export function useHere(parts: readonly Fetched[], wanted: boolean): boolean {
  const [, setCome] = useState(0);
  const here = parts.every((part) => part.here());
  const missing = wanted && !here;
  useEffect(() => {
    if (!missing) return;
    let gone = false;
    const come = (number: number) => number + 1;
    Promise.all(parts.map((part) => part.fetch())).then(
      () => gone || setCome(come),
      (error: unknown) =>
        gone ||
        setCome(() => {
          throw error;
        }),
    );
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the parts of a place never change
  }, [missing]);
  return here;
}

/** Fetches ahead. What fails now is tried again when it is needed, and told then. */
export function fetchAhead(parts: readonly Fetched[]): void {
  for (const part of parts) part.fetch().catch(() => undefined);
}
