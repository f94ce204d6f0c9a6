-- Courses, batches with sessions, sign-up and attendance, quiz and feedback, materials, certificates and the keys that sign them.

CREATE TABLE training_course (
  id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, aim TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('staff','seniors')),
  kind TEXT NOT NULL CHECK (kind IN ('basic','job','onboarding','refinement','safety','activity','other')),
  field TEXT NOT NULL, competencies TEXT NOT NULL, hours_tenths BIGINT NOT NULL CHECK (hours_tenths > 0),
  valid_months BIGINT CHECK (valid_months > 0), pass_percent BIGINT CHECK (pass_percent BETWEEN 0 AND 100),
  attend_percent BIGINT NOT NULL CHECK (attend_percent BETWEEN 1 AND 100),
  certified BOOLEAN NOT NULL, state TEXT NOT NULL CHECK (state IN ('draft','open','retired')),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE training_question (
  id TEXT NOT NULL PRIMARY KEY, course_id TEXT NOT NULL REFERENCES training_course (id), position BIGINT NOT NULL,
  text TEXT NOT NULL, choices TEXT NOT NULL, answer BIGINT NOT NULL, retired BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX training_question_course ON training_question (course_id, position);

CREATE TABLE training_material (
  id TEXT NOT NULL PRIMARY KEY, course_id TEXT REFERENCES training_course (id), title TEXT NOT NULL, field TEXT NOT NULL,
  origin TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','retired')), sample BOOLEAN NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE training_edition (
  id TEXT NOT NULL PRIMARY KEY, material_id TEXT NOT NULL REFERENCES training_material (id), number BIGINT NOT NULL,
  text TEXT NOT NULL, link TEXT NOT NULL, file_id TEXT REFERENCES register_file (id), change TEXT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL
);
CREATE UNIQUE INDEX training_edition_number ON training_edition (material_id, number);

CREATE TABLE training_instructor (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, fields TEXT NOT NULL, organization TEXT NOT NULL,
  fee_won BIGINT NOT NULL CHECK (fee_won >= 0), user_id TEXT REFERENCES register_user (id), ended BOOLEAN NOT NULL DEFAULT FALSE,
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE training_batch (
  id TEXT NOT NULL PRIMARY KEY, course_id TEXT NOT NULL REFERENCES training_course (id), title TEXT NOT NULL,
  seats BIGINT NOT NULL CHECK (seats >= 1), sign_up_until_on DATE NOT NULL,
  instructor_id TEXT REFERENCES training_instructor (id),
  offering_id TEXT REFERENCES register_course_offering (id),
  state TEXT NOT NULL CHECK (state IN ('draft','open','closed','held','cancelled')),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX training_batch_course ON training_batch (course_id);

CREATE TABLE training_cost (
  id TEXT NOT NULL PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES training_batch (id),
  kind TEXT NOT NULL CHECK (kind IN ('instructor','room','material','other')), title TEXT NOT NULL, won BIGINT NOT NULL CHECK (won > 0),
  line_id TEXT NOT NULL REFERENCES register_budget_line (id), commitment_id TEXT NOT NULL REFERENCES register_commitment (id)
);
CREATE INDEX training_cost_batch ON training_cost (batch_id);

CREATE TABLE training_session (
  id TEXT NOT NULL PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES training_batch (id), held_on DATE NOT NULL,
  from_minute BIGINT NOT NULL CHECK (from_minute BETWEEN 0 AND 1439), until_minute BIGINT NOT NULL CHECK (until_minute > from_minute),
  hours_tenths BIGINT NOT NULL CHECK (hours_tenths > 0), way TEXT NOT NULL CHECK (way IN ('face-to-face','online')),
  room TEXT NOT NULL, link TEXT NOT NULL, code TEXT NOT NULL, closed_at TIMESTAMPTZ, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX training_session_batch ON training_session (batch_id, held_on);
CREATE UNIQUE INDEX training_session_code ON training_session (code);

CREATE TABLE training_enrolment (
  id TEXT NOT NULL PRIMARY KEY, batch_id TEXT NOT NULL REFERENCES training_batch (id),
  worker_id TEXT NOT NULL REFERENCES register_worker (id),
  state TEXT NOT NULL CHECK (state IN ('asked','seated','waiting','refused','withdrawn','completed','not-completed')),
  reason TEXT NOT NULL, need_id TEXT REFERENCES register_need (id), place BIGINT NOT NULL,
  asked_at TIMESTAMPTZ NOT NULL, asked_by TEXT NOT NULL, decided_at TIMESTAMPTZ, decided_by TEXT,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX training_enrolment_worker ON training_enrolment (batch_id, worker_id);
CREATE INDEX training_enrolment_of_worker ON training_enrolment (worker_id);

CREATE TABLE training_attendance (
  id TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL REFERENCES training_session (id),
  enrolment_id TEXT NOT NULL REFERENCES training_enrolment (id),
  state TEXT NOT NULL CHECK (state IN ('present','late','absent','excused')),
  how TEXT NOT NULL CHECK (how IN ('sheet','qr','self')), marked_at TIMESTAMPTZ NOT NULL, marked_by TEXT NOT NULL
);
CREATE UNIQUE INDEX training_attendance_once ON training_attendance (session_id, enrolment_id);

CREATE TABLE training_headcount (
  id TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL REFERENCES training_session (id),
  agency_id TEXT NOT NULL REFERENCES register_agency (id), people BIGINT NOT NULL CHECK (people > 0)
);
CREATE UNIQUE INDEX training_headcount_once ON training_headcount (session_id, agency_id);

CREATE TABLE training_quiz (
  id TEXT NOT NULL PRIMARY KEY, enrolment_id TEXT NOT NULL REFERENCES training_enrolment (id), answers TEXT NOT NULL,
  right_count BIGINT NOT NULL, all_count BIGINT NOT NULL, taken_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX training_quiz_enrolment ON training_quiz (enrolment_id);

CREATE TABLE training_feedback (
  id TEXT NOT NULL PRIMARY KEY, enrolment_id TEXT NOT NULL REFERENCES training_enrolment (id),
  stage TEXT NOT NULL CHECK (stage IN ('at-once','three-months')), marks TEXT NOT NULL, text TEXT NOT NULL, given_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX training_feedback_once ON training_feedback (enrolment_id, stage);

CREATE TABLE training_level (
  id TEXT NOT NULL PRIMARY KEY, worker_id TEXT NOT NULL REFERENCES register_worker (id), competency TEXT NOT NULL,
  level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 3), judged_on DATE NOT NULL, judged_by TEXT NOT NULL, source TEXT NOT NULL
);
CREATE INDEX training_level_worker ON training_level (worker_id, competency, judged_on);

CREATE TABLE training_key (
  id TEXT NOT NULL PRIMARY KEY, public_key TEXT NOT NULL, sealed_key TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL, retired_at TIMESTAMPTZ
);

CREATE TABLE training_certificate (
  id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, token TEXT NOT NULL,
  enrolment_id TEXT NOT NULL REFERENCES training_enrolment (id), worker_id TEXT NOT NULL REFERENCES register_worker (id),
  holder TEXT NOT NULL, course TEXT NOT NULL, hours_tenths BIGINT NOT NULL, from_on DATE NOT NULL, until_on DATE NOT NULL,
  issued_on DATE NOT NULL, expires_on DATE, issued_by TEXT NOT NULL, badge TEXT NOT NULL, key_id TEXT NOT NULL REFERENCES training_key (id),
  revoked_on DATE, revoked_by TEXT, revoked_reason TEXT NOT NULL DEFAULT '', sample BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX training_certificate_number ON training_certificate (number);
CREATE UNIQUE INDEX training_certificate_token ON training_certificate (token);
CREATE INDEX training_certificate_enrolment ON training_certificate (enrolment_id);
