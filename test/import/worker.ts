/** A worker process for tests to kill: works on the jobs of the database in DATABASE_URL, with uploads in UPLOADS. */
import { Files } from "#engine/files/files.ts";
import { openEngine } from "#engine/open.ts";
import { keepUploadsIn } from "#engine/transfer/uploads.ts";
import { product } from "#server/product.ts";

const engine = openEngine({ connectionString: process.env["DATABASE_URL"] }, product);
keepUploadsIn(engine.catalogue, new Files(process.env["UPLOADS"]!));
await engine.jobs.start(1);
process.on("SIGTERM", () => void engine.jobs.stop().then(() => process.exit(0)));
