// Fills in and reads XLSX files as a spreadsheet program would keep them: only the cells that were typed into change.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const plain = (xml) => xml.replace(/&(amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity]);
const escaped = (text) => String(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const attribute = (xml, name) => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(xml)?.[1] ?? '');
const texts = (xml) => [...xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map((found) => plain(found[1])).join('');

/** The letters of a column, counted from 0. */
export function column(number) {
  return (number >= 26 ? column(Math.floor(number / 26) - 1) : '') + String.fromCharCode(65 + (number % 26));
}

/** An XLSX file in memory. */
export class Workbook {
  constructor(bytes) {
    this.parts = unzipSync(new Uint8Array(bytes));
    this.shared = [...this.text('xl/sharedStrings.xml').matchAll(/<si>([\s\S]*?)<\/si>/g)].map((found) => texts(found[1]));
    const targets = new Map([...this.text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\s[^>]*>/g)]
      .map(([xml]) => [attribute(xml, 'Id'), attribute(xml, 'Target')]));
    /** Name of each sheet with the part that holds it, in the order of the tabs. */
    this.sheets = [...this.text('xl/workbook.xml').matchAll(/<sheet\s[^>]*>/g)]
      .map(([xml]) => ({ name: attribute(xml, 'name'), part: `xl/${targets.get(attribute(xml, 'r:id')).replace(/^\/xl\//, '')}` }));
  }

  /** One file inside the file; empty when it is not there. */
  text(part) {
    return this.parts[part] ? strFromU8(this.parts[part]) : '';
  }

  /** Every filled cell of a sheet (its name, or the first) by its name, as text or number. */
  cells(sheet = this.sheets[0].name) {
    const { part } = this.sheets.find(({ name }) => name === sheet);
    const found = new Map();
    for (const [, head, body] of this.text(part).matchAll(/<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const value = /<v>([^<]*)<\/v>/.exec(body ?? '')?.[1];
      const type = attribute(` ${head}`, 't');
      if (type === 'inlineStr') found.set(attribute(` ${head}`, 'r'), texts(body));
      else if (value !== undefined) {
        const read = { s: () => this.shared[Number(value)], str: () => plain(value), b: () => value === '1' }[type];
        found.set(attribute(` ${head}`, 'r'), read ? read() : Number(value));
      }
    }
    return found;
  }

  /** Types values into cells of the first sheet that are there already; a cell keeps its look. */
  type(values) {
    const { part } = this.sheets[0];
    let typed = 0;
    const xml = this.text(part).replace(/<c\s([^>]*?)(?:\/>|>[\s\S]*?<\/c>)/g, (cell, head) => {
      const name = attribute(` ${head}`, 'r');
      if (!values.has(name)) return cell;
      typed += 1;
      const value = values.get(name);
      const rest = head.replace(/\s?\bt="[^"]*"/, '').trim();
      if (typeof value === 'number') return `<c ${rest}><v>${value}</v></c>`;
      return `<c ${rest} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
    });
    if (typed !== values.size) throw new Error(`only ${typed} of ${values.size} cells are in the sheet`);
    this.parts[part] = strToU8(xml);
  }

  /** Everything that the file says, with the notes of its cells: for looking something up. */
  words() {
    return Object.keys(this.parts).filter((part) => part.endsWith('.xml')).map((part) => texts(this.text(part))).join('\n');
  }

  /** The notes on cells, by cell. */
  notes() {
    const part = Object.keys(this.parts).find((name) => /^xl\/comments\d*\.xml$/.test(name));
    return new Map([...this.text(part ?? '').matchAll(/<comment\s([^>]*)>([\s\S]*?)<\/comment>/g)]
      .map(([, head, body]) => [attribute(` ${head}`, 'ref'), texts(body)]));
  }

  /** The file again. */
  bytes() {
    return Buffer.from(zipSync(this.parts));
  }
}

/** The rows of a CSV text as lists of cells. */
export function csvRows(text) {
  const cell = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g;
  return text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((line) => line !== '')
    .map((line) => [...line.matchAll(cell)].map((found) => (found[1] ?? found[2]).replaceAll('""', '"')));
}
