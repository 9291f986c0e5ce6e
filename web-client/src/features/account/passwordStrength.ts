export type Strength = "short" | "weak" | "fair" | "good" | "strong";

/** What people choose most, in the forms that survive lower-casing and undoing 0→o, 1→l, 3→e, 4→a, 5→s, 7→t, @→a, $→s. */
const common = [
  "password",
  "passwort",
  "parol",
  "qwerty",
  "qwertz",
  "azerty",
  "letmein",
  "welcome",
  "iloveyou",
  "monkey",
  "dragon",
  "football",
  "baseball",
  "princess",
  "sunshine",
  "shadow",
  "master",
  "superman",
  "batman",
  "trustno",
  "admin",
  "login",
  "пароль",
  "йцукен",
  "привет",
  "любовь",
  "солнышко",
  "наташа",
  "максим",
];

const rows = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "йцукенгшщзхъ",
  "фывапролджэ",
  "ячсмитьбю",
  "1234567890",
  "abcdefghijklmnopqrstuvwxyz",
  "абвгдежзийклмнопрстуфхцчшщъыьэюя",
];

/**
 * A rough guess at how long a password would hold against someone with the server's data, in words.
 * It counts what is left of the password after common words, runs of neighbours, repeats and the login are taken
 * as one character each; Argon2id makes every guess dear, so that about 50 bits are good and 65 strong.
 */
export function passwordStrength(password: string, login: string): Strength {
  if ([...password].length < 8) return "short";
  const bits = effectiveLength(password, login) * Math.log2(alphabetSize(password));
  if (bits < 36) return "weak";
  if (bits < 50) return "fair";
  return bits < 65 ? "good" : "strong";
}

function effectiveLength(password: string, login: string): number {
  let rest = undoLeet(password.toLowerCase());
  for (const word of [login.toLowerCase(), ...common]) {
    if (word.length >= 3) rest = rest.split(undoLeet(word)).join("\u0000");
  }
  let length = 0;
  let before = "";
  for (const character of rest) {
    if (before === "" || !follows(before, character)) length += 1;
    before = character;
  }
  const different = new Set(rest).size;
  return Math.min(length, different * 2);
}

function follows(before: string, character: string): boolean {
  if (before === character) return true;
  const pair = before + character;
  const back = character + before;
  return rows.some((row) => row.includes(pair) || row.includes(back));
}

function undoLeet(text: string): string {
  const letters: Record<string, string> = {
    "0": "o",
    "1": "l",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    $: "s",
  };
  return [...text]
    .map((character, at, all) =>
      isLetterNear(all, at) ? (letters[character] ?? character) : character,
    )
    .join("");
}

function isLetterNear(all: readonly string[], at: number): boolean {
  return /\p{L}/u.test(all[at - 1] ?? "") || /\p{L}/u.test(all[at + 1] ?? "");
}

function alphabetSize(password: string): number {
  let size = 0;
  if (/[a-z]/.test(password)) size += 26;
  if (/[A-Z]/.test(password)) size += 26;
  if (/[0-9]/.test(password)) size += 10;
  if (/[а-яё]/i.test(password)) size += 33;
  if (/[^a-zA-Z0-9а-яёА-ЯЁ]/.test(password)) size += 20;
  return Math.max(size, 10);
}
