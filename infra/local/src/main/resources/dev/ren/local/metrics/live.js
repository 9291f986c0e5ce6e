// Draws what /metrics tells, every two seconds: of a counter how much it grew, of a histogram the mean
// of what came in between, and nothing where nothing came. The first look only tells where counting
// begins: what it finds may be hours old.
const EVERY = 2000;
const POINTS = 150;
const WIDTH = 300;
const HEIGHT = 100;
const SVG = "http://www.w3.org/2000/svg";

const state = document.getElementById("state");
const graphs = document.getElementById("graphs");
const drawn = new Map();
let before;

function parse(text) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !line.includes("{"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), Number(line.slice(line.indexOf(" ") + 1))]));
}

function graph(name) {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const value = document.createElement("output");
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  caption.append(name.replace(/^ren_/, "").replaceAll("_", " "), value);
  figure.append(caption, svg);
  graphs.append(figure);
  return { line, value, points: [] };
}

function show(name, point, text) {
  if (!drawn.has(name)) {
    drawn.set(name, graph(name));
  }
  const one = drawn.get(name);
  one.points = [...one.points, point].slice(-POINTS);
  const most = Math.max(1, ...one.points.filter((value) => value !== undefined));
  const step = WIDTH / (POINTS - 1);
  const first = POINTS - one.points.length;
  let pen = "M";
  let path = "";
  one.points.forEach((value, i) => {
    if (value === undefined) {
      pen = "M";
      return;
    }
    const y = HEIGHT - 2 - (value / most) * (HEIGHT - 4);
    // A move with a line of no length is a dot, should no neighbour follow.
    path += pen === "M" ? `M${(first + i) * step},${y}h0` : `L${(first + i) * step},${y}`;
    pen = "L";
  });
  one.line.setAttribute("d", path);
  one.value.textContent = text;
}

function draw(now) {
  const grown = (name) => now.get(name) - (before.get(name) ?? 0);
  for (const [name, value] of now) {
    if (name.endsWith("_total")) {
      show(name.slice(0, -"_total".length), before && grown(name), String(value));
    } else if (name.endsWith("_count")) {
      const base = name.slice(0, -"_count".length);
      const mean = before && grown(name) > 0 ? grown(`${base}_sum`) / grown(name) : undefined;
      show(base.slice(0, -"_milliseconds".length), mean, mean === undefined ? "–" : `${mean.toFixed(1)} ms`);
    }
  }
  before = now;
}

// The product's type is in files whose names only its own page knows.
async function useTheSitesType() {
  const page = await (await fetch("/")).text();
  for (const [, sheet] of page.matchAll(/<link rel="stylesheet"[^>]* href="(\/assets\/[^"]+)"/g)) {
    const rules = await (await fetch(sheet)).text();
    for (const [, rule] of rules.matchAll(/@font-face\s*{([^}]*)}/g)) {
      const value = (name) => rule.match(new RegExp(`${name}:\\s*"?([^;"]*)`))?.[1];
      const url = rule.match(/url\([^)]*\)/)?.[0];
      const family = value("font-family");
      if (family?.startsWith("Commissioner") && url) {
        const range = { weight: value("font-weight"), unicodeRange: value("unicode-range") };
        document.fonts.add(new FontFace(family, url, range));
      }
    }
  }
}

async function refresh() {
  try {
    const answer = await fetch("/metrics");
    const now = parse(await answer.text());
    draw(now);
    state.textContent = now.size === 0 ? "Nothing has been measured yet." : "Live, every two seconds.";
  } catch {
    state.textContent = "The stack does not answer.";
  }
  setTimeout(refresh, EVERY);
}

refresh();
// Without a site there is still the machine's own type.
useTheSitesType().catch(() => undefined);
