// The page of newslab.explore. Texts from articles are set as text (textContent), never as HTML.
const $ = (id) => document.getElementById(id);
const MOST = 100; // lines and rows shown before the reader asks for more
const AROUND = 110; // characters of an article on either side of what was found
const state = { view: 0, point: null, others: false, nLines: MOST, nRows: MOST, sort: null, charts: [], drawn: 0 };
let data, articles, sourceNames;

function element(tag, { text, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

async function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// A table as Python packs it, a list for each column, as a list of rows.
function rowsOf(columns) {
  const names = Object.keys(columns);
  const n = names.length ? columns[names[0]].length : 0;
  return Array.from({ length: n }, (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
}

// Python counts characters; JavaScript counts an emoji as two.
function lettersOf(article) {
  if (article.letters === undefined) article.letters = /[\ud800-\udfff]/.test(article.text) ? [...article.text] : null;
  return article.letters;
}
const cut = (article, start, end) =>
  lettersOf(article) ? article.letters.slice(start, end).join("") : article.text.slice(start, end);
const lengthOf = (article) => (lettersOf(article) ?? article.text).length;

// Folds case and accents, and keeps the length, so that a place found in the one is a place in the other.
const fold = (text) => [...text].map((letter) => {
  const plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.length === letter.length ? plain : letter;
}).join("");

// ---- what is shown -------------------------------------------------------------------------------------
const chosenSources = () => new Set([...document.querySelectorAll("#sources input:checked")].map((box) => box.value));

function isShown(article, sources) {
  const day = article.date?.slice(0, 10);
  const [from, to] = [$("from").value, $("to").value];
  return sources.has(article.source) && (!from || (day && day >= from)) && (!to || (day && day <= to));
}

function pointsShown(chart) {
  const sources = chosenSources();
  return chart.rows.filter((point) =>
    (point.source === undefined || sources.has(point.source)) &&
    (point.date === undefined || isShown(point, sources)));
}

function linesOf(point) {
  const sources = chosenSources();
  if (point.search !== undefined) return searchLines(point.search, sources);
  const held = data.views[state.view].lines;
  const lines = rowsOf(Object.hasOwn(held, point.key) ? held[point.key] : {})
    .map(({ article, start, length }) => ({ article, start, end: start + length }));
  const isOwn = (line) => state.others || point.source === undefined || articles[line.article].source === point.source;
  return lines.filter((line) => isShown(articles[line.article], sources) && isOwn(line));
}

function searchLines(words, sources) {
  const wanted = fold(words), lines = [];
  articles.forEach((article, number) => {
    if (!isShown(article, sources)) return;
    article.folded ??= fold(article.text);
    if (fold(article.title).includes(wanted)) lines.push({ article: number, start: 0, end: 0 });
    for (let at = article.folded.indexOf(wanted); at >= 0; at = article.folded.indexOf(wanted, at + wanted.length)) {
      const start = lettersOf(article) ? [...article.text.slice(0, at)].length : at;
      const n = lettersOf(article) ? [...article.text.slice(at, at + wanted.length)].length : wanted.length;
      lines.push({ article: number, start, end: start + n });
    }
  });
  return lines;
}

// ---- the charts ----------------------------------------------------------------------------------------
async function drawView() {
  const turn = ++state.drawn;
  const view = data.views[state.view];
  for (const { view: old } of state.charts) old.finalize();
  state.charts = [];
  $("says").textContent = view.says;
  $("charts").replaceChildren();
  for (const chart of view.charts) {
    const holder = element("div", { className: "chart" });
    if (chart.title) $("charts").append(element("h3", { text: chart.title }));
    if (Object.keys(chart.legend).length) $("charts").append(legendOf(chart.legend));
    $("charts").append(holder);
    const spec = { ...chart.spec, data: { name: "points", values: pointsShown(chart) } };
    // `ast`: expressions are interpreted, since the page allows no code made from text.
    const { view: drawn } = await vegaEmbed(holder, spec, {
      ast: true, actions: false, renderer: "svg",
      config: {
        background: null, font: "system-ui, sans-serif", axis: { labelFontSize: 12, titleFontSize: 12 },
        axisY: { labelLimit: holder.clientWidth < 500 ? 190 : 260 },
      },
    });
    if (turn !== state.drawn) return drawn.finalize(); // another view was chosen meanwhile
    state.charts.push({ chart, view: drawn, holder });
    drawn.addEventListener("click", (event, item) => item?.datum?.key !== undefined && choose(item.datum, false, pointsAt(event)));
    drawn.addResizeListener(() => requestAnimationFrame(() => makeReachable(holder)));
    makeReachable(holder);
  }
  $("as-table").hidden = !view.charts.length;
  drawTable();
}

function legendOf(looks) {
  const items = Object.entries(looks).map(([name, look]) => element("span", {}, glyph(look), name));
  return element("div", { className: "legend" }, ...items);
}

const PATHS = {
  circle: "M7 2a5 5 0 1 0 .01 0z", square: "M2 2h10v10h-10z", "triangle-up": "M7 1l6 11h-12z", diamond: "M7 0l6 7-6 7-6-7z",
  "triangle-down": "M7 13l6-11h-12z", cross: "M5 1h4v4h4v4h-4v4h-4v-4h-4v-4h4z", "triangle-right": "M2 1l11 6-11 6z",
};
function glyph({ color, shape }) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("viewBox", "0 0 14 14");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[shape]);
  path.setAttribute("fill", color);
  svg.append(path);
  return svg;
}

// Points can be reached by keyboard: one of a chart by Tab, the others from it by the arrows.
function makeReachable(holder) {
  const points = [...holder.querySelectorAll(".mark-symbol path, .mark-rect path")].filter((path) => path.__data__?.datum?.key !== undefined);
  points.forEach((path, i) => {
    path.classList.add("point");
    path.setAttribute("tabindex", i ? "-1" : "0");
    path.setAttribute("role", "button");
    path.setAttribute("aria-label", nameOf(path.__data__.datum));
    path.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step && points[i + step]) points[i + step].focus();
      else if (event.key === "Enter" || event.key === " ") choose(path.__data__.datum, true);
      else return;
      event.preventDefault();
    };
  });
  hideOverlapping(holder);
}

// All points under a click: some are on top of each other.
const pointsAt = (event) => document.elementsFromPoint(event.clientX, event.clientY)
  .filter((path) => path.classList.contains("point")).map((path) => path.__data__.datum);

// The names of points: the best supported first, and none over another.
function hideOverlapping(holder) {
  const names = [...holder.querySelectorAll(".mark-text.role-mark text")];
  const weight = (text) => Math.abs(text.__data__?.datum?.evidence ?? 0);
  const placed = [];
  for (const text of names.sort((a, b) => weight(b) - weight(a))) {
    text.style.display = "";
    const box = text.getBoundingClientRect();
    const overlaps = placed.some((other) => box.left < other.right + 4 && other.left < box.right + 4 && box.top < other.bottom && other.top < box.bottom);
    if (overlaps) text.style.display = "none";
    else placed.push(box);
  }
}

const nameOf = (point) => [point.referent, point.name, point.source, point.n === undefined ? null : `${point.n} times`]
  .filter((part) => part !== undefined && part !== null).join(", ");

async function filterCharts() {
  for (const { chart, view, holder } of state.charts) {
    await view.data("points", pointsShown(chart)).resize().runAsync();
    makeReachable(holder);
  }
  drawTable();
  drawLines();
}

// ---- the table -----------------------------------------------------------------------------------------
function figure(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return Math.abs(value) < 0.001 && value ? "< 0.001" : value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function drawTable() {
  const view = data.views[state.view], names = Object.keys(view.columns);
  const wanted = fold($("rows").value);
  let rows = view.charts.flatMap(pointsShown)
    .filter((row) => !wanted || names.some((name) => fold(String(row[name] ?? "")).includes(wanted)));
  if (state.sort) {
    const { name, way } = state.sort;
    const order = (a, b) => (a === null) - (b === null) || way * (typeof a === "number" ? a - b : String(a).localeCompare(String(b)));
    rows = rows.toSorted((a, b) => order(a[name], b[name]));
  }
  const heads = names.map((name) => {
    const isSorted = state.sort?.name === name;
    const button = element("button", { type: "button", text: view.columns[name] });
    button.onclick = () => {
      state.sort = { name, way: isSorted ? -state.sort.way : 1 };
      drawTable();
      document.querySelectorAll("#table th button")[names.indexOf(name)].focus();
    };
    const head = element("th", { scope: "col" }, button, isSorted ? (state.sort.way > 0 ? " ↑" : " ↓") : "");
    if (isSorted) head.setAttribute("aria-sort", state.sort.way > 0 ? "ascending" : "descending");
    return head;
  });
  const lines = rows.slice(0, state.nRows).map((row) => element("tr", {}, ...names.map((name) => {
    if (name === "name") {
      const button = element("button", { type: "button", text: row.name });
      button.onclick = () => choose(row, true);
      return element("td", {}, button);
    }
    return element("td", { text: figure(row[name]), className: typeof row[name] === "number" ? "number" : "" });
  })));
  $("table").replaceChildren(element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines));
  $("more-rows").hidden = rows.length <= state.nRows;
  $("more-rows").textContent = `Show all ${rows.length.toLocaleString("en")} rows`;
}

// ---- the lines -----------------------------------------------------------------------------------------
function choose(point, byKeyboard = false, here = []) {
  // A term that a source never uses has its lines in the others.
  Object.assign(state, { point, others: point.n === 0, nLines: MOST });
  drawLines();
  const others = here.filter((other) => other !== point).map((other) => {
    const button = element("button", { type: "button", text: `${other.name} (${other.source})` });
    button.onclick = () => choose(other, true, here);
    return button;
  });
  $("here").replaceChildren(...(others.length ? ["At the same place:", ...others] : []));
  for (const path of document.querySelectorAll(".chart .point")) {
    const { key, source, name } = path.__data__.datum;
    path.classList.toggle("chosen", key === point.key && source === point.source && name === point.name);
  }
  if (byKeyboard) $("panel-title").focus();
  else if (matchMedia("(max-width: 900px)").matches) $("panel").scrollIntoView({ behavior: "smooth" });
}

function drawLines() {
  const { point } = state;
  if (!point) return;
  const lines = linesOf(point);
  const inArticles = new Set(lines.map((line) => line.article)).size;
  $("panel-title").textContent = point.search ?? [point.referent, point.name].filter(Boolean).join(": ");
  const count = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
  const where = point.source && !state.others ? ` of ${point.source}` : "";
  $("panel-says").textContent = `${count(lines.length, "line")} in ${count(inArticles, "article")}${where}`;
  $("other-sources").hidden = point.source === undefined || point.story !== undefined;
  $("other-sources").textContent = state.others ? `Only ${point.source}` : "All sources";
  $("lines").replaceChildren(...lines.slice(0, state.nLines).map(lineOf));
  $("more-lines").hidden = lines.length <= state.nLines;
  $("more-lines").textContent = `Show all ${count(lines.length, "line")}`;
}

const fromOf = (article) => [glyph(data.sources[article.source]), article.source, article.date ?? "no date"]
  .flatMap((part, i) => (i > 1 ? [" · ", part] : [part]));
const headlineOf = (article) => article.title || article.id;

function lineOf(line) {
  const article = articles[line.article];
  const open = element("button", { type: "button", text: headlineOf(article) });
  open.onclick = () => openArticle(line);
  const before = line.end ? cut(article, Math.max(line.start - AROUND, 0), line.start).replace(/^\S*\s/, "… ") : "";
  const after = cut(article, line.end, line.end + (line.end ? AROUND : 2 * AROUND));
  const found = line.end ? [element("mark", { text: cut(article, line.start, line.end) })] : [];
  const words = element("p", {}, before, ...found, after);
  if (line.end + after.length < lengthOf(article)) words.append("…");
  return element("li", { className: "line" }, element("p", { className: "from" }, ...fromOf(article)), open, words);
}

function openArticle(line) {
  const article = articles[line.article];
  $("article-title").textContent = headlineOf(article);
  $("article-from").replaceChildren(...fromOf(article), article.author ? ` · ${article.author}` : "", ` · ${article.id}`);
  const places = linesOf(state.point).filter((other) => other.article === line.article && other.end)
    .sort((a, b) => a.start - b.start);
  const parts = [];
  let at = 0, here = null;
  for (const { start, end } of places) {
    if (start < at) continue; // inside the place before it
    const mark = element("mark", { text: cut(article, start, end) });
    if (start === line.start) here = mark;
    parts.push(cut(article, at, start), mark);
    at = end;
  }
  $("article-text").replaceChildren(...parts, cut(article, at, lengthOf(article)));
  $("article").showModal();
  here?.scrollIntoView({ block: "center" });
}

// ---- the page ------------------------------------------------------------------------------------------
function chooseView(number, focus = false) {
  Object.assign(state, { view: number, sort: null, nRows: MOST });
  $("rows").value = "";
  [...$("tabs").children].forEach((tab, i) => {
    tab.setAttribute("aria-selected", i === number);
    tab.tabIndex = i === number ? 0 : -1;
    if (focus && i === number) tab.focus();
  });
  if (state.point && state.point.search === undefined) clearLines();
  return drawView();
}

function clearLines() {
  state.point = null;
  $("panel-title").textContent = "Lines";
  $("panel-says").textContent = "Choose a point of a chart: a click, or the arrow keys and Enter. Its lines in the articles appear here, and a line opens its article.";
  for (const id of ["other-sources", "more-lines"]) $(id).hidden = true;
  for (const id of ["lines", "here"]) $(id).replaceChildren();
}

function search() {
  const words = $("search").value.trim();
  if (words.length > 1) choose({ search: words });
  else if (state.point?.search !== undefined) clearLines();
}

function later(work, milliseconds = 200) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(work, milliseconds); };
}

function setUp() {
  for (const [name, look] of Object.entries(data.sources)) {
    const box = element("input", { type: "checkbox", value: name, checked: true, defaultChecked: true });
    $("sources").append(element("label", {}, box, glyph(look), name));
  }
  data.views.forEach((view, number) => {
    const tab = element("button", { type: "button", text: view.name, role: "tab" });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", "main");
    tab.onclick = () => chooseView(number);
    tab.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) chooseView((number + step + data.views.length) % data.views.length, true);
    };
    $("tabs").append(tab);
  });
  const days = articles.map((article) => article.date?.slice(0, 10)).filter(Boolean).sort();
  const span = days.length ? `, ${days[0]} to ${days.at(-1)}` : "";
  const undated = articles.length - days.length;
  $("summary").textContent = `${articles.length.toLocaleString("en")} articles of ${Object.keys(data.sources).length} sources${span}` +
    (undated ? `, ${undated.toLocaleString("en")} without a date. ` : ". ") +
    "Filters choose what is shown; the figures are of all articles.";
  $("filters").onsubmit = (event) => event.preventDefault();
  $("filters").onreset = () => setTimeout(() => { search(); filterCharts(); });
  $("search").oninput = later(search);
  $("rows").oninput = later(drawTable);
  for (const id of ["from", "to", "sources"]) $(id).onchange = filterCharts;
  $("no-source").onclick = () => {
    document.querySelectorAll("#sources input").forEach((box) => { box.checked = false; });
    filterCharts();
  };
  $("more-rows").onclick = () => { state.nRows = Infinity; drawTable(); };
  $("more-lines").onclick = () => { state.nLines = Infinity; drawLines(); };
  $("other-sources").onclick = () => { state.others = !state.others; drawLines(); };
}

async function start() {
  data = await unpack($("data").textContent);
  articles = rowsOf(data.articles);
  for (const chart of data.views.flatMap((view) => view.charts)) {
    const hasLegend = Object.keys(chart.legend).length > 0;
    chart.rows = rowsOf(chart.points)
      .map((point) => ({ ...point, ...(hasLegend ? chart.legend[point.name] : data.sources[point.source]) }));
  }
  setUp();
  await chooseView(0);
  document.documentElement.dataset.ready = "yes";
}

start().catch((error) => { $("summary").textContent = `The page could not be drawn: ${error.message}`; throw error; });
