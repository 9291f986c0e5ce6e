// Sums up a test run: node summary.mjs ROOT REPORTS
// Reads Surefire's XML below ROOT; Vitest's JSON, pytest's XML and the launcher's own notes in REPORTS.
// Names what failed and what was skipped; exit code 1 if anything failed or nothing passed.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const [root, reports] = process.argv.slice(2);
const total = { passed: 0, failed: [], skipped: [] };

for (const file of surefireReports(root)) addJunit(readFileSync(file, "utf8"));
for (const file of readdirSync(reports)) {
  if (file.endsWith(".exit")) addRun(basename(file, ".exit"));
}
for (const name of lines("failed-checks")) total.failed.push(name);
for (const line of lines("skipped")) {
  const [, count, kind] = line.match(/^(\d+) (.*)$/);
  total.skipped.push(...Array(Number(count)).fill(kind));
}

for (const name of total.skipped) console.log(`skipped: ${name}`);
for (const name of total.failed) console.log(`FAILED: ${name}`);
console.log(
  `${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`,
);
process.exitCode = total.failed.length > 0 || total.passed === 0 ? 1 : 0;

function surefireReports(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name === "node_modules" || entry.name.startsWith(".")) return [];
    if (entry.name !== "surefire-reports") return surefireReports(path);
    return readdirSync(path)
      .filter((file) => /^TEST-.*\.xml$/.test(file))
      .map((file) => join(path, file));
  });
}

function addJunit(xml) {
  for (const [, attributes, , body = ""] of xml.matchAll(
    /<testcase\b([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    const name = `${attribute(attributes, "classname")}.${attribute(attributes, "name")}`;
    const failure = body.match(/<(?:failure|error)\b[^>]*>([\s\S]*?)<\/(?:failure|error)>/);
    if (failure) {
      total.failed.push(name);
      console.log(`--- ${name}\n${unescape(failure[1])}`);
    } else if (/<skipped\b/.test(body)) {
      total.skipped.push(name);
    } else {
      total.passed += 1;
    }
  }
}

function attribute(attributes, name) {
  return unescape(attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "");
}

function unescape(xml) {
  return xml
    .replace(/<!\[CDATA\[|\]\]>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#10;/g, "\n")
    .replace(/&amp;/g, "&");
}

// A run that ends badly without naming a failed test counts as one failure: it did not run whole.
function addRun(run) {
  const failedBefore = total.failed.length;
  const junit = join(reports, `${run}.junit.xml`);
  if (existsSync(junit)) addJunit(readFileSync(junit, "utf8"));
  else addVitest(join(reports, `${run}.vitest.json`));
  const exitCode = Number(lines(`${run}.exit`)[0]);
  if (exitCode !== 0 && total.failed.length === failedBefore) total.failed.push(`${run} tests`);
}

function addVitest(path) {
  const files = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).testResults : [];
  for (const file of files) {
    const name = file.name.slice(root.length + 1);
    for (const test of file.assertionResults) addVitestTest(`${name}: ${test.fullName}`, test.status);
    if (file.status === "failed" && file.assertionResults.length === 0) total.failed.push(name);
  }
}

function addVitestTest(name, status) {
  if (status === "passed") total.passed += 1;
  else if (status === "failed") total.failed.push(name);
  else total.skipped.push(name);
}

function lines(file) {
  const path = join(reports, file);
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}
