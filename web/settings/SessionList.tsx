/** The devices on which one is signed in, and signing them out. */
import { Button, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { When } from "#ui/format.tsx";
import { Ltr } from "#ui/own-text.tsx";
import { api } from "#web/api/client.ts";
import { useTranslation } from "#web/language/language.ts";
import { Loaded } from "./Loaded.tsx";
import { deviceOf } from "./device.ts";
import { useChange, type BrowserSession } from "./settings.queries.ts";

export function SessionList() {
  const { t } = useTranslation();
  const sessions = useQuery({
    queryKey: ["settings", "sessions"],
    queryFn: ({ signal }) => api.get<BrowserSession[]>("/api/auth/list-sessions", { signal }),
  });
  const current = useQuery({
    queryKey: ["settings", "session"],
    queryFn: ({ signal }) => api.get<{ session: BrowserSession } | null>("/api/auth/get-session", { signal }),
  });
  const revoke = useChange((token: string) => api.post("/api/auth/revoke-session", { token }));
  const here = current.data?.session.id;
  return (
    <section>
      <h2>{t("settings.sessions")}</h2>
      <Loaded query={sessions}>
        {(rows) => (
          <ul className="plain-list">
            {rows
              .toSorted(
                (a, b) => Number(b.id === here) - Number(a.id === here) || b.createdAt.localeCompare(a.createdAt),
              )
              .map((session) => {
                const { browser, system } = deviceOf(session.userAgent ?? "");
                return (
                  <li key={session.id}>
                    <div>
                      <Text fw={600}>
                        {[browser || t("settings.unknownDevice"), system].filter(Boolean).join(" · ")}{" "}
                        {session.id === here && (
                          <Text span c="var(--good)" fw={400}>
                            {t("settings.thisDevice")}
                          </Text>
                        )}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {session.ipAddress && (
                          <>
                            <Ltr>{session.ipAddress}</Ltr> ·{" "}
                          </>
                        )}
                        {t("settings.signedIn")} <When at={session.createdAt} />
                      </Text>
                    </div>
                    {session.id !== here && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        loading={revoke.isPending && revoke.variables === session.token}
                        onClick={() => revoke.mutate(session.token)}
                      >
                        {t("settings.signOut")}
                      </Button>
                    )}
                  </li>
                );
              })}
          </ul>
        )}
      </Loaded>
    </section>
  );
}
