create table record_keys (
  object text collate "C" not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  record_id uuid not null,
  field text not null
);

create table events (
  id uuid not null,
  at timestamptz(3) not null,
  xid xid8 not null default pg_current_xact_id(),
  object text not null,
  record_id uuid not null,
  type text not null,
  by_id uuid,
  by_kind text not null,
  via text not null,
  operation_id uuid not null,
  before jsonb,
  after jsonb
) partition by range (id);

create table timeline (
  subject_id uuid not null,
  record_id uuid not null,
  object text not null,
  occurred_at timestamptz(3) not null,
  event_id uuid not null
);

create table job_runs (
  id uuid primary key,
  name text not null,
  input jsonb not null,
  status text not null default 'queued',
  progress_done bigint not null default 0,
  progress_total bigint,
  note jsonb,
  result jsonb,
  error text,
  attempts integer not null default 0,
  max_attempts integer not null default 5,
  cancel_asked boolean not null default false,
  worker_id bigint,
  created_by uuid,
  via text not null,
  operation_id uuid not null,
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3)
);

create table imports (
  id uuid primary key,
  status text not null,
  file_name text not null,
  file_hash text not null,
  file_size bigint not null,
  detected jsonb not null,
  columns jsonb not null,
  row_count bigint,
  mapping jsonb,
  questions jsonb not null default '[]',
  counts jsonb,
  issues_sample jsonb not null default '[]',
  phase text,
  position bigint not null default 0,
  total bigint,
  job_id uuid,
  operation_id uuid not null,
  error text,
  created_by uuid,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  finished_at timestamptz(3)
);

create table import_mappings (
  fingerprint text primary key,
  mapping jsonb not null,
  used_at timestamptz(3) not null default now()
);

create table import_rejects (
  import_id uuid not null,
  row_number bigint not null,
  cells jsonb not null,
  issues jsonb not null
);

create table customers (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  kind text collate "C",
  company_id uuid,
  contact_id uuid,
  name text,
  name_key text collate "und-x-icu",
  number text,
  number_key text collate "und-x-icu",
  country text,
  country_key text collate "und-x-icu",
  owner_id uuid,
  team_id uuid
);

create table customer_stats (
  id uuid primary key,
  refreshed_at timestamptz(3),
  class text collate "C",
  recency_score bigint,
  frequency_score bigint,
  monetary_score bigint,
  rfm_group text collate "C",
  first_order_at timestamptz(3),
  last_order_at timestamptz(3),
  order_count bigint,
  return_count bigint,
  revenue_amount numeric,
  revenue_currency text collate "C",
  revenue_base numeric,
  gross_revenue_amount numeric,
  gross_revenue_currency text collate "C",
  gross_revenue_base numeric,
  margin_amount numeric,
  margin_currency text collate "C",
  margin_base numeric,
  average_order_amount numeric,
  average_order_currency text collate "C",
  average_order_base numeric
);

create table companies (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  number text,
  number_key text collate "und-x-icu",
  legal_name text,
  legal_name_key text collate "und-x-icu",
  industry text,
  industry_key text collate "und-x-icu",
  website text,
  website_key text collate "und-x-icu",
  emails jsonb,
  emails_key text collate "und-x-icu",
  phones jsonb,
  phones_key text collate "und-x-icu",
  address jsonb,
  address_key text collate "und-x-icu",
  address_text text,
  parent_id uuid,
  tax_number text,
  tax_number_key text collate "und-x-icu",
  next_touch_on date,
  logo_id uuid,
  notes text,
  notes_key text,
  external_id text,
  external_id_key text collate "und-x-icu",
  owner_id uuid,
  team_id uuid
);

create table company_tags (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table contacts (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name jsonb,
  name_key text collate "und-x-icu",
  number text,
  number_key text collate "und-x-icu",
  company_id uuid,
  job_title text,
  job_title_key text collate "und-x-icu",
  emails jsonb,
  emails_key text collate "und-x-icu",
  phones jsonb,
  phones_key text collate "und-x-icu",
  address jsonb,
  address_key text collate "und-x-icu",
  address_text text,
  birthday date,
  language text collate "C",
  next_touch_on date,
  photo_id uuid,
  notes text,
  notes_key text,
  external_id text,
  external_id_key text collate "und-x-icu",
  owner_id uuid,
  team_id uuid
);

create table contact_tags (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table activities (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  kind text collate "C",
  subject text,
  subject_key text collate "und-x-icu",
  body text,
  body_key text,
  customer_id uuid,
  company_id uuid,
  contact_id uuid,
  order_id uuid,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  due_on date,
  done boolean,
  outcome text collate "C",
  minutes_spent bigint,
  cost_amount numeric,
  cost_currency text collate "C",
  cost_base numeric,
  next_touch_on date,
  owner_id uuid,
  team_id uuid
);

create table activity_participants (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table activity_tags (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table orders (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  number text,
  number_key text collate "und-x-icu",
  kind text collate "C",
  status text collate "C",
  customer_id uuid,
  company_id uuid,
  contact_id uuid,
  original_id uuid,
  ordered_at timestamptz(3),
  currency text,
  currency_key text collate "und-x-icu",
  rate numeric,
  net_amount numeric,
  net_currency text collate "C",
  net_base numeric,
  discount_amount numeric,
  discount_currency text collate "C",
  discount_base numeric,
  tax_amount numeric,
  tax_currency text collate "C",
  tax_base numeric,
  total_amount numeric,
  total_currency text collate "C",
  total_base numeric,
  cost_amount numeric,
  cost_currency text collate "C",
  cost_base numeric,
  margin_amount numeric,
  margin_currency text collate "C",
  margin_base numeric,
  margin_percent numeric,
  country text,
  country_key text collate "und-x-icu",
  channel text collate "C",
  anonymous boolean,
  reference text,
  reference_key text collate "und-x-icu",
  notes text,
  notes_key text,
  external_id text,
  external_id_key text collate "und-x-icu",
  owner_id uuid,
  team_id uuid
);

create table order_tags (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table order_lines (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  order_id uuid,
  position bigint,
  product_id uuid,
  description text,
  description_key text collate "und-x-icu",
  quantity numeric,
  unit_price numeric,
  discount numeric,
  tax numeric,
  unit_cost numeric,
  net numeric,
  base numeric,
  base_cost numeric
);

create table products (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  code text,
  code_key text collate "und-x-icu",
  kind text collate "C",
  category text,
  category_key text collate "und-x-icu",
  price_amount numeric,
  price_currency text collate "C",
  price_base numeric,
  cost_amount numeric,
  cost_currency text collate "C",
  cost_base numeric,
  tax numeric,
  active boolean,
  description text,
  description_key text,
  image_id uuid,
  external_id text,
  external_id_key text collate "und-x-icu"
);

create table product_tags (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table currency_rates (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  currency text,
  currency_key text collate "und-x-icu",
  rate numeric,
  valid_from date
);

create table suppressions (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  channel text collate "C",
  address text,
  address_key text collate "und-x-icu",
  contact_id uuid,
  company_id uuid,
  source text collate "C",
  reason text,
  reason_key text collate "und-x-icu",
  since timestamptz(3),
  proof text,
  proof_key text
);

create table users (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  email text,
  email_key text collate "und-x-icu",
  auth_id text,
  auth_id_key text collate "und-x-icu",
  role_id uuid,
  status text collate "C",
  language text collate "C",
  theme text collate "C",
  time_zone text,
  time_zone_key text collate "und-x-icu",
  photo_id uuid,
  last_seen_at timestamptz(3)
);

create table user_teams (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create table teams (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  description text,
  description_key text collate "und-x-icu",
  lead_id uuid
);

create table roles (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  key text,
  key_key text collate "und-x-icu",
  description text,
  description_key text collate "und-x-icu",
  rights jsonb
);

create table tags (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  color text collate "C"
);

create table files (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  content_type text,
  content_type_key text collate "und-x-icu",
  size bigint,
  sha256 text,
  sha256_key text collate "und-x-icu",
  width bigint,
  height bigint,
  owner_id uuid,
  team_id uuid
);

create table api_keys (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  name text,
  name_key text collate "und-x-icu",
  prefix text,
  prefix_key text collate "und-x-icu",
  hash text,
  hash_key text collate "und-x-icu",
  role_id uuid,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);

create table invitations (
  id uuid primary key,
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  created_by_id uuid,
  updated_by_id uuid,
  deleted_at timestamptz(3),
  operation_id uuid not null,
  email text,
  email_key text collate "und-x-icu",
  role_id uuid,
  token_hash text,
  token_hash_key text collate "und-x-icu",
  expires_at timestamptz(3),
  accepted_at timestamptz(3),
  accepted_by_id uuid
);

create table invitation_teams (
  from_id uuid not null,
  to_id uuid not null,
  position integer not null default 0
);

create index record_keys_find on record_keys (object, key, record_id);

create index record_keys_record on record_keys (record_id);

alter table events add constraint events_pkey primary key (id);

create index events_record on events (record_id, id);

create index events_operation on events (operation_id, id);

create index events_feed on events (xid, id);

alter table timeline add constraint timeline_pkey primary key (subject_id, record_id);

create index timeline_read on timeline (subject_id, occurred_at desc, record_id desc);

create index timeline_record on timeline (record_id);

alter table job_runs add constraint job_runs_status check (status in ('queued', 'running', 'done', 'failed', 'cancelled'));

create index job_runs_recent on job_runs (created_at desc, id desc);

create index job_runs_open on job_runs (status) where status in ('queued', 'running');

create index imports_recent on imports (created_at desc, id desc);

alter table import_rejects add constraint import_rejects_pkey primary key (import_id, row_number);

create index customers_company_id on customers (company_id) where company_id is not null;

create index customers_contact_id on customers (contact_id) where contact_id is not null;

create index customers_by_kind on customers (kind, id) where deleted_at is null;

create unique index customers_company_unique on customers (company_id) where deleted_at is null;

create unique index customers_contact_unique on customers (contact_id) where deleted_at is null;

create index customers_by_name on customers (name_key, id) where deleted_at is null;

create index customers_own_by_name on customers (owner_id, name_key, id) where deleted_at is null;

create index customers_team_by_name on customers (team_id, name_key, id) where deleted_at is null;

create unique index customers_number_unique on customers (number_key) where deleted_at is null;

create index customers_by_number on customers (number_key, id) where deleted_at is null;

create index customers_by_country on customers (country_key, id) where deleted_at is null;

create index customers_by_created_at on customers (created_at, id) where deleted_at is null;

create index customer_stats_by_class on customer_stats (class, id);

create index customer_stats_by_recency_score on customer_stats (recency_score, id);

create index customer_stats_by_frequency_score on customer_stats (frequency_score, id);

create index customer_stats_by_monetary_score on customer_stats (monetary_score, id);

create index customer_stats_by_rfm_group on customer_stats (rfm_group, id);

create index customer_stats_by_first_order_at on customer_stats (first_order_at, id);

create index customer_stats_by_last_order_at on customer_stats (last_order_at, id);

create index customer_stats_by_order_count on customer_stats (order_count, id);

create index customer_stats_by_revenue on customer_stats (revenue_base, id);

create index customer_stats_by_margin on customer_stats (margin_base, id);

create index companies_parent_id on companies (parent_id) where parent_id is not null;

create index companies_logo_id on companies (logo_id) where logo_id is not null;

create index companies_by_name on companies (name_key, id) where deleted_at is null;

create index companies_own_by_name on companies (owner_id, name_key, id) where deleted_at is null;

create index companies_team_by_name on companies (team_id, name_key, id) where deleted_at is null;

create unique index companies_number_unique on companies (number_key) where deleted_at is null;

create index companies_by_number on companies (number_key, id) where deleted_at is null;

create index companies_by_industry on companies (industry_key, id) where deleted_at is null;

create index companies_by_address on companies (address_key, id) where deleted_at is null;

create index companies_by_next_touch_on on companies (next_touch_on, id) where deleted_at is null;

create unique index companies_external_id_unique on companies (external_id_key) where deleted_at is null;

create index companies_by_created_at on companies (created_at, id) where deleted_at is null;

alter table company_tags add constraint company_tags_pkey primary key (from_id, to_id);

create index company_tags_to on company_tags (to_id, from_id);

create index contacts_company_id on contacts (company_id) where company_id is not null;

create index contacts_photo_id on contacts (photo_id) where photo_id is not null;

create index contacts_by_name on contacts (name_key, id) where deleted_at is null;

create index contacts_own_by_name on contacts (owner_id, name_key, id) where deleted_at is null;

create index contacts_team_by_name on contacts (team_id, name_key, id) where deleted_at is null;

create unique index contacts_number_unique on contacts (number_key) where deleted_at is null;

create index contacts_by_number on contacts (number_key, id) where deleted_at is null;

create index contacts_by_address on contacts (address_key, id) where deleted_at is null;

create index contacts_by_next_touch_on on contacts (next_touch_on, id) where deleted_at is null;

create unique index contacts_external_id_unique on contacts (external_id_key) where deleted_at is null;

create index contacts_by_created_at on contacts (created_at, id) where deleted_at is null;

alter table contact_tags add constraint contact_tags_pkey primary key (from_id, to_id);

create index contact_tags_to on contact_tags (to_id, from_id);

create index activities_customer_id on activities (customer_id) where customer_id is not null;

create index activities_company_id on activities (company_id) where company_id is not null;

create index activities_contact_id on activities (contact_id) where contact_id is not null;

create index activities_order_id on activities (order_id) where order_id is not null;

create index activities_by_kind on activities (kind, id) where deleted_at is null;

create index activities_by_starts_at on activities (starts_at, id) where deleted_at is null;

create index activities_own_by_starts_at on activities (owner_id, starts_at, id) where deleted_at is null;

create index activities_team_by_starts_at on activities (team_id, starts_at, id) where deleted_at is null;

create index activities_by_due_on on activities (due_on, id) where deleted_at is null;

create index activities_by_done on activities (done, id) where deleted_at is null;

create index activities_by_outcome on activities (outcome, id) where deleted_at is null;

create index activities_by_next_touch_on on activities (next_touch_on, id) where deleted_at is null;

create index activities_by_created_at on activities (created_at, id) where deleted_at is null;

alter table activity_participants add constraint activity_participants_pkey primary key (from_id, to_id);

create index activity_participants_to on activity_participants (to_id, from_id);

alter table activity_tags add constraint activity_tags_pkey primary key (from_id, to_id);

create index activity_tags_to on activity_tags (to_id, from_id);

create index orders_customer_id on orders (customer_id) where customer_id is not null;

create index orders_company_id on orders (company_id) where company_id is not null;

create index orders_contact_id on orders (contact_id) where contact_id is not null;

create index orders_original_id on orders (original_id) where original_id is not null;

create unique index orders_number_unique on orders (number_key) where deleted_at is null;

create index orders_by_number on orders (number_key, id) where deleted_at is null;

create index orders_by_kind on orders (kind, id) where deleted_at is null;

create index orders_by_ordered_at on orders (ordered_at, id) where deleted_at is null;

create index orders_own_by_ordered_at on orders (owner_id, ordered_at, id) where deleted_at is null;

create index orders_team_by_ordered_at on orders (team_id, ordered_at, id) where deleted_at is null;

create index orders_by_total on orders (total_base, id) where deleted_at is null;

create unique index orders_external_id_unique on orders (external_id_key) where deleted_at is null;

create index orders_by_created_at on orders (created_at, id) where deleted_at is null;

alter table order_tags add constraint order_tags_pkey primary key (from_id, to_id);

create index order_tags_to on order_tags (to_id, from_id);

create index order_lines_order_id on order_lines (order_id) where order_id is not null;

create index order_lines_product_id on order_lines (product_id) where product_id is not null;

create index products_image_id on products (image_id) where image_id is not null;

create index products_by_name on products (name_key, id) where deleted_at is null;

create unique index products_code_unique on products (code_key) where deleted_at is null;

create index products_by_code on products (code_key, id) where deleted_at is null;

create index products_by_kind on products (kind, id) where deleted_at is null;

create index products_by_category on products (category_key, id) where deleted_at is null;

create index products_by_price on products (price_base, id) where deleted_at is null;

create index products_by_active on products (active, id) where deleted_at is null;

create unique index products_external_id_unique on products (external_id_key) where deleted_at is null;

create index products_by_created_at on products (created_at, id) where deleted_at is null;

alter table product_tags add constraint product_tags_pkey primary key (from_id, to_id);

create index product_tags_to on product_tags (to_id, from_id);

create index currency_rates_by_currency on currency_rates (currency_key, id) where deleted_at is null;

create index currency_rates_by_valid_from on currency_rates (valid_from, id) where deleted_at is null;

create index currency_rates_by_created_at on currency_rates (created_at, id) where deleted_at is null;

create index suppressions_contact_id on suppressions (contact_id) where contact_id is not null;

create index suppressions_company_id on suppressions (company_id) where company_id is not null;

create index suppressions_by_channel on suppressions (channel, id) where deleted_at is null;

create index suppressions_by_address on suppressions (address_key, id) where deleted_at is null;

create index suppressions_by_since on suppressions (since, id) where deleted_at is null;

create index suppressions_by_created_at on suppressions (created_at, id) where deleted_at is null;

create index users_role_id on users (role_id) where role_id is not null;

create index users_photo_id on users (photo_id) where photo_id is not null;

create index users_by_name on users (name_key, id) where deleted_at is null;

create unique index users_email_unique on users (email_key) where deleted_at is null;

create unique index users_auth_id_unique on users (auth_id_key) where deleted_at is null;

create index users_by_status on users (status, id) where deleted_at is null;

create index users_by_created_at on users (created_at, id) where deleted_at is null;

alter table user_teams add constraint user_teams_pkey primary key (from_id, to_id);

create index user_teams_to on user_teams (to_id, from_id);

create index teams_lead_id on teams (lead_id) where lead_id is not null;

create unique index teams_name_unique on teams (name_key) where deleted_at is null;

create index teams_by_name on teams (name_key, id) where deleted_at is null;

create index teams_by_created_at on teams (created_at, id) where deleted_at is null;

create unique index roles_name_unique on roles (name_key) where deleted_at is null;

create index roles_by_name on roles (name_key, id) where deleted_at is null;

create unique index roles_key_unique on roles (key_key) where deleted_at is null;

create index roles_by_created_at on roles (created_at, id) where deleted_at is null;

create unique index tags_name_unique on tags (name_key) where deleted_at is null;

create index tags_by_name on tags (name_key, id) where deleted_at is null;

create index tags_by_created_at on tags (created_at, id) where deleted_at is null;

create index files_by_name on files (name_key, id) where deleted_at is null;

create index files_by_sha256 on files (sha256_key, id) where deleted_at is null;

create index files_by_created_at on files (created_at, id) where deleted_at is null;

create index files_own_by_created_at on files (owner_id, created_at, id) where deleted_at is null;

create index files_team_by_created_at on files (team_id, created_at, id) where deleted_at is null;

create index api_keys_role_id on api_keys (role_id) where role_id is not null;

create index api_keys_by_name on api_keys (name_key, id) where deleted_at is null;

create unique index api_keys_hash_unique on api_keys (hash_key) where deleted_at is null;

create index api_keys_by_created_at on api_keys (created_at, id) where deleted_at is null;

create index invitations_role_id on invitations (role_id) where role_id is not null;

create index invitations_accepted_by_id on invitations (accepted_by_id) where accepted_by_id is not null;

create index invitations_by_email on invitations (email_key, id) where deleted_at is null;

create unique index invitations_token_hash_unique on invitations (token_hash_key) where deleted_at is null;

create index invitations_by_expires_at on invitations (expires_at, id) where deleted_at is null;

create index invitations_by_created_at on invitations (created_at, id) where deleted_at is null;

alter table invitation_teams add constraint invitation_teams_pkey primary key (from_id, to_id);

create index invitation_teams_to on invitation_teams (to_id, from_id);

alter table import_rejects add constraint import_rejects_fkey foreign key (import_id) references imports (id) on delete cascade;

alter table customers add constraint customers_company_id_fkey foreign key (company_id) references companies (id) deferrable initially immediate;

alter table customers add constraint customers_contact_id_fkey foreign key (contact_id) references contacts (id) deferrable initially immediate;

alter table customers add constraint customers_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table customers add constraint customers_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table customer_stats add constraint customer_stats_id_fkey foreign key (id) references customers (id) on delete cascade;

alter table companies add constraint companies_parent_id_fkey foreign key (parent_id) references companies (id) deferrable initially immediate;

alter table companies add constraint companies_logo_id_fkey foreign key (logo_id) references files (id) deferrable initially immediate;

alter table companies add constraint companies_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table companies add constraint companies_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table company_tags add constraint company_tags_from_fkey foreign key (from_id) references companies (id) on delete cascade;

alter table company_tags add constraint company_tags_to_fkey foreign key (to_id) references tags (id) on delete cascade;

alter table contacts add constraint contacts_company_id_fkey foreign key (company_id) references companies (id) deferrable initially immediate;

alter table contacts add constraint contacts_photo_id_fkey foreign key (photo_id) references files (id) deferrable initially immediate;

alter table contacts add constraint contacts_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table contacts add constraint contacts_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table contact_tags add constraint contact_tags_from_fkey foreign key (from_id) references contacts (id) on delete cascade;

alter table contact_tags add constraint contact_tags_to_fkey foreign key (to_id) references tags (id) on delete cascade;

alter table activities add constraint activities_customer_id_fkey foreign key (customer_id) references customers (id) deferrable initially immediate;

alter table activities add constraint activities_company_id_fkey foreign key (company_id) references companies (id) deferrable initially immediate;

alter table activities add constraint activities_contact_id_fkey foreign key (contact_id) references contacts (id) deferrable initially immediate;

alter table activities add constraint activities_order_id_fkey foreign key (order_id) references orders (id) deferrable initially immediate;

alter table activities add constraint activities_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table activities add constraint activities_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table activity_participants add constraint activity_participants_from_fkey foreign key (from_id) references activities (id) on delete cascade;

alter table activity_participants add constraint activity_participants_to_fkey foreign key (to_id) references contacts (id) on delete cascade;

alter table activity_tags add constraint activity_tags_from_fkey foreign key (from_id) references activities (id) on delete cascade;

alter table activity_tags add constraint activity_tags_to_fkey foreign key (to_id) references tags (id) on delete cascade;

alter table orders add constraint orders_customer_id_fkey foreign key (customer_id) references customers (id) deferrable initially immediate;

alter table orders add constraint orders_company_id_fkey foreign key (company_id) references companies (id) deferrable initially immediate;

alter table orders add constraint orders_contact_id_fkey foreign key (contact_id) references contacts (id) deferrable initially immediate;

alter table orders add constraint orders_original_id_fkey foreign key (original_id) references orders (id) deferrable initially immediate;

alter table orders add constraint orders_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table orders add constraint orders_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table order_tags add constraint order_tags_from_fkey foreign key (from_id) references orders (id) on delete cascade;

alter table order_tags add constraint order_tags_to_fkey foreign key (to_id) references tags (id) on delete cascade;

alter table order_lines add constraint order_lines_order_id_fkey foreign key (order_id) references orders (id) deferrable initially immediate;

alter table order_lines add constraint order_lines_product_id_fkey foreign key (product_id) references products (id) deferrable initially immediate;

alter table products add constraint products_image_id_fkey foreign key (image_id) references files (id) deferrable initially immediate;

alter table product_tags add constraint product_tags_from_fkey foreign key (from_id) references products (id) on delete cascade;

alter table product_tags add constraint product_tags_to_fkey foreign key (to_id) references tags (id) on delete cascade;

alter table suppressions add constraint suppressions_contact_id_fkey foreign key (contact_id) references contacts (id) deferrable initially immediate;

alter table suppressions add constraint suppressions_company_id_fkey foreign key (company_id) references companies (id) deferrable initially immediate;

alter table users add constraint users_role_id_fkey foreign key (role_id) references roles (id) deferrable initially immediate;

alter table users add constraint users_photo_id_fkey foreign key (photo_id) references files (id) deferrable initially immediate;

alter table user_teams add constraint user_teams_from_fkey foreign key (from_id) references users (id) on delete cascade;

alter table user_teams add constraint user_teams_to_fkey foreign key (to_id) references teams (id) on delete cascade;

alter table teams add constraint teams_lead_id_fkey foreign key (lead_id) references users (id) deferrable initially immediate;

alter table files add constraint files_owner_id_fkey foreign key (owner_id) references users (id) deferrable initially immediate;

alter table files add constraint files_team_id_fkey foreign key (team_id) references teams (id) deferrable initially immediate;

alter table api_keys add constraint api_keys_role_id_fkey foreign key (role_id) references roles (id) deferrable initially immediate;

alter table invitations add constraint invitations_role_id_fkey foreign key (role_id) references roles (id) deferrable initially immediate;

alter table invitations add constraint invitations_accepted_by_id_fkey foreign key (accepted_by_id) references users (id) deferrable initially immediate;

alter table invitation_teams add constraint invitation_teams_from_fkey foreign key (from_id) references invitations (id) on delete cascade;

alter table invitation_teams add constraint invitation_teams_to_fkey foreign key (to_id) references teams (id) on delete cascade;
