import { lazy, Suspense } from "react";
import type { ChatRow } from "./model.ts";

const KeyChangeDialog = lazy(() => import("./KeyChangeDialog.tsx"));
const SafetyDialog = lazy(() => import("./SafetyDialog.tsx"));

/** Which of the two dialogs about a person's keys is open. */
export type SafetyStep = "changed" | "compare";

interface SafetyDialogsProps {
  row: ChatRow;
  step: SafetyStep;
  onStep: (step: SafetyStep | undefined) => void;
}

export function SafetyDialogs({ row, step, onStep }: SafetyDialogsProps) {
  const close = () => onStep(undefined);
  return (
    <Suspense>
      {step === "changed" ? (
        <KeyChangeDialog row={row} onClose={close} onCompare={() => onStep("compare")} />
      ) : (
        <SafetyDialog row={row} onClose={close} />
      )}
    </Suspense>
  );
}
