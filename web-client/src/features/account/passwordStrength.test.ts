import { describe, expect, it } from "vitest";
import { passwordStrength } from "./passwordStrength.ts";

describe("the strength of a password", () => {
  it("is short below eight characters, counted as people see them", () => {
    expect(passwordStrength("Kp7!xQz", "nora")).toBe("short");
    expect(passwordStrength("👍👍👍👍", "nora")).toBe("short");
  });

  it.each([
    "password1",
    "P4ssw0rd!",
    "qwertyuiop",
    "1234567890",
    "aaaaaaaaaaaa",
    "abcdefgh",
    "пароль123",
    "йцукен12345",
  ])("is weak for what is guessed first: %s", (password) => {
    expect(passwordStrength(password, "nora")).toBe("weak");
  });

  it.each([
    "correct horse 1",
    "correct horse battery staple",
    "harbour tug9",
    "Солнышко123",
    "ilovemydog",
  ])("is weak for a few words, whatever their length: %s", (password) => {
    expect(passwordStrength(password, "nora")).toBe("weak");
  });

  it("does not count the login", () => {
    expect(passwordStrength("nora_ekstrom7", "nora_ekstrom")).toBe("weak");
  });

  it("rises with length and variety", () => {
    expect(passwordStrength("gkwplsmz", "nora")).toBe("fair");
    expect(passwordStrength("harbour kettle moss", "nora")).toBe("fair");
    expect(passwordStrength("harbour kettle moss ninety", "nora")).toBe("good");
    expect(passwordStrength("чайник мох девяносто причал", "nora")).toBe("good");
    expect(passwordStrength("harbour kettle moss ninety anchor", "nora")).toBe("strong");
    expect(passwordStrength("vX7-qpGm2_wKz", "nora")).toBe("strong");
  });
});
