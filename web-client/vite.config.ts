import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { pagePolicy } from "./contentSecurityPolicy.config.ts";
import { serviceWorker } from "./serviceWorker.config.ts";

/** Where `npm run dev` finds the back end: `./ren up` on its default port. */
const localStack = "http://localhost:8080";

const resolve = {
  // @hpke/common asks for Node's where there is no WebCrypto: that never happens, see the module.
  alias: { crypto: fileURLToPath(new URL("src/protocol/webCrypto.ts", import.meta.url)) },
};

export default defineConfig({
  base: "/",
  resolve,
  plugins: [react(), tailwindcss(), serviceWorker(resolve), pagePolicy()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    // How long a plugin takes on a busy machine is no warning about the build.
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // What a first visit loads comes in few files: two dozen small ones cost it more than they
        // save whoever has an earlier version.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 1 },
            // An entry waits for chunks that need this one: in here, each would wait for the other.
            { name: "start", tags: ["$initial"], test: /\/src\/(?!main\.|preview\/|testing\/)/ },
          ],
        },
      },
    },
  },
  worker: {
    format: "es",
  },
  server: {
    proxy: {
      "/api": localStack,
      "/ws": { target: localStack, ws: true },
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    // Only there to end what hangs: a loaded machine takes its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
