// region: inbox
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaClient } from "@prisma/client";
import { fromPrisma, Inbox } from "autosend-webhooks/inbox";

const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: process.env.DATABASE_URL ?? "file:app.db" }) });
export const inbox = new Inbox(fromPrisma(prisma));
// endregion
