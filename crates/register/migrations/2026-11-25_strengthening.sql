-- What evaluation, consulting and training share: workers of agencies and of the centre, what they have
-- on record, ties that forbid a judgement, and needs found at an agency.

CREATE TABLE register_worker (
  id TEXT NOT NULL PRIMARY KEY, agency_id TEXT REFERENCES register_agency (id), user_id TEXT REFERENCES register_user (id),
  name TEXT NOT NULL, job TEXT NOT NULL CHECK (job IN ('head','dedicated','safety','accounting','centre','other')),
  from_on DATE NOT NULL, until_on DATE, sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX register_worker_agency ON register_worker (agency_id, from_on);
CREATE INDEX register_worker_user ON register_worker (user_id);

CREATE TABLE register_worker_record (
  id TEXT NOT NULL PRIMARY KEY, worker_id TEXT NOT NULL REFERENCES register_worker (id),
  kind TEXT NOT NULL CHECK (kind IN ('training-hours','certificate','award','overseas-training')),
  value BIGINT NOT NULL, recorded_on DATE NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL
);
CREATE INDEX register_worker_record_worker ON register_worker_record (worker_id, kind, recorded_on);
CREATE INDEX register_worker_record_source ON register_worker_record (source);

CREATE TABLE register_tie (
  id TEXT NOT NULL PRIMARY KEY, person TEXT NOT NULL, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  kind TEXT NOT NULL CHECK (kind IN ('advised','board','employed','family','business')),
  from_on DATE NOT NULL, until_on DATE, source TEXT NOT NULL
);
CREATE INDEX register_tie_person ON register_tie (person, agency_id);

CREATE TABLE register_need (
  id TEXT NOT NULL PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES register_agency (id), field TEXT NOT NULL,
  source TEXT NOT NULL, reason TEXT NOT NULL, reason_args TEXT NOT NULL, found_on DATE NOT NULL, met_on DATE, met_by TEXT
);
CREATE INDEX register_need_agency ON register_need (agency_id, found_on);
CREATE INDEX register_need_source ON register_need (source);
