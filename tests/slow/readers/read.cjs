// Reads a file with a package of npm and prints what it found as JSON:
// read.cjs FOLDER_OF_PACKAGES csv|xlsx|ics FILE
const fs = require("fs");
const path = require("path");
const [folder, kind, file] = process.argv.slice(2);
const load = (name) => require(path.join(folder, name));

function readCsv() {
  const parsed = load("papaparse").parse(fs.readFileSync(file, "utf8"),
                                         {header: true, skipEmptyLines: true});
  if (parsed.errors.length > 0) throw new Error(JSON.stringify(parsed.errors));
  return parsed.data;
}

function cellOf(value) {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return value === undefined ? null : value;
}

// By title: the rows of each sheet, as lists of cells.
async function readXlsx() {
  const {Workbook} = load("exceljs");
  const book = new Workbook();
  await book.xlsx.readFile(file);
  const sheets = {};
  for (const sheet of book.worksheets) {
    const rows = [];
    sheet.eachRow((row) => {
      const cells = [];
      for (let i = 1; i <= sheet.columnCount; ++i) cells.push(cellOf(row.getCell(i).value));
      rows.push(cells);
    });
    sheets[sheet.name] = rows;
  }
  return sheets;
}

function readIcs() {
  const {default: fallback, ...named} = load("ical.js");
  const ical = named.parse ? named : fallback;
  const calendar = new ical.Component(ical.parse(fs.readFileSync(file, "utf8")));
  return {
    refresh: String(calendar.getFirstPropertyValue("refresh-interval")),
    events: calendar.getAllSubcomponents("vevent").map((component) => {
      const event = new ical.Event(component);
      return {uid: event.uid, first: event.startDate.toString(), after: event.endDate.toString(),
              title: event.summary, description: event.description || "",
              status: component.getFirstPropertyValue("status"), sequence: event.sequence};
    }),
  };
}

const readers = {csv: readCsv, xlsx: readXlsx, ics: readIcs};
Promise.resolve(readers[kind]())
    .then((found) => process.stdout.write(JSON.stringify(found)))
    .catch((error) => { console.error(error); process.exit(1); });
