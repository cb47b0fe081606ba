export { POST as default } from "../../receive.js";

export const config = { runtime: "edge" };
