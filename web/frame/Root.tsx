/** What stands around every page, inside a workspace or not: ways of writing numbers, and the sign that the server is away. */
import { Outlet } from "@tanstack/react-router";
import { FormatProvider } from "#ui/format.tsx";
import { useLanguage } from "../language/language.ts";
import { AwayBanner } from "./AwayBanner.tsx";

/** Before a workspace is known, the country is the browser's. */
const browserCountry = () => new Intl.Locale(navigator.language).maximize().region ?? "GB";

export function Root() {
  const { language } = useLanguage();
  return (
    <FormatProvider language={language} country={browserCountry()}>
      <AwayBanner />
      <Outlet />
    </FormatProvider>
  );
}
