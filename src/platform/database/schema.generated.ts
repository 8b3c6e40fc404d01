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
}

export interface AgreementPartyTable {
  agreement_id: string;
  organisation_id: string;
  role: string;
  share_percent: string | null;
  valid: Generated<string>;
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
}

export interface AreaTable {
  code: string;
  name: string;
  kind: string;
  within: string | null;
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
}

export interface BidPartTable {
  bid_id: string;
  part_key: string;
  envelope: string;
  ciphertext: Buffer;
  version: Generated<number>;
  saved_by: string | null;
  saved_at: Generated<Date>;
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
}

export interface EnvelopeKeyTable {
  id: string;
  opportunity_id: string;
  envelope: string;
  recipient: string;
  wrapped_identity: Buffer;
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
}

export interface ImportChangeTable {
  import_id: string;
  record_kind: string;
  record_id: string;
  version_after: number;
  before: ColumnType<Json | null, string | null, string | null>;
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

export interface OrganisationalUnitTable {
  id: string;
  body_id: string;
  name: string;
  ended_on: string | null;
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

export interface ReferenceCounterTable {
  body_id: string;
  kind: string;
  year: number;
  last_number: Generated<number>;
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

export interface ThreadLinkTable {
  id: string;
  from_kind: string;
  from_id: string;
  label: string;
  to_kind: string;
  to_id: string;
  created_at: Generated<Date>;
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

export interface Schema {
  agreement: AgreementTable;
  agreement_party: AgreementPartyTable;
  answer: AnswerTable;
  approval: ApprovalTable;
  area: AreaTable;
  assessor: AssessorTable;
  audit_entry: AuditEntryTable;
  audit_position: AuditPositionTable;
  audit_sequencer: AuditSequencerTable;
  award: AwardTable;
  bid: BidTable;
  bid_file: BidFileTable;
  bid_key: BidKeyTable;
  bid_lot: BidLotTable;
  bid_opening: BidOpeningTable;
  bid_part: BidPartTable;
  bid_submission: BidSubmissionTable;
  body: BodyTable;
  case_record: CaseRecordTable;
  case_reply: CaseReplyTable;
  closing_change: ClosingChangeTable;
  criterion: CriterionTable;
  envelope_key: EnvelopeKeyTable;
  exercise: ExerciseTable;
  exercise_gate: ExerciseGateTable;
  exercise_legal_basis: ExerciseLegalBasisTable;
  feedback: FeedbackTable;
  holiday: HolidayTable;
  import_batch: ImportBatchTable;
  import_change: ImportChangeTable;
  label: LabelTable;
  label_reader: LabelReaderTable;
  local_policy: LocalPolicyTable;
  lot: LotTable;
  measure: MeasureTable;
  moderated_score: ModeratedScoreTable;
  need: NeedTable;
  need_evidence: NeedEvidenceTable;
  notice: NoticeTable;
  observation: ObservationTable;
  opened_answer: OpenedAnswerTable;
  opened_file: OpenedFileTable;
  opened_price: OpenedPriceTable;
  opportunity: OpportunityTable;
  opportunity_document: OpportunityDocumentTable;
  organisation: OrganisationTable;
  organisation_area: OrganisationAreaTable;
  organisation_category: OrganisationCategoryTable;
  organisation_claim: OrganisationClaimTable;
  organisation_invitation: OrganisationInvitationTable;
  organisation_key: OrganisationKeyTable;
  organisational_unit: OrganisationalUnitTable;
  outbox_mail: OutboxMailTable;
  outcome: OutcomeTable;
  outcome_framework: OutcomeFrameworkTable;
  outcome_served: OutcomeServedTable;
  outcome_wording: OutcomeWordingTable;
  person: PersonTable;
  personal_key: PersonalKeyTable;
  promise: PromiseTable;
  purchase: PurchaseTable;
  question: QuestionTable;
  question_set: QuestionSetTable;
  reference_counter: ReferenceCounterTable;
  review: ReviewTable;
  role_holding: RoleHoldingTable;
  score: ScoreTable;
  search_entry: SearchEntryTable;
  sign_in_account: SignInAccountTable;
  sign_in_attempt: SignInAttemptTable;
  sign_in_link: SignInLinkTable;
  sign_in_session: SignInSessionTable;
  sign_in_two_factor: SignInTwoFactorTable;
  sign_in_verification: SignInVerificationTable;
  social_value_consideration: SocialValueConsiderationTable;
  specification: SpecificationTable;
  stored_file: StoredFileTable;
  thread_link: ThreadLinkTable;
  valuation: ValuationTable;
}
