import { build, type Plugin, type UserConfig } from "vite";

const ENTRY = "src/serviceWorker/sw.ts";
const FILE = "sw.js";

/**
 * Builds the service worker into one classic script at `/sw.js`: its scope is its folder, so it lies
 * at the root, under a name without a hash, and every browser that has service workers takes it.
 */
export function serviceWorker(resolve: NonNullable<UserConfig["resolve"]>): Plugin {
  return {
    name: "ren-service-worker",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: FILE, source: await bundle(resolve) });
    },
    configureServer(server) {
      server.middlewares.use(`/${FILE}`, async (_, response) => {
        response.setHeader("content-type", "text/javascript");
        response.end(await bundle(resolve));
      });
    },
  };
}

async function bundle(resolve: NonNullable<UserConfig["resolve"]>): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    resolve,
    build: {
      write: false,
      target: "es2023",
      rolldownOptions: {
        input: ENTRY,
        output: { format: "iife" },
        // Vite's helper for preloading asks for it, and one script has nothing to preload.
        checks: { emptyImportMeta: false },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const script = output && "output" in output ? output.output[0] : undefined;
  if (script?.type !== "chunk") throw new Error("the service worker was not built");
  return script.code;
}
