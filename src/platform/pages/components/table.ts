/** Table. */
import { attributes, html, nothing, raw, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type Absent, type OptionalContent } from './content.ts';

export type TableCell = OptionalContent & {
  /** `numeric` aligns numbers to the right. */
  readonly format?: string | undefined;
  readonly classes?: string | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
  readonly attributes?: Attributes | undefined;
};

export type TableOptions = {
  readonly rows: readonly (readonly TableCell[] | Absent)[];
  readonly head?: readonly TableCell[] | undefined;
  readonly caption?: string | undefined;
  readonly captionClasses?: string | undefined;
  readonly firstCellIsHeader?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function table(options: TableOptions): Html {
  return html`<table class="govuk-table${moreClasses(options.classes)}"${attributes(options.attributes)}>
${options.caption && html`<caption class="govuk-table__caption${moreClasses(options.captionClasses)}">${options.caption}</caption>`}
${options.head && html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map(headCell)}</tr></thead>`}
<tbody class="govuk-table__body">${options.rows.map((row) => row && tableRow(row, options.firstCellIsHeader ?? false))}</tbody>
</table>`;
}

function headCell(cell: TableCell): Html {
  const format = cell.format ? ` govuk-table__header--${cell.format}` : '';
  return html`<th scope="col" class="govuk-table__header${format}${moreClasses(cell.classes)}"${cellAttributes(cell)}>${contentOf(cell)}</th>`;
}

function tableRow(cells: readonly TableCell[], firstIsHeader: boolean): Html {
  let output = '';
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index];
    if (cell) output += (firstIsHeader && index === 0 ? rowHeader(cell) : bodyCell(cell)).value;
  }
  return html`<tr class="govuk-table__row">${raw(output)}</tr>
`;
}

function rowHeader(cell: TableCell): Html {
  return html`<th scope="row" class="govuk-table__header${moreClasses(cell.classes)}"${cellAttributes(cell)}>${contentOf(cell)}</th>`;
}

function bodyCell(cell: TableCell): Html {
  const format = cell.format ? ` govuk-table__cell--${cell.format}` : '';
  return html`<td class="govuk-table__cell${format}${moreClasses(cell.classes)}"${cellAttributes(cell)}>${contentOf(cell)}</td>`;
}

/** Most cells have none, and a page has hundreds of cells. */
function cellAttributes(cell: TableCell): Html {
  if (!cell.colspan && !cell.rowspan && !cell.attributes) return nothing;
  return html`${attributeIfAny('colspan', cell.colspan)}${attributeIfAny('rowspan', cell.rowspan)}${attributes(cell.attributes)}`;
}
