/**
 * Takes the README's pictures of the real client on a running stack that is empty:
 *
 *   ./ren up --data /tmp/pictures --reset
 *   cd web-client && npm run pictures
 *
 * REN_TARGET_URL names another stack than http://localhost:8080. No test: it only looks.
 */
import { launchBrowser } from "./browser.ts";
import { Person } from "./person.ts";
import { twoBoats } from "./twoBoats.ts";

const folder = "../docs/images";
const password = "willow branches at parting";

const talk: readonly (readonly ["anna" | "boris", string])[] = [
  ["anna", "The ferry is half empty today"],
  ["boris", "Then I’ll take the later bus and meet you on deck"],
  ["anna", "Upper deck, left side. There’s sun until the lighthouse"],
  ["boris", "Bringing coffee. Milk for you?"],
  ["anna", "A little, please. You’re a star"],
  ["boris", "Did the photographs arrive?"],
  ["anna", "All of them! This is the one with the two boats"],
  ["boris", "See you at ten past four"],
];
/** What this says is the caption of a picture. */
const caption = "All of them! This is the one with the two boats";

const browser = await launchBrowser();
try {
  const anna = await Person.at(browser);
  const boris = await Person.at(browser);
  const people = { anna, boris };
  await anna.register("anna_lind", password);
  await boris.register("boris_k", password);
  await anna.find("boris_k");
  let first = true;
  for (const [name, text] of talk) {
    if (text === caption) {
      const buffer = await twoBoats(anna.page);
      const file = { name: "two boats.png", mimeType: "image/png", buffer };
      await anna.page.locator(".composer input[type=file]").setInputFiles(file);
      const chosen = anna.page.getByRole("list", { name: "Files to send" });
      await chosen.getByText("two boats.png").waitFor();
    }
    await people[name].write(text);
    if (first) await boris.open("anna_lind");
    first = false;
    await anna.sees(text);
    await boris.sees(text);
  }

  for (const { page } of [anna, boris]) await page.locator(".tile-picture").waitFor();
  await anna.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await anna.page.setViewportSize({ width: 1120, height: 720 });
  await anna.page.screenshot({ path: `${folder}/desktop-light.png` });

  await boris.page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await boris.page.setViewportSize({ width: 390, height: 720 });
  await boris.sees("See you at ten past four");
  await boris.page.screenshot({ path: `${folder}/phone-dark.png` });
} finally {
  await browser.close();
}
