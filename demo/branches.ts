/** The people of the sample company: three branches, each a team with three reps; none of them can sign in. */
import type { Country } from "./company-names.ts";

export interface Branch {
  country: Country;
  team: string;
  about: string;
  reps: { name: string; email: string; role: "manager" | "sales" | "service"; language: "en" | "hi" | "ur" }[];
}

export const BRANCHES: Branch[] = [
  {
    country: "PK", team: "Lahore", about: "Head office and the markets of Punjab and Karachi",
    reps: [
      { name: "سعدیہ اعوان", email: "sadia.awan@dastarkhwan.example", role: "manager", language: "ur" },
      { name: "Kashif Mehmood", email: "kashif.mehmood@dastarkhwan.example", role: "sales", language: "ur" },
      { name: "نبیل حیات", email: "nabeel.hayat@dastarkhwan.example", role: "sales", language: "ur" },
    ],
  },
  {
    country: "IN", team: "Delhi", about: "North India",
    reps: [
      { name: "Ritika Bhalla", email: "ritika.bhalla@dastarkhwan.example", role: "manager", language: "hi" },
      { name: "हेमंत सैनी", email: "hemant.saini@dastarkhwan.example", role: "sales", language: "hi" },
      { name: "मनीषा रावल", email: "manisha.rawal@dastarkhwan.example", role: "sales", language: "hi" },
    ],
  },
  {
    country: "GB", team: "London", about: "Great Britain",
    reps: [
      { name: "Imogen Hale", email: "imogen.hale@dastarkhwan.example", role: "manager", language: "en" },
      { name: "Zaheer Aslam", email: "zaheer.aslam@dastarkhwan.example", role: "sales", language: "en" },
      { name: "Bethan Rowlands", email: "bethan.rowlands@dastarkhwan.example", role: "service", language: "en" },
    ],
  },
];
