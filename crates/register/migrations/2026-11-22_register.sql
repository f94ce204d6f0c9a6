-- The shared nouns. Portable: TEXT ids made in Rust, BIGINT, DATE …_on, TIMESTAMPTZ …_at, money BIGINT …_won.

CREATE TABLE register_journal (
  seq BIGINT NOT NULL PRIMARY KEY, recorded_at TIMESTAMPTZ NOT NULL, actor_id TEXT NOT NULL,
  deed TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX register_journal_subject ON register_journal (subject, seq);
CREATE INDEX register_journal_deed ON register_journal (deed, seq);

CREATE TABLE register_setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, changed_at TIMESTAMPTZ NOT NULL);

CREATE TABLE register_district (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('city','district','county','direct')),
  from_on DATE NOT NULL, until_on DATE, source TEXT NOT NULL
);
CREATE TABLE register_district_successor (
  district_id TEXT NOT NULL REFERENCES register_district (id), successor_id TEXT NOT NULL REFERENCES register_district (id),
  changed_on DATE NOT NULL, whole BOOLEAN NOT NULL, source TEXT NOT NULL, PRIMARY KEY (district_id, successor_id)
);

CREATE TABLE register_agency (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, public_number TEXT, phone TEXT NOT NULL DEFAULT '',
  sample BOOLEAN NOT NULL, source TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE register_agency_term (
  id TEXT NOT NULL PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  kind TEXT NOT NULL, league TEXT NOT NULL CHECK (league IN ('multi','single','unknown')),
  district_id TEXT NOT NULL REFERENCES register_district (id), from_on DATE NOT NULL, until_on DATE
);
CREATE INDEX register_agency_term_agency ON register_agency_term (agency_id, from_on);

CREATE TABLE register_institution (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, category TEXT NOT NULL,
  district_before TEXT NOT NULL, district_after TEXT NOT NULL, address TEXT NOT NULL,
  evidence TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL
);

CREATE TABLE register_programme_type (
  id TEXT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, public BOOLEAN NOT NULL
);
CREATE TABLE register_programme_name (
  id TEXT NOT NULL PRIMARY KEY, type_id TEXT NOT NULL REFERENCES register_programme_type (id),
  name TEXT NOT NULL, name_en TEXT NOT NULL, from_on DATE NOT NULL, until_on DATE, source TEXT NOT NULL
);

CREATE TABLE register_project (
  id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, name TEXT NOT NULL, year BIGINT NOT NULL,
  agency_id TEXT NOT NULL REFERENCES register_agency (id), type_id TEXT NOT NULL REFERENCES register_programme_type (id),
  district_id TEXT NOT NULL REFERENCES register_district (id),
  activity_code TEXT NOT NULL, activity_name TEXT NOT NULL, from_on DATE NOT NULL, until_on DATE NOT NULL,
  first_year BIGINT, withdrawn BOOLEAN NOT NULL, sample BOOLEAN NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX register_project_number ON register_project (year, number);
CREATE INDEX register_project_agency ON register_project (agency_id, year);
CREATE TABLE register_quota (
  id TEXT NOT NULL PRIMARY KEY, project_id TEXT NOT NULL REFERENCES register_project (id),
  places BIGINT NOT NULL CHECK (places >= 0), budget_won BIGINT NOT NULL DEFAULT 0, from_on DATE NOT NULL, until_on DATE,
  source TEXT NOT NULL
);
CREATE INDEX register_quota_project ON register_quota (project_id, from_on);
CREATE TABLE register_host_site (
  id TEXT NOT NULL PRIMARY KEY, project_id TEXT NOT NULL REFERENCES register_project (id), name TEXT NOT NULL,
  district_id TEXT NOT NULL REFERENCES register_district (id), address TEXT NOT NULL, from_on DATE NOT NULL, until_on DATE
);

CREATE TABLE register_structure (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, from_on DATE NOT NULL, until_on DATE, decided TEXT NOT NULL
);
CREATE TABLE register_unit (
  id TEXT NOT NULL PRIMARY KEY, structure_id TEXT NOT NULL REFERENCES register_structure (id), name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('team','task-force','office')),
  from_on DATE NOT NULL, until_on DATE, sample BOOLEAN NOT NULL, source TEXT NOT NULL
);
CREATE TABLE register_user (
  id TEXT NOT NULL PRIMARY KEY, login TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,
  agency_id TEXT REFERENCES register_agency (id), state TEXT NOT NULL CHECK (state IN ('invited','active','disabled')),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX register_user_login ON register_user (login);
CREATE TABLE register_role_grant (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), role TEXT NOT NULL,
  granted_at TIMESTAMPTZ NOT NULL, granted_by TEXT NOT NULL, reason TEXT NOT NULL, ended_at TIMESTAMPTZ, ended_by TEXT
);
CREATE INDEX register_role_grant_user ON register_role_grant (user_id);
CREATE TABLE register_membership (
  id TEXT NOT NULL PRIMARY KEY, unit_id TEXT NOT NULL REFERENCES register_unit (id),
  user_id TEXT NOT NULL REFERENCES register_user (id), role TEXT NOT NULL, share_percent BIGINT NOT NULL DEFAULT 100,
  from_on DATE NOT NULL, until_on DATE
);
CREATE INDEX register_membership_user ON register_membership (user_id);
CREATE TABLE register_session (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), second_factor BOOLEAN NOT NULL,
  began_at TIMESTAMPTZ NOT NULL, seen_at TIMESTAMPTZ NOT NULL, ends_at TIMESTAMPTZ NOT NULL, place TEXT NOT NULL
);
CREATE INDEX register_session_user ON register_session (user_id);

CREATE TABLE register_file (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, mime TEXT NOT NULL, bytes BIGINT NOT NULL, sha256 TEXT NOT NULL,
  stored_at TIMESTAMPTZ NOT NULL, stored_by TEXT NOT NULL, about TEXT NOT NULL, sample BOOLEAN NOT NULL
);
CREATE INDEX register_file_about ON register_file (about);
CREATE TABLE register_file_content (
  file_id TEXT NOT NULL PRIMARY KEY REFERENCES register_file (id), content BYTEA NOT NULL
);

CREATE TABLE register_job (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, about TEXT NOT NULL, input TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting','running','done','failed')),
  done BIGINT NOT NULL, total BIGINT NOT NULL, outcome TEXT NOT NULL, attempts BIGINT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL, run_after_at TIMESTAMPTZ NOT NULL, locked_until_at TIMESTAMPTZ
);
CREATE INDEX register_job_next ON register_job (state, run_after_at);

CREATE TABLE register_fact (
  seq BIGINT NOT NULL PRIMARY KEY, indicator TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  project_id TEXT, district_id TEXT, type_id TEXT, counted_on DATE NOT NULL, value BIGINT NOT NULL,
  source TEXT NOT NULL, version BIGINT NOT NULL, recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX register_fact_read ON register_fact (indicator, counted_on);
CREATE INDEX register_fact_source ON register_fact (source);

CREATE TABLE register_mode (
  id TEXT NOT NULL PRIMARY KEY, mode TEXT NOT NULL, district_id TEXT REFERENCES register_district (id),
  from_on DATE NOT NULL, until_on DATE, legal_basis TEXT NOT NULL, note TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in-force','undone')), made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL
);

CREATE TABLE register_budget_line (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL, about TEXT NOT NULL, name TEXT NOT NULL,
  planned_won BIGINT NOT NULL CHECK (planned_won >= 0),
  carried_won BIGINT NOT NULL DEFAULT 0, sample BOOLEAN NOT NULL, source TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX register_budget_line_about ON register_budget_line (about);
CREATE TABLE register_line_unit (
  id TEXT NOT NULL PRIMARY KEY, line_id TEXT NOT NULL REFERENCES register_budget_line (id),
  unit_id TEXT NOT NULL REFERENCES register_unit (id), from_on DATE NOT NULL, until_on DATE
);
CREATE INDEX register_line_unit_line ON register_line_unit (line_id, from_on);
CREATE INDEX register_line_unit_unit ON register_line_unit (unit_id);
CREATE TABLE register_commitment (
  id TEXT NOT NULL PRIMARY KEY, line_id TEXT NOT NULL REFERENCES register_budget_line (id), title TEXT NOT NULL,
  won BIGINT NOT NULL CHECK (won >= 0), committed_on DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open','closed','cancelled')), sample BOOLEAN NOT NULL
);
CREATE TABLE register_payment (
  id TEXT NOT NULL PRIMARY KEY, line_id TEXT NOT NULL REFERENCES register_budget_line (id),
  commitment_id TEXT REFERENCES register_commitment (id), title TEXT NOT NULL, won BIGINT NOT NULL,
  paid_on DATE NOT NULL, sample BOOLEAN NOT NULL
);
CREATE INDEX register_payment_line ON register_payment (line_id);

CREATE TABLE register_decision (
  id TEXT NOT NULL PRIMARY KEY, about TEXT NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL, outcome TEXT NOT NULL,
  decided_on DATE NOT NULL, decided_by TEXT NOT NULL, file_id TEXT REFERENCES register_file (id)
);
CREATE TABLE register_task (
  id TEXT NOT NULL PRIMARY KEY, about TEXT NOT NULL, title TEXT NOT NULL, owner_id TEXT REFERENCES register_user (id),
  unit_id TEXT REFERENCES register_unit (id), year BIGINT, due_on DATE,
  state TEXT NOT NULL CHECK (state IN ('open','done','dropped')),
  made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL, closed_at TIMESTAMPTZ
);
CREATE INDEX register_task_owner ON register_task (owner_id, state);
CREATE INDEX register_task_unit ON register_task (unit_id, state);
CREATE INDEX register_task_about ON register_task (about);
CREATE TABLE register_message (
  id TEXT NOT NULL PRIMARY KEY, about TEXT NOT NULL, channel TEXT NOT NULL CHECK (channel IN ('mail','post','sms','screen')),
  to_user_id TEXT REFERENCES register_user (id), to_agency_id TEXT REFERENCES register_agency (id), to_address TEXT NOT NULL,
  subject TEXT NOT NULL, body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','waiting','sent','failed','discarded')),
  attempts BIGINT NOT NULL, next_try_at TIMESTAMPTZ, made_at TIMESTAMPTZ NOT NULL, sent_at TIMESTAMPTZ, failure TEXT NOT NULL
);
CREATE INDEX register_message_state ON register_message (state, next_try_at);
CREATE INDEX register_message_about ON register_message (about);

CREATE TABLE register_holiday (
  held_on DATE NOT NULL PRIMARY KEY, name TEXT NOT NULL, name_en TEXT NOT NULL, source TEXT NOT NULL
);
CREATE TABLE register_vacancy (
  id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, agency_id TEXT REFERENCES register_agency (id), company TEXT NOT NULL,
  district_id TEXT REFERENCES register_district (id), places BIGINT NOT NULL CHECK (places >= 0),
  open_on DATE NOT NULL, close_on DATE, hours_month BIGINT, pay_won BIGINT, state TEXT NOT NULL CHECK (state IN ('draft','open','closed')),
  sample BOOLEAN NOT NULL
);
CREATE TABLE register_course_offering (
  id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, audience TEXT NOT NULL CHECK (audience IN ('seniors','staff')),
  seats BIGINT NOT NULL CHECK (seats >= 0), hours BIGINT NOT NULL, begin_on DATE NOT NULL, end_on DATE NOT NULL,
  district_id TEXT REFERENCES register_district (id), state TEXT NOT NULL CHECK (state IN ('draft','open','closed')),
  sample BOOLEAN NOT NULL
);

CREATE TABLE register_population (
  id TEXT NOT NULL PRIMARY KEY, level TEXT NOT NULL, area_code TEXT NOT NULL, area_name TEXT NOT NULL, counted_on DATE NOT NULL,
  basis TEXT NOT NULL, sex TEXT NOT NULL, age_from BIGINT NOT NULL, age_to BIGINT, persons BIGINT NOT NULL,
  source TEXT NOT NULL, as_of TEXT NOT NULL
);
CREATE INDEX register_population_read ON register_population (counted_on, basis, age_from);
CREATE TABLE register_projection (
  id TEXT NOT NULL PRIMARY KEY, level TEXT NOT NULL, area_code TEXT NOT NULL, area_name TEXT NOT NULL, year BIGINT NOT NULL,
  sex TEXT NOT NULL, age_from BIGINT NOT NULL, age_to BIGINT, persons BIGINT NOT NULL, precision_persons BIGINT NOT NULL,
  edition TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL
);
CREATE INDEX register_projection_read ON register_projection (year, edition);
CREATE TABLE register_public_figure (
  id TEXT NOT NULL PRIMARY KEY, series TEXT NOT NULL, area_name TEXT NOT NULL, year BIGINT NOT NULL, metric TEXT NOT NULL,
  programme_type TEXT NOT NULL, value BIGINT, value_text TEXT NOT NULL, unit TEXT NOT NULL, precision_text TEXT NOT NULL,
  note TEXT NOT NULL, source TEXT NOT NULL, as_of TEXT NOT NULL
);
CREATE INDEX register_public_figure_read ON register_public_figure (series, metric, year);

CREATE TABLE register_search_entry (
  kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, jamo TEXT NOT NULL, href TEXT NOT NULL,
  permission TEXT NOT NULL, agency_id TEXT, PRIMARY KEY (kind, id)
);

CREATE TABLE register_once (
  key TEXT NOT NULL PRIMARY KEY, body_hash TEXT NOT NULL, answer TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL
);
