import { useTranslation } from "react-i18next";
import { navigate } from "../../app/history.ts";
import { Button } from "../../ui/Button.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { StepFrame } from "./StepFrame.tsx";

/** The account is there already: name and picture can also be given later. */
export function ProfileStep() {
  const { t } = useTranslation();
  const done = () => navigate({ name: "chats" }, "replace");
  return (
    <StepFrame step={3} title={t("profile.title")} lead={t("profile.lead")}>
      <ProfileForm
        submit={t("profile.submit")}
        onSaved={done}
        second={
          <Button look="plain" large onClick={done}>
            {t("profile.skip")}
          </Button>
        }
      />
    </StepFrame>
  );
}
