export { POST } from "../../receive.js";
