import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { pickLanguage, startI18n } from "../i18n/setup.ts";
import { applyAppearance, useAppearance } from "../ui/appearance.ts";
import "../ui/index.css";
import { App } from "./App.tsx";
import { ClientProvider, type RenClient } from "./client.ts";

/** Draws the client into the page. */
export async function start(client: RenClient): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("index.html has no #root");
  applyAppearance();
  await startI18n(pickLanguage(useAppearance.getState().language, navigator.languages));
  createRoot(root).render(
    <StrictMode>
      <ClientProvider value={client}>
        <App />
      </ClientProvider>
    </StrictMode>,
  );
}
