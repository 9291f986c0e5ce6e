import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { CredentialsStep } from "./CredentialsStep.tsx";
import { ProfileStep } from "./ProfileStep.tsx";
import { RecoveryKeyStep } from "./RecoveryKeyStep.tsx";

/** Username and password, recovery key, profile: which step it is follows from the session. */
export default function Register() {
  const session = useStore(useClient().session);
  switch (session.kind) {
    case "registering":
      return <RecoveryKeyStep login={session.login} recoveryKey={session.recoveryKey} />;
    case "open":
      return <ProfileStep />;
    default:
      return <CredentialsStep />;
  }
}
