// A process that is started again when it ends.
import { spawn } from "node:child_process";

/** Starts a program; `deaths` counts how often it ended by itself, `stop` ends it. */
export function kept(...command) {
  const state = { deaths: 0, stop: () => undefined };
  let isOver = false;
  const start = () => {
    const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "ignore", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.once("exit", () => {
      if (isOver) return;
      state.deaths++;
      start();
    });
    state.stop = async () => {
      isOver = true;
      child.kill("SIGKILL");
      await ended;
    };
  };
  start();
  return state;
}
