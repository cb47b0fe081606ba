// Answers in the middleware: no route is behind this path.
export { POST as middleware } from "./receive.js";

export const config = { matcher: "/in-middleware" };
