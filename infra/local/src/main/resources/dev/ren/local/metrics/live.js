// Draws what /metrics tells, every two seconds: of a counter how much it grew, of a histogram the mean
// of what came in between.
const EVERY = 2000;
const POINTS = 150;
const WIDTH = 300;
const HEIGHT = 100;
const SVG = "http://www.w3.org/2000/svg";

const state = document.getElementById("state");
const graphs = document.getElementById("graphs");
const drawn = new Map();
let before = new Map();

function parse(text) {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !line.includes("{"));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), Number(line.slice(line.indexOf(" ") + 1))]));
}

function graph(name, unit) {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  const value = document.createElement("output");
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "polyline");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  caption.append(name.replace(/^ren_/, "").replaceAll("_", " "), value);
  figure.append(caption, svg);
  graphs.append(figure);
  return { line, value, unit, points: [] };
}

function show(name, unit, point, sum) {
  if (!drawn.has(name)) {
    drawn.set(name, graph(name, unit));
  }
  const one = drawn.get(name);
  one.points = [...one.points, point].slice(-POINTS);
  const most = Math.max(1, ...one.points);
  const step = WIDTH / (POINTS - 1);
  const first = POINTS - one.points.length;
  const place = (value, i) => `${(first + i) * step},${HEIGHT - 2 - (value / most) * (HEIGHT - 4)}`;
  one.line.setAttribute("points", one.points.map(place).join(" "));
  one.value.textContent = unit === "ms" ? `${point.toFixed(1)} ms` : String(sum);
}

function draw(now) {
  const grown = (name) => now.get(name) - (before.get(name) ?? 0);
  for (const [name, value] of now) {
    if (name.endsWith("_total")) {
      show(name.slice(0, -"_total".length), "", before.size === 0 ? 0 : grown(name), value);
    } else if (name.endsWith("_count")) {
      const base = name.slice(0, -"_count".length);
      const count = grown(name);
      show(base.slice(0, -"_milliseconds".length), "ms", count > 0 ? grown(`${base}_sum`) / count : 0, 0);
    }
  }
  before = now;
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
