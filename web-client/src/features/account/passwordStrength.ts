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
  "correct horse",
  "battery staple",
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
 * as one character each. What can be spoken is taken for words, which are guessed as words: a letter of them weighs
 * far less than a random one. Argon2id makes every guess dear, so that about 50 bits are good and 65 strong.
 */
export function passwordStrength(password: string, login: string): Strength {
  if ([...password].length < 8) return "short";
  const rest = withoutCommon(password, login);
  const { letters, others } = effectiveLengths(rest);
  const perCharacter = Math.log2(alphabetSize(password));
  const perLetter = isSpoken(rest) ? Math.min(WORD_BITS_PER_LETTER, perCharacter) : perCharacter;
  const perOther = isSpoken(rest) ? Math.log2(10) : perCharacter;
  const bits = letters * perLetter + others * perOther;
  if (bits < 36) return "weak";
  if (bits < 50) return "fair";
  return bits < 65 ? "good" : "strong";
}

/** A word of six letters is then one of some thirty thousand. */
const WORD_BITS_PER_LETTER = 2.5;

/** Lower case, look-alikes undone, what everybody guesses first as one character. */
function withoutCommon(password: string, login: string): string {
  let rest = undoLeet(password.toLowerCase());
  for (const word of [login.toLowerCase(), ...common]) {
    if (word.length >= 3) rest = rest.split(undoLeet(word)).join("\u0000");
  }
  return rest;
}

/** Letters and other characters that do not follow from the one before; a space between words adds nothing. */
function effectiveLengths(rest: string): { letters: number; others: number } {
  const counted = { letters: 0, others: 0 };
  let before = "";
  for (const character of rest) {
    if (!/\s/u.test(character) && (before === "" || !follows(before, character))) {
      counted[/\p{L}/u.test(character) ? "letters" : "others"] += 1;
    }
    before = character;
  }
  const most = new Set(rest).size * 2;
  const letters = Math.min(counted.letters, most);
  return { letters, others: Math.min(counted.others, most - letters) };
}

/** Whether most letters stand in runs with as many vowels as words have. */
function isSpoken(rest: string): boolean {
  const runs = rest.match(/\p{L}{3,}/gu) ?? [];
  const spoken = runs.filter((run) => {
    const vowels = run.match(/[aeiouyаеёиоуыэюя]/gu)?.length ?? 0;
    return vowels / run.length >= 0.2 && vowels / run.length <= 0.7;
  });
  const letters = (all: readonly string[]) => all.join("").length;
  return letters(spoken) * 2 > letters(rest.match(/\p{L}/gu) ?? []);
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
