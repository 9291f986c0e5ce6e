import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { SignIn } from "../features/account/SignIn.tsx";
import { Unlock } from "../features/account/Unlock.tsx";
import { Mark } from "../ui/Logo.tsx";
import { useClient } from "./client.ts";
import { useRoute } from "./history.ts";
import { loadShell, preloadOpenAccount } from "./preload.ts";
import "./app.css";

const Shell = lazy(loadShell);
const Register = lazy(() => import("../features/account/Register.tsx"));
const NewRecoveryKey = lazy(() => import("../features/account/NewRecoveryKey.tsx"));
const StateRefused = lazy(() => import("../features/account/StateRefused.tsx"));
const Recover = lazy(() => import("../features/account/Recover.tsx"));

/** Which screen it is follows from the session first, from the address second. */
export function App() {
  return (
    <Suspense fallback={<Starting />}>
      <Screen />
    </Suspense>
  );
}

function Screen() {
  const session = useStore(useClient().session);
  const route = useRoute();
  const opens = session.kind === "starting" && session.opens;
  useEffect(() => {
    if (opens) preloadOpenAccount();
    addEventListener("input", preloadOpenAccount, { once: true });
    return () => removeEventListener("input", preloadOpenAccount);
  }, [opens]);
  switch (session.kind) {
    case "starting":
      return <Starting />;
    case "registering":
      return <Register />;
    case "signed_out":
      if (route.name === "register") return <Register />;
      if (route.name === "recover") return <Recover />;
      return <SignIn session={session} />;
    case "locked":
      if (route.name === "recover") return <Recover />;
      return <Unlock session={session} />;
    case "state_refused":
      if (session.newRecoveryKey !== undefined) {
        return <NewRecoveryKey login={session.login} recoveryKey={session.newRecoveryKey} />;
      }
      return <StateRefused session={session} />;
    case "open":
      if (session.newRecoveryKey !== undefined) {
        return <NewRecoveryKey login={session.me.login} recoveryKey={session.newRecoveryKey} />;
      }
      // The account is open, its registration not yet at its last step.
      if (route.name === "register") return <Register />;
      return <Shell />;
  }
}

function Starting() {
  const { t } = useTranslation();
  return (
    <div className="starting" role="status" aria-label={t("ui.loading")}>
      <Mark className="starting-mark" />
    </div>
  );
}
