import { useTranslation } from "react-i18next";
import { usePlace } from "../../../app/hooks.ts";
import type { FileInLine } from "../model.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** 1.2 MB, in units of a thousand, as the system's file manager shows it on most systems. */
export function sizeInWords(bytes: number, locale: string): string {
  return inUnit(bytes, unitOf(bytes), locale);
}

/** 3.1: an amount in the unit of a whole, for "3.1 of 4.8 MB". */
export function partInWords(bytes: number, whole: number, locale: string): string {
  const power = unitOf(whole);
  return new Intl.NumberFormat(locale, digits(bytes, power)).format(bytes / 1000 ** power);
}

/** 1.2 MB/s */
export function speedInWords(bytesPerSecond: number, locale: string): string {
  const power = Math.max(1, unitOf(bytesPerSecond));
  return inUnit(bytesPerSecond, power, locale, "-per-second");
}

/** 0:19, 1:08:20 */
export function durationInWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** PDF: the ending of a name, if it is one that says something. */
export function endingOf(name: string): string | undefined {
  return /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1]?.toUpperCase();
}

/** The same with the reader's language. */
export function useFileWords() {
  const { t } = useTranslation();
  const { locale } = usePlace();
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, maximumFractionDigits: 0 }).format(
      value,
    );
  return {
    size: (bytes: number) => sizeInWords(bytes, locale),
    part: (bytes: number, whole: number) => partInWords(bytes, whole, locale),
    speed: (bytesPerSecond: number) => speedInWords(bytesPerSecond, locale),
    percent: (share: number) => new Intl.NumberFormat(locale, { style: "percent" }).format(share),
    timeLeft(seconds: number): string {
      if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), "second");
      if (seconds < 5_400) return unit(Math.round(seconds / 60), "minute");
      return unit(Math.round(seconds / 3_600), "hour");
    },
    /** Photo; 3 films; Document drawing-p6.pdf: what a list says of a message of files. */
    summary(files: readonly FileInLine[]): string {
      const [first] = files;
      const count = files.length;
      const all = (...uses: FileInLine["as"][]) => files.every((file) => uses.includes(file.as));
      if (first === undefined) return "";
      if (all("image")) return t("file.photos", { count });
      if (all("video")) return t("file.films", { count });
      if (all("image", "video")) return t("file.photosAndFilms", { count });
      if (count > 1) return t("file.files", { count });
      if (first.as === "voice") {
        const { duration } = first;
        return duration === undefined
          ? t("file.voice")
          : t("file.voiceOf", { duration: durationInWords(duration) });
      }
      return t(first.as === "audio" ? "file.audio" : "file.document", { name: first.name });
    },
  };
}

function inUnit(bytes: number, power: number, locale: string, per = ""): string {
  const unit = `${UNITS[power]}${per}`;
  const unitDisplay = power === 0 ? "long" : "short";
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay,
    ...digits(bytes, power),
  }).format(bytes / 1000 ** power);
}

function unitOf(bytes: number): number {
  // 999,950 bytes would be rounded to 1,000 kB.
  const power = bytes < 1000 ? 0 : Math.floor(Math.log10(bytes * 1.0005) / 3);
  return Math.min(UNITS.length - 1, power);
}

function digits(bytes: number, power: number): Intl.NumberFormatOptions {
  return { maximumFractionDigits: power > 0 && bytes / 1000 ** power < 100 ? 1 : 0 };
}
