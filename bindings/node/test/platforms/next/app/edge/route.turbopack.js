// Not for webpack: Next 16.4 does not write the manifest that it then wants of such a route, whatever is in it.
export { POST } from "../../receive.js";

export const runtime = "edge";
