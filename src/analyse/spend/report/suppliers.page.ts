import { counted } from '#kernel/counted';
import { formatPounds } from '#kernel/money';
import { SIZES, type Size } from '#parties';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, pageLinks, scrollingTable } from '#platform/pages/presentation';
import { yearWords } from '../spend.ts';
import { SECTORS } from '../spend.register.ts';
import type { SpendBody, SpendLoad } from './figures.store.ts';
import { loadedWords, whichYear } from './report.page.ts';
import { linked, rowsBehind, type ReportQuestion } from './report.ts';
import type { SupplierPaid, SuppliersPaid } from './suppliers.store.ts';

export interface SuppliersPageModel {
  readonly question: Pick<ReportQuestion, 'body' | 'year' | 'payments'>;
  /** Every payment behind the list, where this reader may see them all. */
  readonly everyPayment: string | null;
  readonly bodies: readonly SpendBody[];
  readonly years: readonly number[];
  readonly lastLoad: SpendLoad | undefined;
  readonly found: SuppliersPaid;
  /** Every filter as asked, without the page. */
  readonly filters: Readonly<Record<string, string>>;
  readonly next: string | null;
  readonly file: string;
  readonly mayMatch: boolean;
}

export const sizeWords = (size: string | null): string => (size === null ? 'Not known' : SIZES[size as Size][0]);
export const sectorWords = (sector: string | null): string => (sector === null ? 'Not known' : SECTORS[sector as keyof typeof SECTORS]);

/** Suppliers and what each was paid in a year: the rows behind a report's figure, with the same total (OR-05). */
export function suppliersPage(model: SuppliersPageModel): Html {
  const { question, found, filters } = model;
  return html`<span class="govuk-caption-l">${question.body.name}, ${yearWords(question.year)}</span><h1 class="govuk-heading-l">${titleOf(filters)}</h1>
    ${whichYear('/spend/suppliers', { ...model, kept: filters })}${loadedWords(model.lastLoad)}
    <p class="govuk-body">${counted(found.total.suppliers, 'supplier was', 'suppliers were')} paid <strong>${formatPounds(found.total.pence)}</strong> in ${counted(found.total.lines, 'payment')}.${model.everyPayment ? html` <a class="govuk-link" href="${model.everyPayment}">See every payment</a>` : nothing}</p>
    ${found.rows.length === 0 ? emptyState({ title: 'No suppliers match.' }) : scrollingTable({
      caption: 'Suppliers, by what they were paid', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
      head: [{ text: 'Supplier' }, { text: 'Paid', format: 'numeric' }, { text: 'Payments', format: 'numeric' }, { text: 'Size' }, { text: 'Sector' }, ...(model.mayMatch ? [{ text: 'Match' }] : [])],
      rows: found.rows.map((row) => [{ html: nameOf(row) }, { html: figureOf(row, model, formatPounds(row.pence)), format: 'numeric' }, { html: figureOf(row, model, row.lines.toLocaleString('en-GB')), format: 'numeric' }, { text: sizeWords(row.size) }, { text: sectorWords(row.sector) },
        ...(model.mayMatch ? [{ html: row.organisationId === null && !row.withheld ? html`<a class="govuk-link" href="/spend/suppliers/${row.id}/match">Match<span class="govuk-visually-hidden"> ${row.name}</span></a>` : nothing }] : [])]),
    })}
    ${pageLinks({ next: model.next, of: 'suppliers' })}
    <p class="govuk-body"><a class="govuk-link" href="${model.file}">Download every supplier as a CSV file</a></p>`;
}

const nameOf = (row: SupplierPaid): Html => (row.organisationId === null ? html`${row.name}` : html`<a class="govuk-link" href="/organisations/${row.organisationId}">${row.name}</a>`);
const figureOf = (row: SupplierPaid, { question, filters: { unit, service, without } }: SuppliersPageModel, text: string): Html =>
  (row.withheld ? html`${text}` : linked(text, rowsBehind(question, { kind: 'external', ...(unit ? { unit } : {}), ...(service ? { service } : {}), ...(without ? { without } : {}), [row.organisationId === null ? 'supplier' : 'organisation']: row.id })));

const MATCHED: Readonly<Record<string, string>> = { yes: 'matched to an organisation', no: 'not matched to an organisation', named: 'not matched to an organisation', withheld: 'whose names are withheld' };
const CONTRACT: Readonly<Record<string, string>> = { yes: 'with a contract on the register', no: 'without a contract on the register', none: 'without a contract on the register, or not known' };
const WITHOUT: Readonly<Record<string, string>> = { unit: 'no directorate named', service: 'no service named', both: 'no directorate or service named' };
const DISTRICTS: Readonly<Record<string, string>> = { any: 'who are local', elsewhere: 'from elsewhere', none: 'without an address' };

function titleOf(filters: Readonly<Record<string, string>>): string {
  const { size, sector, matched, contract, district, unit, service, without } = filters;
  const parts = [
    size && (size === 'sme' ? 'small and medium-sized' : `size: ${size.endsWith('known') ? 'not known' : sizeWords(size).toLowerCase()}`), sector && `sector: ${sector.endsWith('known') ? 'not known' : sectorWords(sector).toLowerCase()}`,
    matched && MATCHED[matched], contract && CONTRACT[contract], unit && `by ${unit}`, service && `for ${service}`, without && WITHOUT[without], district && (DISTRICTS[district] ?? `in ${district}`),
  ].filter(Boolean);
  return parts.length === 0 ? 'Suppliers paid' : `Suppliers paid, ${parts.join(', ')}`;
}
