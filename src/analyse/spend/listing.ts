import { inForceTodaySql } from '#parts/labels';

/** Which payments stand one by one on the public register: SQL over the line `r`, by the rule that the authority had on the day of the payment. */

/** The default of the policy `spend.publishAbove`, whose test holds them equal. */
export const LISTED_ABOVE_PENCE = 500_000n;
export const LISTED_KINDS = ['external', 'grant'] as const;

// Nothing in the first question depends on the row, so the database asks it once; only where an authority has set a rule is it looked up.
const SET = (key: string): string => `(select exists (select 1 from local_policy p where p.key = '${key}'))`;
const RULE = (key: string): string => `from local_policy p where p.body_id = r.body_id and p.key = '${key}' and p.valid @> r.paid_on`;

export const IS_LISTED = `(case when ${SET('spend.publishAbove')} then r.amount_pence > coalesce((select (p.value ->> 'amountPence')::bigint - (p.value ->> 'op' = '>=')::int ${RULE('spend.publishAbove')}), ${LISTED_ABOVE_PENCE})
    else r.amount_pence > ${LISTED_ABOVE_PENCE} end
  and case when ${SET('spend.publishKinds')} then coalesce((select p.value ? r.kind ${RULE('spend.publishKinds')}), r.kind in ('${LISTED_KINDS.join("', '")}'))
    else r.kind in ('${LISTED_KINDS.join("', '")}') end)`;

const IN_FORCE = inForceTodaySql('l');
/** SQL for the keys of the suppliers whose names an authority withholds. Asked once, whatever the number of lines. */
export const WITHHELD_SUPPLIERS = `array(select s.supplier_key from label l join spend_supplier s on s.id = l.about_id where l.about_kind = 'spend-supplier' and ${IN_FORCE})`;
/** SQL for the organisation that a spelling `s` counts as in what anyone reads. Of a withheld name nothing is said: not its size, sector or place, nor that it is somebody's. */
export const OPEN_ORGANISATION = `case when s.supplier_key <> all(${WITHHELD_SUPPLIERS}) then s.organisation_id end`;
/** SQL for whether the name of a spelling `s` is withheld, by its file or by the authority. */
export const NAME_WITHHELD = `(s.redacted or s.supplier_key = any(${WITHHELD_SUPPLIERS}))`;
/** SQL over `r` for the labels on its supplier. */
export const SUPPLIER_LABELS = `select json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json))
  from label l join spend_supplier s on s.id = l.about_id where l.about_kind = 'spend-supplier' and s.supplier_key = r.supplier_key and ${IN_FORCE}`;

/** What stands for a name that the file itself withholds, in the Code's words. */
export const REDACTED = 'REDACTED PERSONAL DATA';
/** SQL for a supplier's name as the public reads it: the file's own redaction in the Code's words. */
export const SUPPLIER_NAME = `case when s.redacted then case when s.name ilike '%commercial%' then 'REDACTED COMMERCIAL CONFIDENTIALITY' else '${REDACTED}' end else coalesce(o.name, s.name) end`;
