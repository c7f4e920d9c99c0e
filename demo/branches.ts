/** The people of the sample company: three branches, each a team with three reps; none of them can sign in. */
import { sql } from "#model/sql.ts";
import type { Context } from "#engine/context.ts";
import { createRecords, outcomeId } from "#engine/records/records.ts";
import type { Country } from "./company-names.ts";

export interface Branch {
  country: Country;
  team: string;
  about: string;
  reps: { name: string; email: string; role: "manager" | "sales" | "service"; language: "en" | "hi" | "ur" }[];
}

const BRANCHES: Branch[] = [
  {
    country: "PK",
    team: "Lahore",
    about: "Head office and the markets of Punjab and Karachi",
    reps: [
      { name: "سعدیہ اعوان", email: "sadia.awan@dastarkhwan.example", role: "manager", language: "ur" },
      { name: "Kashif Mehmood", email: "kashif.mehmood@dastarkhwan.example", role: "sales", language: "ur" },
      { name: "نبیل حیات", email: "nabeel.hayat@dastarkhwan.example", role: "sales", language: "ur" },
    ],
  },
  {
    country: "IN",
    team: "Delhi",
    about: "North India",
    reps: [
      { name: "Ritika Bhalla", email: "ritika.bhalla@dastarkhwan.example", role: "manager", language: "hi" },
      { name: "हेमंत सैनी", email: "hemant.saini@dastarkhwan.example", role: "sales", language: "hi" },
      { name: "मनीषा रावल", email: "manisha.rawal@dastarkhwan.example", role: "sales", language: "hi" },
    ],
  },
  {
    country: "GB",
    team: "London",
    about: "Great Britain",
    reps: [
      { name: "Imogen Hale", email: "imogen.hale@dastarkhwan.example", role: "manager", language: "en" },
      { name: "Zaheer Aslam", email: "zaheer.aslam@dastarkhwan.example", role: "sales", language: "en" },
      { name: "Bethan Rowlands", email: "bethan.rowlands@dastarkhwan.example", role: "service", language: "en" },
    ],
  },
];

/** Who looks after the customers of a market. */
export interface People {
  of(country: Country, rep: number): { owner: string; team: string };
}

/** Makes teams and reps. Their roles are those that every workspace begins with. */
export async function addPeople(ctx: Context): Promise<People> {
  const roles = await ctx.db.query(
    sql<{ id: string; key: string }>`select id, key from roles where key is not null and deleted_at is null`,
  );
  const roleOf = new Map(roles.map((role) => [role.key, role.id]));
  const places = new Map<Country, { team: string; reps: string[] }>();
  for (const branch of BRANCHES) {
    const [made] = await createRecords(ctx, "team", [{ name: branch.team, description: branch.about }]);
    const team = outcomeId(made!);
    const reps = await createRecords(
      ctx,
      "user",
      branch.reps.map(({ role, ...rep }) => ({ ...rep, role: roleOf.get(role) ?? null, teams: [team] })),
    );
    places.set(branch.country, { team, reps: reps.map(outcomeId) });
  }
  return {
    of: (country, rep) => {
      const place = places.get(country)!;
      return { owner: place.reps[rep % place.reps.length]!, team: place.team };
    },
  };
}
