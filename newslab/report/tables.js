// Makes the tables of a page sortable by their headings and, where they are long, searchable. Without a script
// the tables are there as they are. No text of a table is ever read as HTML.
"use strict";

const MISSING = new Set(["", "NaN", "NaT", "None", "<NA>", "nan"]);
const LONG = 8;  // rows from which a table has a search
const TALL = 20;  // rows from which it scrolls in a box of its own

const textOf = cell => cell.textContent.trim();
const numberOf = text => /^[-+]?[\d,]*\.?\d+(e[-+]?\d+)?$/i.test(text) ? Number(text.replaceAll(",", "")) : NaN;

/** Give every row its own copy of a cell that reaches over several rows, so that rows can change places. */
function splitSpans(rows) {
  rows.forEach((row, r) => [...row.cells].forEach((cell, c) => {
    const span = cell.rowSpan;
    cell.rowSpan = 1;
    for (let below = 1; below < span; below++) {
      rows[r + below].insertBefore(cell.cloneNode(true), rows[r + below].cells[c] ?? null);
    }
  }));
}

/** The rows by a column: numbers by size, else by name; what is missing comes last either way. */
function sorted(rows, column, direction) {
  const keys = new Map(rows.map(row => [row, textOf(row.cells[column])]));
  const known = rows.filter(row => !MISSING.has(keys.get(row)));
  const areNumbers = known.every(row => !Number.isNaN(numberOf(keys.get(row))));
  const compare = areNumbers
    ? (a, b) => numberOf(keys.get(a)) - numberOf(keys.get(b))
    : (a, b) => keys.get(a).localeCompare(keys.get(b), undefined, { numeric: true });
  known.sort((a, b) => direction * compare(a, b));
  return [...known, ...rows.filter(row => MISSING.has(keys.get(row)))];
}

/** The heading of each column: the lowest that is not empty, as pandas names the index below the columns. */
function headingsOf(table) {
  const lines = [...table.tHead.rows].map(row => [...row.cells]);
  return lines[0].map((cell, c) => lines.map(line => line[c]).findLast(th => th && textOf(th)) ?? cell);
}

function addSorting(table, rows) {
  const headings = headingsOf(table);
  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    if (!textOf(button)) button.setAttribute("aria-label", "Row");
    heading.append(button);
    button.addEventListener("click", () => {
      const next = { ascending: "descending", descending: null };
      const order = heading.ariaSort in next ? next[heading.ariaSort] : "ascending";
      headings.forEach(other => other.removeAttribute("aria-sort"));
      if (order) heading.setAttribute("aria-sort", order);
      table.tBodies[0].append(...(order ? sorted(rows, column, order === "ascending" ? 1 : -1) : rows));
    });
  });
}

function addSearch(box, rows) {
  const line = document.createElement("p"), label = document.createElement("label");
  const search = document.createElement("input"), count = document.createElement("span");
  line.className = "search";
  search.type = "search";
  count.setAttribute("role", "status");
  label.append("Search this table ", search);
  line.append(label, " ", count);
  box.before(line);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLocaleLowerCase();
    rows.forEach(row => {
      row.hidden = ![...row.cells].some(cell => textOf(cell).toLocaleLowerCase().includes(wanted));
    });
    count.textContent = wanted ? `${rows.filter(row => !row.hidden).length} of ${rows.length} rows` : "";
  });
}

for (const table of document.querySelectorAll("table.dataframe")) {
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const isCut = rows.some(row => [...row.cells].every(cell => ["...", "…"].includes(textOf(cell))));
  const hasGroups = [...(table.tHead?.rows ?? [])].some(row => [...row.cells].some(cell => cell.colSpan > 1));
  if (rows.length < 2 || !table.tHead || hasGroups) continue;
  const box = document.createElement("div");
  box.className = rows.length > TALL ? "table tall" : "table";
  if (rows.length > TALL) {
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Table");
  }
  table.before(box);
  box.append(table);
  if (isCut) continue;  // to sort the few rows that are shown would be to hide the others
  splitSpans(rows);
  addSorting(table, rows);
  if (rows.length > LONG) addSearch(box, rows);
}
