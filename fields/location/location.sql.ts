/** A place in PostgreSQL: two numbers; near another by the haversine, the belt of latitudes before it so that an index helps. */
import { sql } from "#model/sql.ts";
import type { Json } from "#model/json.ts";
import type { SqlFace } from "../sql-face.ts";
import { EARTH, type Place } from "./reading.ts";

const DEGREES = { type: "double precision", cast: "double precision" };
/** In degrees: what rounding may take away. */
const MARGIN = 1e-5;

export const location: SqlFace = {
  columns: () => ({ _latitude: DEGREES, _longitude: DEGREES }),
  read: (column) =>
    sql`case when ${column("_latitude")} is not null then json_build_object('latitude', ${column("_latitude")}, 'longitude', ${column("_longitude")}) end`,
  sort: (column) => ({ by: column("_latitude"), cast: "double precision", suffix: "_latitude" }),
  condition(operator, column, operand) {
    const [latitude, longitude] = [column("_latitude"), column("_longitude")];
    if (operator === "empty") return sql`(${latitude} is null)`;
    if (operator === "notEmpty") return sql`(${latitude} is not null)`;
    const { metres, ...place } = operand as unknown as Place & { metres: number };
    const belt = (metres / EARTH) * (180 / Math.PI) + MARGIN;
    const [at, along] = [number(place.latitude), number(place.longitude)];
    return sql`(${latitude} between ${number(place.latitude - belt)} and ${number(place.latitude + belt)} and ${latitude} is not null
      and 2 * ${number(EARTH)} * asin(least(1, sqrt(power(sin(radians(${at} - ${latitude}) / 2), 2)
      + cos(radians(${latitude})) * cos(radians(${at})) * power(sin(radians(${along} - ${longitude}) / 2), 2)))) <= ${number(metres)})`;
  },
  text: (column) => written(column("_latitude"), column("_longitude")),
  exportText: (column) => written(column("_latitude"), column("_longitude")),
};

const number = (value: Json) => sql`${value}::double precision`;

const written = (latitude: ReturnType<typeof sql>, longitude: ReturnType<typeof sql>) =>
  sql`trim_scale(round(${latitude}::numeric, 6))::text || ', ' || trim_scale(round(${longitude}::numeric, 6))::text`;
