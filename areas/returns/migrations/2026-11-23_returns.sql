-- Monthly returns: one record per agency and month, its rows per project, its editions, uploads and events.
-- A return's id is its month and its agency ("2022-10.AGENCY"), so rows of a month lie together.

CREATE TABLE returns_return (
  id TEXT NOT NULL PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES register_agency (id), month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('none','draft','ready','submitted','approved','returned','locked','imported')),
  content_hash TEXT NOT NULL, remarks TEXT NOT NULL, receipt TEXT NOT NULL, edition BIGINT NOT NULL,
  filed BOOLEAN NOT NULL, filed_late BOOLEAN NOT NULL, reopened BOOLEAN NOT NULL, reason TEXT NOT NULL,
  submitted_at TIMESTAMPTZ, submitted_by TEXT, approved_at TIMESTAMPTZ, approved_by TEXT,
  changed_at TIMESTAMPTZ NOT NULL, sample BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE UNIQUE INDEX returns_return_agency ON returns_return (agency_id, month);
CREATE INDEX returns_return_month ON returns_return (month, state);

-- No foreign keys here: a million rows are loaded in one go, and only the area's own store writes them.
CREATE TABLE returns_row (
  return_id TEXT NOT NULL, project_id TEXT NOT NULL,
  target BIGINT NOT NULL CHECK (target >= 0),
  applicants BIGINT NOT NULL CHECK (applicants >= 0),
  people_women_60_64 BIGINT NOT NULL CHECK (people_women_60_64 >= 0),
  people_women_65_69 BIGINT NOT NULL CHECK (people_women_65_69 >= 0),
  people_women_70_79 BIGINT NOT NULL CHECK (people_women_70_79 >= 0),
  people_women_80 BIGINT NOT NULL CHECK (people_women_80 >= 0),
  people_men_60_64 BIGINT NOT NULL CHECK (people_men_60_64 >= 0),
  people_men_65_69 BIGINT NOT NULL CHECK (people_men_65_69 >= 0),
  people_men_70_79 BIGINT NOT NULL CHECK (people_men_70_79 >= 0),
  people_men_80 BIGINT NOT NULL CHECK (people_men_80 >= 0),
  people_since_january BIGINT NOT NULL CHECK (people_since_january >= 0),
  joined BIGINT NOT NULL CHECK (joined >= 0),
  left_health BIGINT NOT NULL CHECK (left_health >= 0),
  left_better_job BIGINT NOT NULL CHECK (left_better_job >= 0),
  left_misfit BIGINT NOT NULL CHECK (left_misfit >= 0),
  left_moved BIGINT NOT NULL CHECK (left_moved >= 0),
  left_died BIGINT NOT NULL CHECK (left_died >= 0),
  left_other BIGINT NOT NULL CHECK (left_other >= 0),
  waiting BIGINT NOT NULL CHECK (waiting >= 0),
  hours BIGINT NOT NULL CHECK (hours >= 0),
  pay_won BIGINT NOT NULL CHECK (pay_won >= 0),
  subsidy_won BIGINT NOT NULL CHECK (subsidy_won >= 0),
  trained BIGINT NOT NULL CHECK (trained >= 0),
  trained_hours BIGINT NOT NULL CHECK (trained_hours >= 0),
  accidents_light BIGINT NOT NULL CHECK (accidents_light >= 0),
  accidents_serious BIGINT NOT NULL CHECK (accidents_serious >= 0),
  accidents_fatal BIGINT NOT NULL CHECK (accidents_fatal >= 0),
  safety_checks BIGINT NOT NULL CHECK (safety_checks >= 0),
  dedicated_staff BIGINT NOT NULL CHECK (dedicated_staff >= 0),
  safety_officers BIGINT NOT NULL CHECK (safety_officers >= 0),
  registered_early BIGINT NOT NULL CHECK (registered_early >= 0),
  PRIMARY KEY (return_id, project_id)
);

CREATE TABLE returns_edition (
  id TEXT NOT NULL PRIMARY KEY, return_id TEXT NOT NULL REFERENCES returns_return (id), number BIGINT NOT NULL,
  receipt TEXT NOT NULL, content_hash TEXT NOT NULL, content TEXT NOT NULL, rows_filed BIGINT NOT NULL,
  submitted_at TIMESTAMPTZ NOT NULL, submitted_by TEXT NOT NULL
);
CREATE UNIQUE INDEX returns_edition_receipt ON returns_edition (receipt);
CREATE INDEX returns_edition_return ON returns_edition (return_id, number);

CREATE TABLE returns_upload (
  return_id TEXT NOT NULL PRIMARY KEY REFERENCES returns_return (id), file_id TEXT NOT NULL REFERENCES register_file (id),
  sha256 TEXT NOT NULL, remarks TEXT NOT NULL, taken BOOLEAN NOT NULL, uploaded_at TIMESTAMPTZ NOT NULL, uploaded_by TEXT NOT NULL
);

CREATE TABLE returns_event (
  id TEXT NOT NULL PRIMARY KEY, return_id TEXT NOT NULL, deed TEXT NOT NULL, reason TEXT NOT NULL,
  happened_at TIMESTAMPTZ NOT NULL, actor_id TEXT NOT NULL
);
CREATE INDEX returns_event_return ON returns_event (return_id, happened_at);

CREATE TABLE returns_month (
  month TEXT NOT NULL PRIMARY KEY, locked BOOLEAN NOT NULL, note TEXT NOT NULL, late TEXT NOT NULL,
  locked_at TIMESTAMPTZ NOT NULL, locked_by TEXT NOT NULL
);

CREATE TABLE returns_import (
  id TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, rows_read BIGINT NOT NULL, rows_added BIGINT NOT NULL,
  rows_changed BIGINT NOT NULL, imported_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX returns_import_sha256 ON returns_import (sha256);

-- A file of many agencies' months, sent in the web: looked through by a job, confirmed by a person, stored by a job.
CREATE TABLE returns_batch (
  id TEXT NOT NULL PRIMARY KEY, file_id TEXT NOT NULL REFERENCES register_file (id), name TEXT NOT NULL, job_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('checking','checked','faulty','storing','stored','cancelled')),
  replaced BOOLEAN NOT NULL, rows_expected BIGINT NOT NULL, report TEXT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX returns_batch_made ON returns_batch (made_at);
