// Once, when the server starts: makes the inbox's tables beside the application's own.
// region: migrate
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { inbox } = await import("./inbox");
  await inbox.migrate();
}
// endregion
