-- Plans of years: documents, fields, tasks, activities, material, sheets, transfers. Portable.
-- Who answers for a task, an activity or a sheet stands in its register_task (todo_id), so that a reorganization moves it.

CREATE TABLE plan_year (
  year BIGINT NOT NULL PRIMARY KEY, title TEXT NOT NULL, title_en TEXT NOT NULL, issuer TEXT NOT NULL, issuer_en TEXT NOT NULL,
  budget_won BIGINT NOT NULL CHECK (budget_won >= 0), copied_from BIGINT, source TEXT NOT NULL, as_of TEXT NOT NULL
);

CREATE TABLE plan_document (
  id TEXT NOT NULL PRIMARY KEY, series TEXT NOT NULL, number BIGINT NOT NULL, year BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('basic-plan','detailed-plan')), title TEXT NOT NULL, title_en TEXT NOT NULL,
  follows TEXT, body TEXT NOT NULL, month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','approved','superseded')),
  approved_on DATE, approved_by TEXT, source TEXT NOT NULL, as_of TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX plan_document_number ON plan_document (series, number);
CREATE TABLE plan_item (
  id TEXT NOT NULL PRIMARY KEY, document_id TEXT NOT NULL REFERENCES plan_document (id), code TEXT NOT NULL,
  position BIGINT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, text TEXT NOT NULL, text_en TEXT NOT NULL
);
CREATE UNIQUE INDEX plan_item_code ON plan_item (document_id, code);

CREATE TABLE plan_field (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL REFERENCES plan_year (year), number BIGINT NOT NULL,
  title TEXT NOT NULL, title_en TEXT NOT NULL
);
CREATE TABLE plan_task (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL REFERENCES plan_year (year), number BIGINT NOT NULL,
  field_id TEXT NOT NULL REFERENCES plan_field (id), series TEXT NOT NULL, item TEXT NOT NULL, area TEXT NOT NULL, core BOOLEAN NOT NULL,
  title TEXT NOT NULL, title_en TEXT NOT NULL, aim TEXT NOT NULL, aim_en TEXT NOT NULL,
  todo_id TEXT NOT NULL REFERENCES register_task (id), source TEXT NOT NULL, as_of TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX plan_task_number ON plan_task (year, number);

CREATE TABLE plan_sheet (
  id TEXT NOT NULL PRIMARY KEY, task_id TEXT NOT NULL REFERENCES plan_task (id), title TEXT NOT NULL, aim TEXT NOT NULL,
  people TEXT NOT NULL, cost_won BIGINT CHECK (cost_won >= 0),
  todo_id TEXT NOT NULL REFERENCES register_task (id), district_id TEXT REFERENCES register_district (id),
  state TEXT NOT NULL CHECK (state IN ('draft','ready','started')), mode_id TEXT REFERENCES register_mode (id),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX plan_sheet_task ON plan_sheet (task_id);
CREATE TABLE plan_step (
  id TEXT NOT NULL PRIMARY KEY, sheet_id TEXT NOT NULL REFERENCES plan_sheet (id), position BIGINT NOT NULL, title TEXT NOT NULL,
  after_days BIGINT NOT NULL CHECK (after_days >= 0), days BIGINT NOT NULL CHECK (days >= 1),
  way TEXT NOT NULL CHECK (way IN ('desk','face-to-face')), hours_week BIGINT NOT NULL CHECK (hours_week >= 0)
);
CREATE INDEX plan_step_sheet ON plan_step (sheet_id, position);

CREATE TABLE plan_activity (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL REFERENCES plan_year (year), task_id TEXT REFERENCES plan_task (id),
  title TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('regular','strengthening')),
  way TEXT NOT NULL CHECK (way IN ('desk','face-to-face')), from_on DATE NOT NULL, until_on DATE NOT NULL,
  todo_id TEXT NOT NULL REFERENCES register_task (id),
  district_id TEXT REFERENCES register_district (id), hours_week BIGINT NOT NULL CHECK (hours_week >= 0),
  state TEXT NOT NULL CHECK (state IN ('planned','running','done')), sheet_id TEXT REFERENCES plan_sheet (id),
  mode_id TEXT REFERENCES register_mode (id), sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX plan_activity_year ON plan_activity (year, from_on);
CREATE INDEX plan_activity_task ON plan_activity (task_id);
CREATE TABLE plan_milestone (
  id TEXT NOT NULL PRIMARY KEY, activity_id TEXT NOT NULL REFERENCES plan_activity (id), title TEXT NOT NULL, due_on DATE NOT NULL,
  reached_on DATE, sample BOOLEAN NOT NULL
);
CREATE INDEX plan_milestone_activity ON plan_milestone (activity_id, due_on);

CREATE TABLE plan_material (
  id TEXT NOT NULL PRIMARY KEY, task_id TEXT NOT NULL REFERENCES plan_task (id), title TEXT NOT NULL, kind TEXT NOT NULL
  CHECK (kind IN ('law','plan','report','statistics','case','press','other')), origin TEXT NOT NULL, link TEXT NOT NULL,
  owner_id TEXT REFERENCES register_user (id), state TEXT NOT NULL CHECK (state IN ('wanted','found','read')),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX plan_material_task ON plan_material (task_id);

CREATE TABLE plan_transfer (
  id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('transfer','carry-over')), year BIGINT NOT NULL,
  from_line TEXT NOT NULL REFERENCES register_budget_line (id), to_line TEXT REFERENCES register_budget_line (id),
  won BIGINT NOT NULL CHECK (won > 0), reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested','approved','refused')), asked_by TEXT NOT NULL, asked_at TIMESTAMPTZ NOT NULL,
  decided_by TEXT, decided_at TIMESTAMPTZ
);
CREATE INDEX plan_transfer_year ON plan_transfer (year, asked_at);
