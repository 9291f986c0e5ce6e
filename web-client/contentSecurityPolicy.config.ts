import type { Plugin } from "vite";

/**
 * What the page allows itself wherever it is served from, also where its server sends no headers. Two things are left
 * to the headers: `connect-src`, since sealed files go to the deployment's bucket, whose name a build does not know,
 * and `frame-ancestors`, which no page can say of itself. Hence no `default-src` either.
 */
export const contentSecurityPolicy = [
  // Argon2id is WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
] as const;

/** Writes the policy into every built page, before anything that it rules; the dev server needs inline scripts. */
export function pagePolicy(): Plugin {
  return {
    name: "ren-page-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: {
          "http-equiv": "Content-Security-Policy",
          content: contentSecurityPolicy.join("; "),
        },
        injectTo: "head-prepend",
      },
    ],
  };
}
