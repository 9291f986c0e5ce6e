import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../../app/LanguageSwitch.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Wordmark } from "../../ui/Logo.tsx";
import "./steps.css";

interface StepFrameProps {
  step: 1 | 2 | 3;
  title: string;
  lead: string;
  children: ReactNode;
}

/** The frame of the three steps of registration: the steps at the left, the present one at the right. */
export function StepFrame({ step, title, lead, children }: StepFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const names = [
    t("register.stepCredentials"),
    t("register.stepRecovery"),
    t("register.stepProfile"),
  ];

  // A screen reader begins at the title of the new step.
  useEffect(() => {
    if (step > 1) heading.current?.focus();
  }, [step]);

  return (
    <div className="steps">
      <nav className="steps-nav" aria-label={t("register.steps")}>
        <Wordmark className="steps-logo" />
        <p className="steps-progress">{t("register.progress", { step, total: names.length })}</p>
        <ol>
          {names.map((name, at) => (
            <li
              key={name}
              aria-current={at + 1 === step ? "step" : undefined}
              data-done={at + 1 < step || undefined}
            >
              <span className="steps-mark">
                {at + 1 < step ? <Icon name="check" size={16} /> : at + 1}
              </span>
              {name}
              {at + 1 < step && <span className="sr-only">, {t("register.done")}</span>}
            </li>
          ))}
        </ol>
      </nav>
      <main className="steps-main">
        <div className="step">
          <h1 ref={heading} tabIndex={-1} className="type-display">
            {title}
          </h1>
          <p className="step-lead">{lead}</p>
          {children}
        </div>
      </main>
      <footer className="steps-foot">
        <LanguageSwitch />
      </footer>
    </div>
  );
}
