// A process that is started again when it ends.
import { spawn } from "node:child_process";

/** Starts a program; `deaths` counts how often it ended, `kill` ends it once, and `stop` for good. */
export function kept(...command) {
  const state = { deaths: 0, kill: () => undefined, stop: () => undefined };
  let isOver = false;
  const start = () => {
    const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "ignore", "inherit"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.once("exit", () => {
      if (isOver) return;
      state.deaths++;
      start();
    });
    state.kill = () => child.kill("SIGKILL");
    state.stop = async () => {
      isOver = true;
      child.kill("SIGKILL");
      await ended;
    };
  };
  start();
  return state;
}
