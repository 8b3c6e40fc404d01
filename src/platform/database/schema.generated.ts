// Written by `npm run database:types` from the migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export type Json = unknown;

export interface AgreementTable {
  id: string;
  reference: string;
  body_id: string;
  kind: string;
  parent_id: string | null;
  title: string;
  description: Generated<string>;
  unit_id: string | null;
  lead_organisation_id: string | null;
  supplier_name: string | null;
  value_net_pence: bigint | null;
  annual_value_net_pence: bigint | null;
  irrecoverable_vat_pence: bigint | null;
  value_gross_pence: bigint | null;
  starts_on: string | null;
  ends_on: string | null;
  latest_ends_on: string | null;
  review_on: string | null;
  extension_months: number | null;
  entered_on: string | null;
  process: string | null;
  procurement_category: string | null;
  cpv_code: string | null;
  proclass_code: string | null;
  sme: boolean | null;
  vcse: boolean | null;
  manager_id: string | null;
  director_id: string | null;
  manager_name: string | null;
  director_name: string | null;
  risk: string | null;
  state: Generated<string>;
  incomplete: Generated<boolean>;
  missing: Generated<string[]>;
  ocid: string | null;
  awarded_from: string | null;
  source: Generated<string>;
  import_id: string | null;
  source_key: string | null;
  source_hash: string | null;
  source_row: ColumnType<Json | null, string | null, string | null>;
  version: Generated<number>;
  supplier_number: string | null;
  ended_because: string | null;
  words: Generated<string>;
  plain: Generated<string>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  terminated_on: string | null;
  poor_performance: Generated<boolean>;
  provisional_ceiling_net_pence: bigint | null;
  provisional_review_on: string | null;
  provisional_outcome: string | null;
  provisional_decided_on: string | null;
  provisional_decided_by: string | null;
  provisional_reason: Generated<string>;
}

export interface AgreementPartyTable {
  agreement_id: string;
  organisation_id: string;
  role: string;
  share_percent: string | null;
  valid: Generated<string>;
}

export interface AgreementTermTable {
  id: string;
  agreement_id: string;
  topic: string;
  words: string;
  from_kind: string | null;
  from_id: string | null;
  measure_id: string | null;
  position: Generated<number>;
  created_at: Generated<Date>;
}

export interface AnswerTable {
  question_id: string;
  about_kind: string;
  about_id: string;
  value: ColumnType<Json, string, string>;
  evidence: string | null;
  owner_id: string | null;
  version: Generated<number>;
  answered_by: string | null;
  answered_at: Generated<Date>;
}

export interface ApprovalTable {
  id: string;
  about_kind: string;
  about_id: string;
  subject: string;
  round: Generated<number>;
  step: Generated<number>;
  role: string;
  body_id: string;
  content_hash: string | null;
  state: Generated<string>;
  asked_by: string | null;
  asked_at: Generated<Date>;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  rule: string | null;
  decided_for: string | null;
}

export interface AreaTable {
  code: string;
  name: string;
  kind: string;
  within: string | null;
}

export interface ArrangementTable {
  id: string;
  reference: string;
  body_id: string;
  kind: string;
  title: string;
  summary: Generated<string>;
  category: Generated<string>;
  cpv_codes: Generated<string[]>;
  area_codes: Generated<string[]>;
  light_touch: Generated<boolean>;
  state: Generated<string>;
  commenced_on: string;
  law_pack: string;
  law_version: string;
  regime: string;
  starts_on: string | null;
  ends_on: string | null;
  term_reason: Generated<string>;
  entry: Generated<string>;
  intake: Generated<string>;
  expected_value_net_pence: bigint | null;
  expected_call_offs: number | null;
  call_off_rule: Generated<string>;
  scale_id: Generated<string>;
  assessors_needed: Generated<number>;
  pass_percent: string | null;
  provisional_ceiling_net_pence: bigint | null;
  provisional_review_months: number | null;
  provisional_criteria: Generated<string[]>;
  decide_days: number | null;
  decide_counted: string | null;
  terms_pages_limit: number | null;
  terms_file_id: string | null;
  terms_pages: number | null;
  opportunity_id: string | null;
  published_at: Date | null;
  ended_at: Date | null;
  ended_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  agreement_id: string | null;
}

export interface ArrangementApplicationTable {
  id: string;
  reference: string;
  arrangement_id: string;
  organisation_id: string;
  attempt: number;
  previous_id: string | null;
  state: Generated<string>;
  bid_id: string | null;
  lot_ids: Generated<string[]>;
  alternative_kind: string | null;
  alternative_words: Generated<string>;
  submitted_at: Date | null;
  submitted_by: string | null;
  complete_at: Date | null;
  decided_at: Date | null;
  decided_by: string | null;
  total_percent: string | null;
  decision_words: Generated<string>;
  try_again_words: Generated<string>;
  alerted_at: Date | null;
  withdrawn_at: Date | null;
  version: Generated<number>;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface ArrangementChangeTable {
  id: string;
  arrangement_id: string;
  kind: string;
  details: ColumnType<Json, string, string>;
  effect: ColumnType<Json, string, string>;
  reason: string;
  revise_until: string | null;
  state: Generated<string>;
  proposed_by: string | null;
  proposed_at: Generated<Date>;
  applied_at: Date | null;
  told: number | null;
  platform_reference: string | null;
  platform_published_at: Date | null;
}

export interface ArrangementEventTable {
  id: string;
  arrangement_id: string;
  kind: string;
  words: string;
  organisation_id: string | null;
  notice_code: string | null;
  notice_id: string | null;
  happened_at: Generated<Date>;
  caused_by: string | null;
}

export interface ArrangementFindingTable {
  application_id: string;
  criterion_id: string;
  score_percent: string;
  pass_percent: string | null;
  met: boolean;
  reason: Generated<string>;
}

export interface ArrangementFollowTable {
  id: string;
  person_id: string;
  cpv_code: string | null;
  arrangement_id: string | null;
  followed_at: Generated<Date>;
}

export interface ArrangementIntakeTable {
  id: string;
  arrangement_id: string;
  kind: string;
  opens_on: string;
  closes_on: string;
  words: Generated<string>;
  created_by: string | null;
  created_at: Generated<Date>;
  told_at: Date | null;
}

export interface ArrangementLotTable {
  id: string;
  arrangement_id: string;
  number: number;
  title: string;
  description: Generated<string>;
  area_codes: Generated<string[]>;
  condition: Generated<string>;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
}

export interface ArrangementLotDecisionTable {
  application_id: string;
  lot_id: string;
  decision: string;
  reason: Generated<string>;
}

export interface ArrangementMemberTable {
  id: string;
  arrangement_id: string;
  lot_id: string | null;
  organisation_id: string;
  application_id: string | null;
  status: string;
  ceiling_net_pence: bigint | null;
  review_due_on: string | null;
  points: string | null;
  status_reason: Generated<string>;
  joined_at: Generated<Date>;
  status_changed_at: Generated<Date>;
}

export interface ArrangementQueryTable {
  id: string;
  application_id: string;
  words: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  reply: string | null;
  replied_by: string | null;
  replied_at: Date | null;
}

export interface ArrangementScoreTable {
  id: string;
  application_id: string;
  assessor_id: string;
  question_id: string;
  score: string;
  reason: string;
  finished_at: Date | null;
  version: Generated<number>;
}

export interface AssessorTable {
  id: string;
  about_kind: string;
  about_id: string;
  person_id: string;
  chair: Generated<boolean>;
  declared_at: Date | null;
  declaration: string | null;
  declaration_words: string | null;
  barred_at: Date | null;
  barred_reason: string | null;
}

export interface AuditEntryTable {
  id: string;
  happened_at: Generated<Date>;
  transaction_id: Generated<string>;
  actor_kind: string;
  actor_person_id: string | null;
  act: string;
  result: string;
  words: string;
  record_kind: string | null;
  record_id: string | null;
  body_id: string | null;
  reason: string | null;
  rule: string | null;
  detail: ColumnType<Json, string | undefined, string>;
  personal: Buffer | null;
  personal_of: string | null;
}

export interface AuditPositionTable {
  position: bigint;
  entry_id: string;
  previous_hash: Buffer;
  hash: Buffer;
}

export interface AuditSequencerTable {
  is_single: Generated<boolean>;
  sequenced_below: Generated<string>;
}

export interface AwardTable {
  id: string;
  opportunity_id: string;
  lot_id: string | null;
  bid_id: string;
  ocds_award_id: string;
  state: Generated<string>;
  value_net_pence: bigint;
  value_gross_pence: bigint;
  total_points: string;
  reasons: string;
  manager_id: string | null;
  director_id: string | null;
  recommended_by: string | null;
  recommended_at: Generated<Date>;
  summaries_sent_at: Date | null;
  notice_published_at: Date | null;
  standstill_ends_on: string | null;
  standstill_rule: string | null;
  confirmed_at: Date | null;
  agreement_id: string | null;
  limit_applied: string | null;
  withdrawn_reason: string | null;
  withdrawn_public_words: string | null;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  provisional_ceiling_net_pence: bigint | null;
  provisional_review_months: number | null;
  provisional_evidence_kind: string | null;
  provisional_evidence: string | null;
  provisional_reason: string | null;
  provisional_rules: string[] | null;
}

export interface AwardChallengeTable {
  id: string;
  opportunity_id: string;
  kind: string;
  grounds: string;
  public_words: string;
  raised_on: string;
  expected_next_on: string | null;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
  outcome: string | null;
  outcome_words: string | null;
  resolved_on: string | null;
  resolved_by: string | null;
}

export interface AwardInterimTable {
  id: string;
  challenge_id: string;
  organisation_id: string;
  words: string;
  until_on: string;
  offered_by: string | null;
  offered_at: Generated<Date>;
  answer: string | null;
  answered_by: string | null;
  answered_at: Date | null;
}

export interface BankQuestionTable {
  id: string;
  body_id: string;
  topic: string;
  text: string;
  purpose: string;
  good_answer: Generated<string>;
  type: string;
  word_limit: number | null;
  minutes: number;
  judgement: string;
  added_by: string | null;
  added_at: Generated<Date>;
  retired_at: Date | null;
}

export interface BenefitSoughtTable {
  id: string;
  exercise_id: string;
  kind: string;
  suggestion_id: string | null;
  name: string;
  words: string;
  why: string;
  added_by: string | null;
  added_at: Generated<Date>;
  doubt: string | null;
  decision: string | null;
  decision_reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface BenefitSuggestionTable {
  id: string;
  exercise_id: string;
  name: string;
  why: string;
  suggested_as: string;
  suggested_at: Generated<Date>;
  decision: string | null;
  decision_reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface BidTable {
  id: string;
  reference: string;
  opportunity_id: string;
  organisation_id: string;
  state: Generated<string>;
  current_submission_id: string | null;
  withdrawn_at: Date | null;
  outcome_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  contents_deleted_at: Date | null;
}

export interface BidEffortTable {
  bid_id: string;
  person_days: string;
  people: number | null;
  hardest: Generated<string>;
  told_by: string | null;
  told_at: Generated<Date>;
}

export interface BidFileTable {
  id: string;
  bid_id: string;
  file_id: string;
  envelope: Generated<string>;
  details_ciphertext: Buffer;
  removed_at: Date | null;
  added_by: string | null;
  created_at: Generated<Date>;
}

export interface BidKeyTable {
  bid_id: string;
  envelope: string;
  wrapped_for_bidder: Buffer;
  sealed_for_opening: Buffer;
  wrapped_for_opening: Buffer | null;
}

export interface BidLotTable {
  bid_id: string;
  lot_id: string;
}

export interface BidOpeningTable {
  id: string;
  opportunity_id: string;
  envelope: string;
  opener_id: string;
  signed_at: Generated<Date>;
  instead_of: string | null;
  reason: string | null;
}

export interface BidPartTable {
  bid_id: string;
  part_key: string;
  envelope: string;
  ciphertext: Buffer | null;
  version: Generated<number>;
  saved_by: string | null;
  saved_at: Generated<Date>;
  submission_id: string | null;
}

export interface BidSubmissionTable {
  id: string;
  bid_id: string;
  number: number;
  submitted_at: Date;
  submitted_by: string | null;
  late: Generated<boolean>;
  content_sha256: Buffer;
  receipt_code: string;
  quality_ciphertext: Buffer;
  price_ciphertext: Buffer;
}

export interface BiddingEstimateTable {
  opportunity_id: string;
  expected_bidders: number;
  person_days: string;
  day_rate_pence: bigint;
  estimated_by: string | null;
  estimated_at: Generated<Date>;
}

export interface BodyTable {
  id: string;
  slug: string;
  name: string;
  kind: string;
  gss_code: string | null;
  platform_identifier: string | null;
  website: string | null;
  contact_email: string | null;
  created_at: Generated<Date>;
}

export interface BurdenBaselineTable {
  opportunity_id: string;
  questions: number;
  words: number;
  pages: number;
  minutes: number;
  taken_by: string | null;
  taken_at: Generated<Date>;
}

export interface CallOffTable {
  id: string;
  reference: string;
  arrangement_id: string;
  lot_id: string | null;
  method: string;
  title: string;
  state: Generated<string>;
  opportunity_id: string | null;
  organisation_id: string | null;
  value_net_pence: bigint | null;
  agreement_id: string | null;
  award_id: string | null;
  invited: number | null;
  replied: number | null;
  scores: ColumnType<Json | null, string | null, string | null>;
  rule_words: Generated<string>;
  created_by: string | null;
  created_at: Generated<Date>;
  awarded_at: Date | null;
}

export interface CaseRecordTable {
  id: string;
  kind: string;
  about_kind: string;
  about_id: string;
  body_id: string;
  number: number;
  text: string;
  public_text: string | null;
  state: Generated<string>;
  audience: Generated<string>;
  privacy: Generated<string>;
  privacy_reason: string | null;
  material: Generated<boolean>;
  raised_by: string | null;
  raised_for_organisation: string | null;
  owner_id: string | null;
  created_at: Generated<Date>;
  answered_at: Date | null;
}

export interface CaseReplyTable {
  id: string;
  case_id: string;
  text: string;
  is_answer: Generated<boolean>;
  replied_by: string | null;
  created_at: Generated<Date>;
}

export interface CategoryFollowTable {
  person_id: string;
  cpv_code: string;
  followed_at: Generated<Date>;
}

export interface CategoryFollowToldTable {
  record_kind: string;
  record_id: string;
  told_at: Generated<Date>;
}

export interface ChecklistInspectorTable {
  id: string;
  checklist_id: string;
  name: string | null;
  email: string | null;
  code_hash: Buffer;
  last_on: string;
  invited_by: string | null;
  invited_at: Generated<Date>;
  withdrawn_at: Date | null;
  withdrawn_reason: string | null;
  forgotten_at: Date | null;
}

export interface ChecklistSendingTable {
  inspector_id: string;
  send_key: string;
  done_at: Date;
  arrived_at: Date;
}

export interface ClosingChangeTable {
  id: string;
  opportunity_id: string;
  old_closes_at: Date;
  new_closes_at: Date;
  reason: string;
  evidence: string | null;
  changed_by: string | null;
  changed_at: Generated<Date>;
}

export interface ConflictsEntryTable {
  id: string;
  opportunity_id: string | null;
  kind: string;
  notice: string | null;
  conflicts: string;
  mitigations: string;
  written_by: string | null;
  written_at: Generated<Date>;
  direct_award_id: string | null;
  arrangement_id: string | null;
}

export interface ConnectedPersonTable {
  id: string;
  organisation_id: string;
  name: string;
  kind: string;
  person_id: string | null;
  added_by: string | null;
  added_at: Generated<Date>;
  ended_at: Date | null;
  erased_at: Date | null;
}

export interface ConsortiumTable {
  id: string;
  opportunity_id: string;
  name: string;
  form: string;
  legal_form: Generated<string>;
  lead_organisation_id: string;
  decision_rules: Generated<string>;
  confidentiality: Generated<string>;
  days_needed: number | null;
  interest_registered_at: Date | null;
  bid_id: string | null;
  ended_at: Date | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface ConsortiumCheckTable {
  consortium_id: string;
  key: string;
  note: Generated<string>;
  done_by: string | null;
  done_at: Generated<Date>;
}

export interface ConsortiumCopyTable {
  id: string;
  member_id: string;
  submission_id: string;
  content: ColumnType<Json, string, string>;
  made_at: Generated<Date>;
}

export interface ConsortiumLotTable {
  consortium_id: string;
  lot_id: string;
}

export interface ConsortiumMemberTable {
  id: string;
  consortium_id: string;
  organisation_id: string;
  state: Generated<string>;
  part: Generated<string>;
  special_need: Generated<string>;
  work_share_percent: string | null;
  money_share_percent: string | null;
  confidentiality_accepted_at: Date | null;
  confidentiality_accepted_by: string | null;
  agreement_signed_at: Date | null;
  agreement_signed_by: string | null;
  invited_at: Generated<Date>;
  joined_at: Date | null;
  left_at: Date | null;
}

export interface ConsortiumRequestTable {
  id: string;
  consortium_id: string;
  words: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  due_at: Date | null;
  met_at: Date | null;
}

export interface ContentRemovalTable {
  id: string;
  opportunity_id: string;
  key: string;
  reason: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  agreed_at: Date | null;
}

export interface CoreVersionTable {
  organisation_id: string;
  version: number;
  question_set_id: string;
  answers: ColumnType<Json, string, string>;
  connected_people: Generated<string[]>;
  complete: boolean;
  saved_by: string | null;
  saved_at: Generated<Date>;
}

export interface CriterionTable {
  id: string;
  about_kind: string;
  about_id: string;
  parent_id: string | null;
  name: string;
  guidance: Generated<string>;
  kind: string;
  share_percent: string;
  pass_percent: string | null;
  position: Generated<number>;
  judged_by: Generated<string>;
  reach_formula: string | null;
  reach_cap: string | null;
  reach_unit: string | null;
}

export interface DatasetCountTable {
  name: string;
  row_count: bigint;
  changed_at: Date | null;
  counted_at: Generated<Date>;
}

export interface DelegationTable {
  id: string;
  body_id: string;
  person_id: string;
  delegate_id: string;
  role: string;
  starts_on: string;
  ends_on: string;
  reason: string;
  set_by: string;
  set_at: Generated<Date>;
  taken_back_at: Date | null;
  taken_back_by: string | null;
}

export interface DelegationInForceTable {
  id: string | null;
  body_id: string | null;
  person_id: string | null;
  delegate_id: string | null;
  role: string | null;
  starts_on: string | null;
  ends_on: string | null;
}

export interface DirectAwardTable {
  id: string;
  reference: string;
  body_id: string;
  exercise_id: string | null;
  organisation_id: string;
  title: string;
  summary: string;
  category: string;
  light_touch: Generated<boolean>;
  value_net_pence: bigint;
  value_gross_pence: bigint;
  contract_starts_on: string;
  contract_ends_on: string;
  ground: string;
  justification: string;
  state: Generated<string>;
  law_pack: string | null;
  law_version: string | null;
  regime: string | null;
  commenced_on: string | null;
  above_threshold: boolean | null;
  announced_at: Date | null;
  awarded_at: Date | null;
  standstill_ends_on: string | null;
  contracted_on: string | null;
  agreement_id: string | null;
  withdrawn_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  switched_from: string | null;
  switched_lot_id: string | null;
  unsuitable: string | null;
}

export interface DraftClauseTable {
  id: string;
  opportunity_id: string;
  number: number;
  heading: string;
  summary: string;
  words: string;
  one_sided: Generated<boolean>;
  one_sided_reason: string | null;
  created_at: Generated<Date>;
}

export interface DraftClauseBeforeTable {
  id: string;
  clause_id: string;
  summary: string;
  words: string;
  reason: string;
  changed_by: string | null;
  changed_at: Generated<Date>;
}

export interface EarlyNoticeTable {
  id: string;
  reference: string;
  body_id: string;
  exercise_id: string | null;
  code: string;
  title: string;
  scope: Generated<string>;
  category: Generated<string>;
  cpv_codes: Generated<string[]>;
  area_codes: Generated<string[]>;
  value_low_net_pence: bigint | null;
  value_high_net_pence: bigint | null;
  lots_words: Generated<string>;
  expected_on: string | null;
  state: Generated<string>;
  published_at: Date | null;
  withdrawn_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface EarlyStartAgreementTable {
  id: string;
  opportunity_id: string;
  organisation_id: string;
  starts_on: string;
  signed_by: string;
  signed_on: string;
  words: string;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
}

export interface EnvelopeKeyTable {
  id: string;
  opportunity_id: string;
  envelope: string;
  recipient: string;
  wrapped_identity: Buffer;
}

export interface EvaluationPlanTable {
  opportunity_id: string;
  anonymous: Generated<boolean>;
  overall_pass_points: string | null;
  tie_rules: Generated<string[]>;
  shortlist_count: number | null;
  neutral_percent: string | null;
  tie_rules_source: string | null;
}

export interface EvaluationVisitTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  kind: string;
  place: Generated<string>;
  visit_on: string | null;
  notes: Generated<string>;
  visitors: Generated<string>;
  held_at: Date | null;
  written_by: string | null;
  created_at: Generated<Date>;
}

export interface EvidenceItemTable {
  id: string;
  request_id: string;
  position: number;
  kind: string;
  words: string;
  share_id: string | null;
  given_at: Date | null;
}

export interface EvidenceRequestTable {
  id: string;
  opportunity_id: string;
  lot_id: string | null;
  bid_id: string;
  organisation_id: string;
  body_id: string;
  state: Generated<string>;
  due_at: Date;
  asked_by: string | null;
  asked_at: Generated<Date>;
  received_at: Date | null;
  failing: string | null;
  reasons: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface EvidenceSheetTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  lines: ColumnType<Json, string | undefined, string>;
  newcomer: boolean;
  issued_by: string | null;
  issued_at: Generated<Date>;
  reply_until: Date;
  reply: string | null;
  replied_by: string | null;
  replied_at: Date | null;
}

export interface ExclusionCheckTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  organisation_id: string;
  body_id: string;
  list_source: string;
  checked_on: string;
  result: string;
  note: Generated<string>;
  checked_by: string | null;
  recorded_at: Generated<Date>;
}

export interface ExclusionConcernTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  organisation_id: string;
  body_id: string;
  ground: string;
  kind: string;
  debarred: Generated<boolean>;
  facts: string;
  raised_by: string | null;
  raised_at: Generated<Date>;
  reply_due_at: Date;
  reply: string | null;
  replied_by: string | null;
  replied_at: Date | null;
  decision: string | null;
  continuing: boolean | null;
  reasons: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface ExerciseTable {
  id: string;
  reference: string;
  body_id: string;
  unit_id: string | null;
  title: string;
  purpose: string | null;
  stage: Generated<string>;
  mechanism: Generated<string>;
  category: Generated<string>;
  light_touch: Generated<boolean>;
  owner_id: string;
  reviewed_agreement_id: string | null;
  revision: Generated<number>;
  closed_early_reason: string | null;
  created_at: Generated<Date>;
}

export interface ExerciseGateTable {
  id: string;
  exercise_id: string;
  gate: string;
  passed: boolean;
  missing: ColumnType<Json, string | undefined, string>;
  decided_by: string | null;
  decided_at: Generated<Date>;
}

export interface ExerciseLegalBasisTable {
  exercise_id: string;
  basis: string;
  percent: string;
}

export interface FailedSearchTable {
  searched_on: string;
  words: string;
  times: number;
}

export interface FeedContractTable {
  agreement_id: string;
  ocid: string;
  content_hash: Buffer;
  release_count: Generated<number>;
  is_gone: Generated<boolean>;
}

export interface FeedDayTable {
  is_single: Generated<boolean>;
  labels_until: string;
}

export interface FeedDueTable {
  agreement_id: string;
  transaction_id: Generated<string>;
}

export interface FeedbackTable {
  id: string;
  bid_id: string;
  lot_id: string | null;
  total_points: string;
  rank: number;
  successful: boolean;
  winner_advantages: Generated<string>;
  content: ColumnType<Json, string, string>;
  released_at: Date | null;
  released_by: string | null;
  talk_asked_at: Date | null;
  set_aside_at: Date | null;
}

export interface FinancialViewTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  organisation_id: string;
  body_id: string;
  relied_upon: string[];
  view: string;
  ground: string | null;
  conditions: string | null;
  reasons: string;
  given_by: string;
  given_at: Generated<Date>;
}

export interface FormerUnitNameTable {
  id: string;
  unit_id: string;
  name: string;
  until_on: string;
  reason: string;
  changed_by: string;
  changed_at: Generated<Date>;
}

export interface GlossaryTermTable {
  id: string;
  body_id: string;
  term: string;
  meaning: string;
  added_by: string | null;
  added_at: Generated<Date>;
  removed_at: Date | null;
}

export interface GrantRecordTable {
  agreement_id: string;
  body_id: string;
  identifier: string;
  document: ColumnType<Json, string | undefined, string>;
  currency: Generated<string>;
  awarded_minor: bigint | null;
  applied_for_minor: bigint | null;
  disbursed_minor: bigint | null;
  awarded_on: string | null;
  duration_months: string | null;
  programme: string | null;
  area: string | null;
  area_codes: Generated<string[]>;
  is_member_grant: Generated<boolean>;
  member_name: string | null;
  to_individual: Generated<boolean>;
  from_open_call: boolean | null;
  updated_at: Generated<Date>;
}

export interface HolidayTable {
  id: string;
  division: string;
  held_on: string;
  name: string;
  source: string;
  verified: Generated<boolean>;
  held: Generated<boolean>;
}

export interface ImportBatchTable {
  id: string;
  kind: string;
  body_id: string | null;
  file_name: string;
  file_sha256: Buffer;
  row_count: number;
  added: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  refused: Generated<number>;
  mapping: ColumnType<Json, string | undefined, string>;
  imported_by: string | null;
  imported_at: Generated<Date>;
  undone_at: Date | null;
  undone_by: string | null;
  made_body: Generated<boolean>;
}

export interface ImportChangeTable {
  import_id: string;
  record_kind: string;
  record_id: string;
  version_after: number;
  before: ColumnType<Json | null, string | null, string | null>;
}

export interface ImportUploadTable {
  file_id: string;
  kind: string;
  sent_by: string | null;
  sent_at: Generated<Date>;
}

export interface IntentionTable {
  id: string | null;
  kind: string | null;
  reference: string | null;
  body_id: string | null;
  title: string | null;
  summary: string | null;
  category: string | null;
  cpv_codes: string[] | null;
  area_codes: string[] | null;
  value_low_net_pence: bigint | null;
  value_high_net_pence: bigint | null;
  expected_on: string | null;
  first_expected_on: string | null;
  moves: number | null;
  last_reason: string | null;
  withdrawn: boolean | null;
  withdrawn_reason: string | null;
  told_at: Date | null;
  ocid: string | null;
  unit_id: string | null;
  address: string | null;
}

export interface InterviewTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  session_id: string | null;
  notes: Generated<string>;
  invited_by: string | null;
  invited_at: Generated<Date>;
  held_at: Date | null;
  written_by: string | null;
}

export interface InvitationTable {
  id: string;
  opportunity_id: string;
  organisation_id: string;
  source: string;
  reason: string;
  invited_at: Generated<Date>;
  invited_by: string | null;
  told_at: Date | null;
  declined_at: Date | null;
  declined_reason: string | null;
}

export interface LabelTable {
  id: string;
  about_kind: string;
  about_id: string;
  field: string | null;
  label: string;
  reason: string;
  until: string | null;
  undertaking: string | null;
  set_by: string | null;
  created_at: Generated<Date>;
  ended_at: Date | null;
}

export interface LabelReaderTable {
  label_id: string;
  person_id: string;
  undertaking_given_at: Date | null;
}

export interface LayAssessorTable {
  id: string;
  opportunity_id: string;
  pseudonym: string;
  code_hash: Buffer;
  supported_by: string;
  trained_on: string | null;
  training: Generated<string>;
  support: Generated<string>;
  declaration: string | null;
  declared_at: Date | null;
  barred_at: Date | null;
  barred_reason: string | null;
  finished_at: Date | null;
  invited_by: string | null;
  invited_at: Generated<Date>;
}

export interface LayScoreTable {
  id: string;
  lay_assessor_id: string;
  bid_id: string;
  question_id: string;
  score: string;
  words: Generated<string>;
  scored_at: Generated<Date>;
}

export interface LineageReplyTable {
  id: string;
  bid_id: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  words: string | null;
  replied_by: string | null;
  replied_at: Date | null;
}

export interface LineageViewTable {
  id: string;
  bid_id: string;
  links_hash: string;
  view: string;
  words: string;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
}

export interface LocalPolicyTable {
  id: string;
  body_id: string;
  key: string;
  valid: string;
  value: ColumnType<Json, string, string>;
  source: string;
  owner: string | null;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface LocalUnderstandingQuestionTable {
  question_id: string;
}

export interface LotTable {
  id: string;
  opportunity_id: string;
  number: number;
  title: string;
  description: Generated<string>;
  area_codes: Generated<string[]>;
  value_net_pence: bigint | null;
  state: Generated<string>;
  state_reason: string | null;
  follows_id: string | null;
  withdrawal_proposed_reason: string | null;
  withdrawal_proposed_by: string | null;
}

export interface LottingTable {
  id: string;
  exercise_id: string;
  cpv_code: string | null;
  chosen_option_id: string | null;
  reasons: string | null;
  decided_on: string | null;
  decided_by: string | null;
  created_at: Generated<Date>;
}

export interface LottingOptionTable {
  id: string;
  lotting_id: string;
  kind: string;
  title: string;
  cost_net_pence: bigint | null;
  management_days: number | null;
  notes: Generated<string>;
  position: Generated<number>;
}

export interface LottingOptionLotTable {
  id: string;
  option_id: string;
  position: number;
  title: string;
  area_codes: Generated<string[]>;
  yearly_net_pence: bigint;
}

export interface MeasureTable {
  id: string;
  about_kind: string;
  about_id: string;
  carried_from: string | null;
  name: string;
  kind: string;
  nature: string;
  accountability: string | null;
  unit: string | null;
  baseline: string | null;
  baseline_confidence: string | null;
  baseline_note: string | null;
  target: string | null;
  target_words: string | null;
  target_on: string | null;
  method: string | null;
  collected_by: string | null;
  promised_by: Generated<string>;
  social_value: Generated<boolean>;
  key_performance_indicator: Generated<boolean>;
  position: Generated<number>;
  created_at: Generated<Date>;
}

export interface MinimumContentTable {
  id: string;
  body_id: string;
  key: string;
  version: number;
  title: string;
  words: string;
  retired: Generated<boolean>;
  reason: string | null;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface ModeratedScoreTable {
  id: string;
  bid_id: string;
  lot_id: string | null;
  question_id: string;
  score: string;
  reason: string;
  strength: string;
  improvement: string;
  moderated_by: string | null;
  moderated_at: Generated<Date>;
  superseded_at: Date | null;
}

export interface NamedOpenerTable {
  opportunity_id: string;
  person_id: string;
  named_by: string;
  named_at: Generated<Date>;
}

export interface NeedTable {
  id: string;
  exercise_id: string;
  user_group: string | null;
  area_codes: Generated<string[]>;
  size_of_need: string | null;
  level_of_need: string | null;
  budget_pence: bigint | null;
  budget_years: number | null;
  version: Generated<number>;
  updated_at: Generated<Date>;
}

export interface NeedEvidenceTable {
  id: string;
  need_id: string;
  title: string;
  source: string;
  dated_on: string | null;
  address: string | null;
  position: Generated<number>;
}

export interface NoBidReasonTable {
  id: string;
  opportunity_id: string;
  reason: string;
  once: Buffer;
  told_on: string;
}

export interface NoticeTable {
  id: string;
  code: string;
  about_kind: string;
  about_id: string;
  body_id: string;
  ocid: string | null;
  version: Generated<number>;
  title: string;
  words: Generated<string>;
  content: ColumnType<Json, string | undefined, string>;
  reason_for_change: string | null;
  platform_reference: string | null;
  platform_published_at: Date | null;
  published_at: Generated<Date>;
  published_by: string | null;
  source: Generated<string>;
  source_release_id: string | null;
}

export interface ObservationTable {
  id: string;
  measure_id: string;
  period: string;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  words: string | null;
  claimed_by: string | null;
  claimed_at: Generated<Date>;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  evidence: string | null;
  entered_as: Generated<string>;
  observed_on: string | null;
  meets_target: boolean | null;
  queried_by: string | null;
  queried_at: Date | null;
  query_reason: string | null;
  root_id: string | null;
  version: Generated<number>;
  is_current: Generated<boolean>;
}

export interface ObservationConfirmedTable {
  id: string | null;
  measure_id: string | null;
  period: string | null;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  words: string | null;
  evidence: string | null;
  observed_on: string | null;
  meets_target: boolean | null;
  entered_as: string | null;
  confirmed_at: Date | null;
}

export interface OcdsReleaseTable {
  id: string;
  notice_id: string | null;
  ocid: string;
  content: ColumnType<Json, string, string>;
  problems: ColumnType<Json, string | undefined, string>;
  built_at: Generated<Date>;
  agreement_id: string | null;
  body_id: string;
  release_id: string;
  dated_at: Date;
  transaction_id: Generated<string>;
  position: bigint | null;
  retracted_at: Date | null;
  retraction: string | null;
}

export interface OpenedAnswerTable {
  bid_id: string;
  question_id: string;
  lot_id: string | null;
  value: ColumnType<Json, string, string>;
}

export interface OpenedFileTable {
  bid_file_id: string;
  bid_id: string;
  question_id: string | null;
  envelope: string;
  name: string;
  media_type: string;
  size_bytes: bigint;
  sha256: Buffer;
}

export interface OpenedPriceTable {
  bid_id: string;
  lot_id: string | null;
  price_net_pence: bigint;
}

export interface OpportunityTable {
  id: string;
  reference: string;
  ocid: string | null;
  body_id: string;
  exercise_id: string | null;
  specification_id: string | null;
  route: string;
  title: string;
  summary: Generated<string>;
  description: Generated<string>;
  category: Generated<string>;
  cpv_codes: Generated<string[]>;
  area_codes: Generated<string[]>;
  light_touch: Generated<boolean>;
  suitable_for_sme: Generated<boolean>;
  suitable_for_vcse: Generated<boolean>;
  value_net_pence: bigint | null;
  value_gross_pence: bigint | null;
  contract_starts_on: string | null;
  contract_ends_on: string | null;
  extension_months: Generated<number>;
  state: Generated<string>;
  law_pack: string | null;
  law_version: string | null;
  regime: string | null;
  commenced_on: string | null;
  above_threshold: boolean | null;
  platform_reference: string | null;
  platform_published_at: Date | null;
  announced_at: Date | null;
  expected_on: string | null;
  published_at: Date | null;
  clarifications_until: Date | null;
  closes_at: Date | null;
  late_bids: Generated<string>;
  openers_needed: Generated<number>;
  opened_at: Date | null;
  cancelled_at: Date | null;
  cancelled_reason: string | null;
  price_formula: string | null;
  price_benchmark_pence: bigint | null;
  scale_id: Generated<string>;
  criteria_reading_confirmed_by: string | null;
  lots_per_bidder: number | null;
  source: Generated<string>;
  import_id: string | null;
  buyer_name: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  audience: Generated<string>;
  existence_public: Generated<boolean>;
  follows_id: string | null;
  stage: Generated<number>;
  arrangement_id: string | null;
  reservation: string | null;
  reservation_reason: string | null;
  reservation_area_codes: Generated<string[]>;
  health_care: string | null;
  health_care_reason: string | null;
  lots_tendered_per_bidder: number | null;
  lots_limit_mechanism: string | null;
  cancel_proposed_reason: string | null;
  cancel_proposed_by: string | null;
  cancel_proposed_at: Date | null;
  cancelled_drafting: number | null;
  cancelled_submitted: number | null;
  prices_opened_later: Generated<boolean>;
  prices_opened_at: Date | null;
  officer_id: string | null;
  reservation_with: Generated<string[]>;
}

export interface OpportunityChangeTable {
  id: string;
  opportunity_id: string;
  reason: string;
  drafting: number;
  submitted: number;
  changed_by: string | null;
  changed_at: Generated<Date>;
}

export interface OpportunityDocumentTable {
  id: string;
  opportunity_id: string;
  file_id: string;
  title: string;
  position: Generated<number>;
  replaced_at: Date | null;
  replaced_reason: string | null;
}

export interface OpportunityFollowerTable {
  opportunity_id: string;
  person_id: string;
  followed_at: Generated<Date>;
}

export interface OpportunitySupportPackTable {
  opportunity_id: string;
  pack_id: string;
  added_at: Generated<Date>;
}

export interface OrganisationTable {
  id: string;
  name: string;
  match_name: string;
  size: string | null;
  sector: string | null;
  social_enterprise: boolean | null;
  sole_trader: boolean | null;
  company_number: string | null;
  charity_number: string | null;
  platform_identifier: string | null;
  postcode: string | null;
  website: string | null;
  summary: string | null;
  staff_number: number | null;
  source: string;
  import_id: string | null;
  claimed_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  yearly_capacity_net_pence: bigint | null;
  most_districts: number | null;
  capacity_stated_on: string | null;
  merged_into: string | null;
}

export interface OrganisationAreaTable {
  organisation_id: string;
  area_code: string;
}

export interface OrganisationCategoryTable {
  organisation_id: string;
  cpv_code: string;
}

export interface OrganisationClaimTable {
  id: string;
  organisation_id: string;
  person_id: string;
  state: Generated<string>;
  evidence: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string | null;
  created_at: Generated<Date>;
}

export interface OrganisationInvitationTable {
  id: string;
  organisation_id: string;
  email: string;
  token_hash: Buffer;
  invited_by: string;
  expires_at: Date;
  accepted_by: string | null;
  accepted_at: Date | null;
  created_at: Generated<Date>;
}

export interface OrganisationKeyTable {
  organisation_id: string;
  recipient: string;
  wrapped_identity: Buffer;
}

export interface OrganisationMergeTable {
  id: string;
  pair_id: string;
  kept_id: string;
  merged_id: string;
  moved: ColumnType<Json, string, string>;
  merged_by: string | null;
  merged_at: Generated<Date>;
  undone_by: string | null;
  undone_at: Date | null;
}

export interface OrganisationOfficerTable {
  id: string;
  organisation_id: string;
  name: string;
  match_name: string;
  role: Generated<string>;
  source: string;
  added_by: string | null;
  added_at: Generated<Date>;
  removed_at: Date | null;
}

export interface OrganisationPairTable {
  id: string;
  left_id: string;
  right_id: string;
  reason: string;
  confidence: string;
  state: Generated<string>;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Generated<Date>;
}

export interface OrganisationPredecessorTable {
  id: string;
  organisation_id: string;
  name: string;
  match_name: string;
  number: string | null;
  source: string;
  added_by: string | null;
  added_at: Generated<Date>;
  removed_at: Date | null;
}

export interface OrganisationalUnitTable {
  id: string;
  body_id: string;
  name: string;
  ended_on: string | null;
  successor_id: string | null;
  ended_reason: string | null;
}

export interface OutboxMailTable {
  id: string;
  recipient_person_id: string | null;
  recipient_email: string;
  subject: string;
  body_text: string;
  about_kind: string | null;
  about_id: string | null;
  state: Generated<string>;
  attempts: Generated<number>;
  last_problem: string | null;
  created_at: Generated<Date>;
  sent_at: Date | null;
}

export interface OutcomeTable {
  id: string;
  body_id: string;
  created_at: Generated<Date>;
}

export interface OutcomeFrameworkTable {
  id: string;
  body_id: string;
  title: string;
  version: number;
  state: Generated<string>;
  words: Generated<string>;
  published_at: Date | null;
  created_at: Generated<Date>;
}

export interface OutcomeServedTable {
  about_kind: string;
  about_id: string;
  outcome_id: string;
}

export interface OutcomeWordingTable {
  framework_id: string;
  outcome_id: string;
  parent_id: string | null;
  level: string;
  code: string;
  title: string;
  description: Generated<string>;
  position: number;
}

export interface OutcomesReportTable {
  id: string;
  body_id: string;
  framework_id: string;
  year: number;
  state: Generated<string>;
  introduction: Generated<string>;
  figures: ColumnType<Json | null, string | null, string | null>;
  published_at: Date | null;
  drafted_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface OutcomesReportWordsTable {
  report_id: string;
  outcome_id: string;
  words: string;
  version: Generated<number>;
  written_by: string | null;
  written_at: Generated<Date>;
}

export interface OutreachEventTable {
  id: string;
  body_id: string;
  kind: string;
  name: string;
  held_on: string;
  place: Generated<string>;
  logged_by: string | null;
  created_at: Generated<Date>;
}

export interface OutsideContactTable {
  id: string;
  opportunity_id: string;
  happened_on: string;
  way: string;
  with_whom: string;
  words: string;
  alike: string;
  recorded_by: string;
  recorded_at: Generated<Date>;
}

export interface PartnerConversationTable {
  id: string;
  post_id: string;
  asker_id: string;
  poster_id: string;
  asker_blocked_at: Date | null;
  poster_blocked_at: Date | null;
  created_at: Generated<Date>;
  last_message_at: Generated<Date>;
}

export interface PartnerMessageTable {
  id: string;
  conversation_id: string;
  organisation_id: string;
  words: string;
  sent_by: string | null;
  sent_at: Generated<Date>;
}

export interface PartnerPostTable {
  id: string;
  organisation_id: string;
  opportunity_id: string | null;
  lot_id: string | null;
  exercise_id: string | null;
  kind: string;
  words: string;
  created_by: string | null;
  created_at: Generated<Date>;
  closed_at: Date | null;
}

export interface PartnerReportTable {
  id: string;
  conversation_id: string;
  reporter_id: string;
  against_id: string;
  words: string;
  reported_by: string | null;
  reported_at: Generated<Date>;
  answer: string | null;
  stops: Generated<boolean>;
  answered_by: string | null;
  answered_at: Date | null;
}

export interface PaymentPartTable {
  id: string;
  plan_id: string;
  kind: string;
  name: Generated<string>;
  share_percent: string;
  work_ends_on: string | null;
  payable_on: string | null;
  position: Generated<number>;
}

export interface PaymentPlanTable {
  id: string;
  exercise_id: string;
  value_net_pence: bigint;
  starts_on: string;
  ends_on: string;
  payment_days: number;
  reasons: Generated<string>;
  saved_by: string | null;
  saved_at: Generated<Date>;
}

export interface PersonTable {
  id: string;
  name: string;
  email: string;
  email_verified: Generated<boolean>;
  image: string | null;
  job_title: string | null;
  phone: string | null;
  two_factor_enabled: Generated<boolean>;
  state: Generated<string>;
  left_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface PersonalKeyTable {
  person_id: string;
  wrapped_key: Buffer;
  created_at: Generated<Date>;
}

export interface PipelineYearTable {
  id: string;
  body_id: string;
  starts_on: string;
  expected_spend_gross_pence: bigint;
  required: boolean;
  rule: string;
  stated_by: string | null;
  stated_at: Generated<Date>;
  notice_id: string | null;
}

export interface PlatformShareCodeTable {
  id: string;
  organisation_id: string;
  code: string;
  shared_on: string;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
}

export interface PriceKeptSealedTable {
  id: string;
  bid_id: string;
  lot_id: string | null;
  reason: string;
  kept_at: Generated<Date>;
}

export interface PriceQuestionTable {
  id: string;
  opportunity_id: string;
  bid_id: string;
  lot_id: string | null;
  why: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  answer_until: Date;
  lines: ColumnType<Json | null, string | null, string | null>;
  explanation: string | null;
  answered_by: string | null;
  answered_at: Date | null;
  accepted: boolean | null;
  reason: string | null;
  assessed_by: string | null;
  assessed_at: Date | null;
  tested: string | null;
  tested_by: string | null;
  tested_at: Date | null;
}

export interface PromiseTable {
  id: string;
  kind: string;
  about_kind: string;
  about_id: string;
  body_id: string;
  owner_id: string | null;
  owner_role: string | null;
  words: string;
  address: string;
  starts_at: Date;
  due_at: Date;
  clock: string;
  count: number;
  paused_at: Date | null;
  kept_at: Date | null;
  broken_reason: string | null;
  withdrawn_at: Date | null;
  rule: string | null;
  created_at: Generated<Date>;
}

export interface PublicationOverrideTable {
  id: string;
  opportunity_id: string;
  code: string;
  sentence: string;
  reason: string;
  overridden_by: string | null;
  overridden_at: Generated<Date>;
}

export interface PurchaseTable {
  id: string;
  body_id: string;
  organisation_id: string | null;
  exercise_id: string | null;
  title: string;
  category: Generated<string>;
  value_net_pence: bigint;
  value_gross_pence: bigint;
  decided_on: string;
  route: string;
  quotes_needed: Generated<number>;
  rule: string;
  rule_source: string;
  quotes_received: Generated<number>;
  state: Generated<string>;
  split_flag: string | null;
  override_route: string | null;
  override_reason: string | null;
  cancelled_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  opportunity_id: string | null;
  direct_reason: string | null;
}

export interface QuestionTable {
  id: string;
  question_set_id: string;
  lineage_id: string;
  position: number;
  section: Generated<string>;
  text: string;
  purpose: Generated<string>;
  good_answer: Generated<string>;
  type: string;
  choices: ColumnType<Json, string | undefined, string>;
  marks: string | null;
  word_limit: number | null;
  required: Generated<boolean>;
  evidence: string | null;
  asked_when: ColumnType<Json | null, string | null, string | null>;
  reuse_key: string | null;
  minutes: number | null;
  criterion_id: string | null;
  lot_id: string | null;
  envelope: Generated<string>;
}

export interface QuestionSetTable {
  id: string;
  about_kind: string;
  about_id: string;
  purpose: string;
  title: string;
  version: Generated<number>;
  state: Generated<string>;
  created_at: Generated<Date>;
}

export interface QuotationChoiceTable {
  opportunity_id: string;
  choice_reason: string;
  few_replies_reason: string | null;
  chosen_by: string | null;
  chosen_at: Generated<Date>;
}

export interface ReferenceCounterTable {
  body_id: string;
  kind: string;
  year: number;
  last_number: Generated<number>;
}

export interface RegistrationSourceTable {
  organisation_id: string;
  heard: string;
  event_id: string | null;
  other_portal: string | null;
  told_at: Generated<Date>;
}

export interface ReservedBaseTable {
  organisation_id: string;
  area_code: string;
}

export interface ReservedContractTable {
  organisation_id: string;
  body_id: string;
  entered_on: string;
}

export interface ReservedStatusTable {
  organisation_id: string;
  supports_employment: Generated<boolean>;
  workforce_percent: string | null;
  workforce_of: string | null;
  mutual_purpose: Generated<boolean>;
  mutual_profit: Generated<boolean>;
  mutual_control: Generated<boolean>;
  based_in_uk: Generated<boolean>;
  declared_by: string | null;
  declared_at: Generated<Date>;
}

export interface ReviewTable {
  id: string;
  agreement_id: string;
  kind: string;
  due_on: string;
  held_on: string | null;
  results: string | null;
  issues: string | null;
  actions: string | null;
  authority_signed_by: string | null;
  authority_signed_at: Date | null;
  supplier_signed_by: string | null;
  supplier_signed_at: Date | null;
  supplier_signatory: string | null;
  created_at: Generated<Date>;
  checklist_counts_shown: Generated<boolean>;
}

export interface ReviewChecklistTable {
  id: string;
  review_id: string;
  title: string;
  task: string;
  made_by: string | null;
  made_at: Generated<Date>;
}

export interface RiskAssessmentTable {
  opportunity_id: string;
  value_net_pence: bigint;
  complexity: string;
  harm: string;
  very_high_value_and_complex: Generated<boolean>;
  reasons: string;
  points: number;
  level: string;
  rule: string;
  assessed_by: string | null;
  assessed_at: Generated<Date>;
}

export interface RoleHoldingTable {
  id: string;
  person_id: string;
  role: string;
  scope_kind: string;
  scope_id: string | null;
  held_from: Generated<Date>;
  held_until: Date | null;
  granted_by: string | null;
  reason: string | null;
}

export interface ScoreTable {
  id: string;
  assessor_id: string;
  bid_id: string;
  lot_id: string | null;
  question_id: string;
  score: string;
  reason: string;
  strength: string;
  improvement: Generated<string>;
  finished_at: Date | null;
  version: Generated<number>;
  updated_at: Generated<Date>;
}

export interface SearchEntryTable {
  record_kind: string;
  record_id: string;
  body_id: string | null;
  title: string;
  summary: Generated<string>;
  address: string;
  happened_on: string | null;
  words: string;
  plain: string;
}

export interface SecondTierDutyTable {
  agreement_id: string;
  every_months: number;
  first_on: string;
  due_days: number;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface SecondTierPaymentTable {
  return_id: string;
  row_number: number;
  name: string;
  postcode: Generated<string>;
  company_number: Generated<string>;
  paid_on: string;
  amount_pence: bigint;
  is_local: boolean;
}

export interface SecondTierReminderTable {
  agreement_id: string;
  period_from_on: string;
  kind: string;
  sent_at: Generated<Date>;
}

export interface SecondTierReturnTable {
  id: string;
  agreement_id: string;
  from_on: string;
  to_on: string;
  local_pence: bigint;
  method: string;
  evidence: string | null;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
  withdrawn_at: Date | null;
  withdrawn_because: string | null;
  state: Generated<string>;
  due_on: string | null;
  file_name: string | null;
  columns_read: ColumnType<Json | null, string | null, string | null>;
  sent_by: string | null;
  sent_at: Date | null;
  query: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface SessionTable {
  id: string;
  about_kind: string;
  about_id: string;
  body_id: string;
  kind: string;
  title: string;
  words: Generated<string>;
  audience: Generated<string>;
  books_until: Date | null;
  people_each: number | null;
  accessibility: Generated<string>;
  alternative: Generated<string>;
  cancelled_at: Date | null;
  cancelled_reason: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface SessionAttendeeTable {
  id: string;
  booking_id: string;
  name: string;
  role_words: Generated<string>;
  will_deliver: Generated<boolean>;
  attended: boolean | null;
}

export interface SessionBookingTable {
  id: string;
  session_id: string;
  slot_id: string | null;
  organisation_id: string | null;
  person_id: string;
  access_needs: Generated<string>;
  booked_at: Generated<Date>;
  cancelled_at: Date | null;
}

export interface SessionPaperTable {
  id: string;
  session_id: string;
  file_id: string;
  title: string;
  added_at: Generated<Date>;
}

export interface SessionSlotTable {
  id: string;
  session_id: string;
  starts_at: Date;
  ends_at: Date;
  place: Generated<string>;
  remote_link: string | null;
  places: Generated<number>;
  cancelled_at: Date | null;
  cancelled_reason: string | null;
  created_at: Generated<Date>;
}

export interface ShortlistEntryTable {
  opportunity_id: string;
  bid_id: string;
  organisation_id: string;
  chosen: boolean;
  reason: string;
  decided_by: string | null;
  decided_at: Generated<Date>;
}

export interface ShortlistPlaceTable {
  bid_id: string;
  opportunity_id: string;
  shortlisted: boolean;
  points: string;
  has_service: Generated<boolean>;
  reason: string;
  decided_by: string | null;
  decided_at: Generated<Date>;
}

export interface SignInAccountTable {
  id: string;
  user_id: string;
  account_id: string;
  provider_id: string;
  access_token: string | null;
  refresh_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  id_token: string | null;
  password: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface SignInAttemptTable {
  address_hash: Buffer;
  tries: number;
  last_at: Date;
  wait_until: Date | null;
}

export interface SignInLinkTable {
  token_hash: Buffer;
  purpose: string;
  person_id: string;
  expires_at: Date;
  created_at: Generated<Date>;
}

export interface SignInSessionTable {
  id: string;
  user_id: string;
  token: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface SignInTwoFactorTable {
  id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: Generated<boolean>;
  failed_verification_count: Generated<number>;
  locked_until: Date | null;
}

export interface SignInVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface SocialValueConsiderationTable {
  id: string;
  exercise_id: string;
  improve: string | null;
  secure: string | null;
  consult: string | null;
  weight_percent: string | null;
  weight_reason: string | null;
  minimum_percent: string | null;
  minimum_rule: string | null;
  considered_on: string | null;
  considered_by: string | null;
  version: Generated<number>;
  updated_at: Generated<Date>;
  relevance: string | null;
  relevance_reason: string | null;
}

export interface SpecificationTable {
  id: string;
  exercise_id: string;
  version: number;
  state: Generated<string>;
  summary: Generated<string>;
  service: Generated<string>;
  who_for: Generated<string>;
  standards: Generated<string>;
  outputs_only_reason: string | null;
  revision: Generated<number>;
  approved_by: string | null;
  approved_at: Date | null;
  created_at: Generated<Date>;
  social_considered: Generated<string>;
  social_recommended: Generated<string>;
  social_relevant: Generated<string>;
}

export interface SpellingSuggestionTable {
  id: string;
  supplier_id: string;
  organisation_id: string;
  reason: string;
  confidence: string;
  state: Generated<string>;
  decided_by: string | null;
  decided_at: Date | null;
  created_at: Generated<Date>;
}

export interface SpendBandMonthTable {
  body_id: string;
  month: string;
  kind: string;
  over_pence: bigint;
  lines: number;
  amount_pence: bigint;
}

export interface SpendLineTable {
  id: string;
  body_id: string;
  amount_pence: bigint;
  load_key: number;
  supplier_key: number;
  place_key: number;
  paid_on: string;
  row_number: number;
  kind: string;
  vat: string | null;
  capital: boolean | null;
  sheet: string | null;
  purpose: string | null;
  category: string | null;
  transaction_number: string | null;
  supplier_number: string | null;
}

export interface SpendLoadTable {
  load_key: Generated<number>;
  import_id: string;
  body_id: string;
  lines: Generated<number>;
  total_pence: Generated<bigint>;
  control_total_pence: bigint | null;
  first_on: string | null;
  last_on: string | null;
  found_again: Generated<number[]>;
}

export interface SpendPlaceTable {
  place_key: Generated<number>;
  body_id: string;
  unit: string;
  service: string;
  unit_id: string | null;
}

export interface SpendPlaceMonthTable {
  body_id: string;
  month: string;
  place_key: number;
  kind: string;
  capital: string;
  lines: number;
  amount_pence: bigint;
}

export interface SpendPlaceSupplierYearTable {
  body_id: string;
  financial_year: number;
  place_key: number;
  supplier_key: number;
  kind: string;
  lines: number;
  amount_pence: bigint;
}

export interface SpendSupplierTable {
  id: string;
  supplier_key: Generated<number>;
  body_id: string;
  name: string;
  company_number: Generated<string>;
  charity_number: Generated<string>;
  match_name: string;
  redacted: Generated<boolean>;
  organisation_id: string | null;
  matched_by: string | null;
  decided_by: string | null;
  decided_at: Date | null;
}

export interface SpendSupplierMonthTable {
  supplier_key: number;
  month: string;
  kind: string;
  lines: number;
  amount_pence: bigint;
}

export interface SpendSupplierYearTable {
  body_id: string;
  financial_year: number;
  supplier_key: number;
  kind: string;
  lines: number;
  amount_pence: bigint;
}

export interface StoredFileTable {
  id: string;
  name: string;
  media_type: string;
  size_bytes: bigint;
  sha256: Buffer;
  sealed: Generated<boolean>;
  scan_state: Generated<string>;
  about_kind: string | null;
  about_id: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface StoredFileToRemoveTable {
  file_id: string;
  since: Generated<Date>;
}

export interface SubcontractNoticeTable {
  id: string;
  reference: string;
  agreement_id: string;
  organisation_id: string;
  title: string;
  description: string;
  area_codes: Generated<string[]>;
  worth_net_pence: bigint | null;
  reply_by_on: string;
  state: Generated<string>;
  let_to_id: string | null;
  let_net_pence: bigint | null;
  closed_reason: string | null;
  posted_by: string | null;
  posted_at: Generated<Date>;
  closed_at: Date | null;
}

export interface SubcontractReminderTable {
  agreement_id: string;
  quarter_on: string;
  sent_at: Generated<Date>;
}

export interface SubcontractReplyTable {
  id: string;
  notice_id: string;
  organisation_id: string;
  words: string;
  price_net_pence: bigint | null;
  sent_by: string | null;
  sent_at: Generated<Date>;
}

export interface SubcontractRequirementTable {
  agreement_id: string;
  from_on: string;
  reason: string;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface SubcontractingTable {
  id: string;
  exercise_id: string;
  stance: string;
  payment_days: number | null;
  work_share_percent: string | null;
  discloses_fee: Generated<boolean>;
  other_disclosure: Generated<string>;
  requires_posting: Generated<boolean>;
  reasons: Generated<string>;
  decided_by: string | null;
  decided_at: Generated<Date>;
}

export interface SupportItemTable {
  id: string;
  pack_id: string;
  kind: string;
  title: string;
  words: Generated<string>;
  link: string | null;
  position: number;
}

export interface SupportPackTable {
  id: string;
  body_id: string;
  title: string;
  sector: Generated<string>;
  created_by: string | null;
  created_at: Generated<Date>;
}

export interface SurveyAskedTable {
  wave_id: string;
  statement_id: string;
  position: number;
}

export interface SurveyBaselineTable {
  id: string;
  statement_id: string;
  not_percent: string;
  words: string;
  source: string;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface SurveyCountTable {
  wave_id: string;
  statement_id: string;
  fact: string;
  value: string;
  score: number;
  answers: Generated<number>;
}

export interface SurveyInvitationTable {
  id: string;
  wave_id: string;
  organisation_id: string;
  answered: Generated<boolean>;
  reminded: Generated<boolean>;
}

export interface SurveyStatementTable {
  id: string;
  body_id: string;
  subject: string;
  words: string;
  recommendation: Generated<string>;
  recommendation_url: string | null;
  position: number;
  from_on: string;
  until_on: string | null;
  follows_id: string | null;
  set_by: string | null;
  set_at: Generated<Date>;
}

export interface SurveyWaveTable {
  id: string;
  body_id: string;
  occasion: string;
  title: string;
  awards_from_on: string | null;
  awards_to_on: string | null;
  opens_on: string;
  closes_on: string;
  fewest: number;
  is_public: boolean;
  settled: Generated<boolean>;
  opened_by: string | null;
  opened_at: Generated<Date>;
}

export interface SurveyWordsTable {
  id: Generated<string>;
  wave_id: string;
  words: string;
}

export interface TenderBurdenTable {
  opportunity_id: string;
  questions: number;
  words: number;
  pages: number;
  minutes: number;
  approvals: number;
  meetings: number;
  reading_ease: string | null;
  long_sentences: number;
  unexplained: number;
  measured_at: Generated<Date>;
}

export interface TenderExtraTable {
  id: string;
  opportunity_id: string;
  question_id: string;
  kind: string;
  bank_question_id: string | null;
  reason: string;
  added_by: string | null;
  added_at: Generated<Date>;
}

export interface TenderRequirementTable {
  id: string;
  opportunity_id: string;
  kind: string;
  amount_pence: bigint | null;
  amount_count: number | null;
  ceiling_pence: bigint | null;
  ceiling_count: number | null;
  ceiling_rule: string;
  exceeds: boolean;
  reason: string | null;
  very_high_value_and_complex: Generated<boolean>;
  entered_by: string | null;
  entered_at: Generated<Date>;
}

export interface ThreadLinkTable {
  id: string;
  from_kind: string;
  from_id: string;
  label: string;
  to_kind: string;
  to_id: string;
  created_at: Generated<Date>;
}

export interface TieDrawingTable {
  id: string;
  opportunity_id: string;
  lot_id: string | null;
  bid_ids: string[];
  witnesses: string[];
  drawn_by: string | null;
  drawn_at: Generated<Date>;
}

export interface TimetableTable {
  opportunity_id: string;
  complexity: Generated<string>;
  consortia_allowed: Generated<boolean>;
  visits_none_reason: Generated<string>;
  early_notice_id: string | null;
  clash_reason: string | null;
  clash_with: Generated<string[]>;
  clash_decided_by: string | null;
  clash_decided_at: Date | null;
  updated_at: Generated<Date>;
}

export interface TimetableSlipTable {
  id: string;
  opportunity_id: string;
  stage: string;
  from_on: string;
  to_on: string;
  reason: string;
  recorded_by: string | null;
  recorded_at: Generated<Date>;
}

export interface TimetableStageTable {
  opportunity_id: string;
  stage: string;
  planned_on: string;
}

export interface TupePackTable {
  id: string;
  opportunity_id: string;
  version: number;
  from_provider: string;
  facts_of_on: string;
  pension_words: string;
  other_words: Generated<string>;
  reason_for_change: string | null;
  checked_by: string | null;
  released_at: Generated<Date>;
}

export interface TupePostTable {
  pack_id: string;
  position: number;
  role: string;
  hours_per_week: string;
  salary_pence: bigint;
  started_year: number;
  contract: string;
  pension: Generated<string>;
}

export interface TupeReceiptTable {
  pack_id: string;
  organisation_id: string;
  person_id: string;
  undertook_at: Generated<Date>;
}

export interface TupeRequestTable {
  id: string;
  opportunity_id: string;
  organisation_id: string;
  words: string;
  answer_by: string;
  asked_by: string | null;
  asked_at: Generated<Date>;
  facts_of_on: string | null;
  posts: string | null;
  pension_words: string | null;
  other_words: Generated<string>;
  given_by: string | null;
  given_at: Date | null;
}

export interface TupeStatementTable {
  opportunity_id: string;
  says: string;
  reason: string;
  stated_by: string | null;
  stated_at: Generated<Date>;
}

export interface TwoBidsDecisionTable {
  id: string;
  opportunity_id: string;
  organisation_id: string;
  bid_ids: string[];
  decision: string;
  excluded_bid_id: string | null;
  heard: string;
  reason: string;
  decided_by: string | null;
  decided_at: Generated<Date>;
}

export interface TwoBidsDeclarationTable {
  id: string;
  opportunity_id: string;
  organisation_id: string;
  words: string;
  declared_by: string | null;
  declared_at: Generated<Date>;
}

export interface ValuationTable {
  id: string;
  exercise_id: string;
  annual_net_pence: bigint;
  years: string;
  extension_years: Generated<string>;
  one_off_net_pence: Generated<bigint>;
  lots: ColumnType<Json, string | undefined, string>;
  vat_percent: string;
  whole_life_net_pence: bigint;
  whole_life_gross_pence: bigint;
  route: string;
  quotes_needed: Generated<number>;
  rule: string;
  rule_source: string;
  law_rule: Generated<string>;
  law_source: Generated<string>;
  law_pack: string;
  law_version: string;
  above_threshold: boolean;
  plan_required: boolean;
  plan_rule: Generated<string>;
  plan_source: Generated<string>;
  decided_on: string;
  decided_by: string | null;
  override_route: string | null;
  override_reason: string | null;
  created_at: Generated<Date>;
  superseded_at: Date | null;
}

export interface VaultDocumentTable {
  id: string;
  organisation_id: string;
  kind: string;
  title: string;
  warn_days: number;
  added_by: string | null;
  added_at: Generated<Date>;
  withdrawn_at: Date | null;
}

export interface VaultShareTable {
  id: string;
  document_id: string;
  body_id: string;
  opportunity_id: string | null;
  consented_by: string | null;
  consented_at: Generated<Date>;
  revoked_by: string | null;
  revoked_at: Date | null;
}

export interface VaultVersionTable {
  id: string;
  document_id: string;
  version: number;
  file_id: string;
  issuer: Generated<string>;
  expires_on: string | null;
  cover_pence: bigint | null;
  added_by: string | null;
  added_at: Generated<Date>;
  warned_at: Date | null;
}

export interface Schema {
  agreement: AgreementTable;
  agreement_party: AgreementPartyTable;
  agreement_term: AgreementTermTable;
  answer: AnswerTable;
  approval: ApprovalTable;
  area: AreaTable;
  arrangement: ArrangementTable;
  arrangement_application: ArrangementApplicationTable;
  arrangement_change: ArrangementChangeTable;
  arrangement_event: ArrangementEventTable;
  arrangement_finding: ArrangementFindingTable;
  arrangement_follow: ArrangementFollowTable;
  arrangement_intake: ArrangementIntakeTable;
  arrangement_lot: ArrangementLotTable;
  arrangement_lot_decision: ArrangementLotDecisionTable;
  arrangement_member: ArrangementMemberTable;
  arrangement_query: ArrangementQueryTable;
  arrangement_score: ArrangementScoreTable;
  assessor: AssessorTable;
  audit_entry: AuditEntryTable;
  audit_position: AuditPositionTable;
  audit_sequencer: AuditSequencerTable;
  award: AwardTable;
  award_challenge: AwardChallengeTable;
  award_interim: AwardInterimTable;
  bank_question: BankQuestionTable;
  benefit_sought: BenefitSoughtTable;
  benefit_suggestion: BenefitSuggestionTable;
  bid: BidTable;
  bid_effort: BidEffortTable;
  bid_file: BidFileTable;
  bid_key: BidKeyTable;
  bid_lot: BidLotTable;
  bid_opening: BidOpeningTable;
  bid_part: BidPartTable;
  bid_submission: BidSubmissionTable;
  bidding_estimate: BiddingEstimateTable;
  body: BodyTable;
  burden_baseline: BurdenBaselineTable;
  call_off: CallOffTable;
  case_record: CaseRecordTable;
  case_reply: CaseReplyTable;
  category_follow: CategoryFollowTable;
  category_follow_told: CategoryFollowToldTable;
  checklist_inspector: ChecklistInspectorTable;
  checklist_sending: ChecklistSendingTable;
  closing_change: ClosingChangeTable;
  conflicts_entry: ConflictsEntryTable;
  connected_person: ConnectedPersonTable;
  consortium: ConsortiumTable;
  consortium_check: ConsortiumCheckTable;
  consortium_copy: ConsortiumCopyTable;
  consortium_lot: ConsortiumLotTable;
  consortium_member: ConsortiumMemberTable;
  consortium_request: ConsortiumRequestTable;
  content_removal: ContentRemovalTable;
  core_version: CoreVersionTable;
  criterion: CriterionTable;
  dataset_count: DatasetCountTable;
  delegation: DelegationTable;
  delegation_in_force: DelegationInForceTable;
  direct_award: DirectAwardTable;
  draft_clause: DraftClauseTable;
  draft_clause_before: DraftClauseBeforeTable;
  early_notice: EarlyNoticeTable;
  early_start_agreement: EarlyStartAgreementTable;
  envelope_key: EnvelopeKeyTable;
  evaluation_plan: EvaluationPlanTable;
  evaluation_visit: EvaluationVisitTable;
  evidence_item: EvidenceItemTable;
  evidence_request: EvidenceRequestTable;
  evidence_sheet: EvidenceSheetTable;
  exclusion_check: ExclusionCheckTable;
  exclusion_concern: ExclusionConcernTable;
  exercise: ExerciseTable;
  exercise_gate: ExerciseGateTable;
  exercise_legal_basis: ExerciseLegalBasisTable;
  failed_search: FailedSearchTable;
  feed_contract: FeedContractTable;
  feed_day: FeedDayTable;
  feed_due: FeedDueTable;
  feedback: FeedbackTable;
  financial_view: FinancialViewTable;
  former_unit_name: FormerUnitNameTable;
  glossary_term: GlossaryTermTable;
  grant_record: GrantRecordTable;
  holiday: HolidayTable;
  import_batch: ImportBatchTable;
  import_change: ImportChangeTable;
  import_upload: ImportUploadTable;
  intention: IntentionTable;
  interview: InterviewTable;
  invitation: InvitationTable;
  label: LabelTable;
  label_reader: LabelReaderTable;
  lay_assessor: LayAssessorTable;
  lay_score: LayScoreTable;
  lineage_reply: LineageReplyTable;
  lineage_view: LineageViewTable;
  local_policy: LocalPolicyTable;
  local_understanding_question: LocalUnderstandingQuestionTable;
  lot: LotTable;
  lotting: LottingTable;
  lotting_option: LottingOptionTable;
  lotting_option_lot: LottingOptionLotTable;
  measure: MeasureTable;
  minimum_content: MinimumContentTable;
  moderated_score: ModeratedScoreTable;
  named_opener: NamedOpenerTable;
  need: NeedTable;
  need_evidence: NeedEvidenceTable;
  no_bid_reason: NoBidReasonTable;
  notice: NoticeTable;
  observation: ObservationTable;
  observation_confirmed: ObservationConfirmedTable;
  ocds_release: OcdsReleaseTable;
  opened_answer: OpenedAnswerTable;
  opened_file: OpenedFileTable;
  opened_price: OpenedPriceTable;
  opportunity: OpportunityTable;
  opportunity_change: OpportunityChangeTable;
  opportunity_document: OpportunityDocumentTable;
  opportunity_follower: OpportunityFollowerTable;
  opportunity_support_pack: OpportunitySupportPackTable;
  organisation: OrganisationTable;
  organisation_area: OrganisationAreaTable;
  organisation_category: OrganisationCategoryTable;
  organisation_claim: OrganisationClaimTable;
  organisation_invitation: OrganisationInvitationTable;
  organisation_key: OrganisationKeyTable;
  organisation_merge: OrganisationMergeTable;
  organisation_officer: OrganisationOfficerTable;
  organisation_pair: OrganisationPairTable;
  organisation_predecessor: OrganisationPredecessorTable;
  organisational_unit: OrganisationalUnitTable;
  outbox_mail: OutboxMailTable;
  outcome: OutcomeTable;
  outcome_framework: OutcomeFrameworkTable;
  outcome_served: OutcomeServedTable;
  outcome_wording: OutcomeWordingTable;
  outcomes_report: OutcomesReportTable;
  outcomes_report_words: OutcomesReportWordsTable;
  outreach_event: OutreachEventTable;
  outside_contact: OutsideContactTable;
  partner_conversation: PartnerConversationTable;
  partner_message: PartnerMessageTable;
  partner_post: PartnerPostTable;
  partner_report: PartnerReportTable;
  payment_part: PaymentPartTable;
  payment_plan: PaymentPlanTable;
  person: PersonTable;
  personal_key: PersonalKeyTable;
  pipeline_year: PipelineYearTable;
  platform_share_code: PlatformShareCodeTable;
  price_kept_sealed: PriceKeptSealedTable;
  price_question: PriceQuestionTable;
  promise: PromiseTable;
  publication_override: PublicationOverrideTable;
  purchase: PurchaseTable;
  question: QuestionTable;
  question_set: QuestionSetTable;
  quotation_choice: QuotationChoiceTable;
  reference_counter: ReferenceCounterTable;
  registration_source: RegistrationSourceTable;
  reserved_base: ReservedBaseTable;
  reserved_contract: ReservedContractTable;
  reserved_status: ReservedStatusTable;
  review: ReviewTable;
  review_checklist: ReviewChecklistTable;
  risk_assessment: RiskAssessmentTable;
  role_holding: RoleHoldingTable;
  score: ScoreTable;
  search_entry: SearchEntryTable;
  second_tier_duty: SecondTierDutyTable;
  second_tier_payment: SecondTierPaymentTable;
  second_tier_reminder: SecondTierReminderTable;
  second_tier_return: SecondTierReturnTable;
  session: SessionTable;
  session_attendee: SessionAttendeeTable;
  session_booking: SessionBookingTable;
  session_paper: SessionPaperTable;
  session_slot: SessionSlotTable;
  shortlist_entry: ShortlistEntryTable;
  shortlist_place: ShortlistPlaceTable;
  sign_in_account: SignInAccountTable;
  sign_in_attempt: SignInAttemptTable;
  sign_in_link: SignInLinkTable;
  sign_in_session: SignInSessionTable;
  sign_in_two_factor: SignInTwoFactorTable;
  sign_in_verification: SignInVerificationTable;
  social_value_consideration: SocialValueConsiderationTable;
  specification: SpecificationTable;
  spelling_suggestion: SpellingSuggestionTable;
  spend_band_month: SpendBandMonthTable;
  spend_line: SpendLineTable;
  spend_load: SpendLoadTable;
  spend_place: SpendPlaceTable;
  spend_place_month: SpendPlaceMonthTable;
  spend_place_supplier_year: SpendPlaceSupplierYearTable;
  spend_supplier: SpendSupplierTable;
  spend_supplier_month: SpendSupplierMonthTable;
  spend_supplier_year: SpendSupplierYearTable;
  stored_file: StoredFileTable;
  stored_file_to_remove: StoredFileToRemoveTable;
  subcontract_notice: SubcontractNoticeTable;
  subcontract_reminder: SubcontractReminderTable;
  subcontract_reply: SubcontractReplyTable;
  subcontract_requirement: SubcontractRequirementTable;
  subcontracting: SubcontractingTable;
  support_item: SupportItemTable;
  support_pack: SupportPackTable;
  survey_asked: SurveyAskedTable;
  survey_baseline: SurveyBaselineTable;
  survey_count: SurveyCountTable;
  survey_invitation: SurveyInvitationTable;
  survey_statement: SurveyStatementTable;
  survey_wave: SurveyWaveTable;
  survey_words: SurveyWordsTable;
  tender_burden: TenderBurdenTable;
  tender_extra: TenderExtraTable;
  tender_requirement: TenderRequirementTable;
  thread_link: ThreadLinkTable;
  tie_drawing: TieDrawingTable;
  timetable: TimetableTable;
  timetable_slip: TimetableSlipTable;
  timetable_stage: TimetableStageTable;
  tupe_pack: TupePackTable;
  tupe_post: TupePostTable;
  tupe_receipt: TupeReceiptTable;
  tupe_request: TupeRequestTable;
  tupe_statement: TupeStatementTable;
  two_bids_decision: TwoBidsDecisionTable;
  two_bids_declaration: TwoBidsDeclarationTable;
  valuation: ValuationTable;
  vault_document: VaultDocumentTable;
  vault_share: VaultShareTable;
  vault_version: VaultVersionTable;
}
