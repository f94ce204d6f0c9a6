-- Agency consulting: cases with their checklist, steps, visits and advice; hand-over notes; experts and their engagements.

CREATE TABLE consulting_case (
  id TEXT NOT NULL PRIMARY KEY, number TEXT NOT NULL, year BIGINT NOT NULL, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  title TEXT NOT NULL, origin TEXT NOT NULL CHECK (origin IN ('agency','risk-list','centre')), request TEXT NOT NULL,
  fields TEXT NOT NULL, urgent BOOLEAN NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested','declined','diagnosis','planning','approval','running','closed')),
  owner_id TEXT REFERENCES register_user (id), template_id TEXT, reasons TEXT NOT NULL, note TEXT NOT NULL,
  asked_on DATE NOT NULL, asked_by TEXT NOT NULL, due_on DATE, accepted_on DATE, approved_on DATE, approved_by TEXT, closed_on DATE,
  outcome TEXT CHECK (outcome IN ('solved','improved','unchanged','stopped')), outcome_text TEXT NOT NULL,
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE UNIQUE INDEX consulting_case_number ON consulting_case (number);
CREATE INDEX consulting_case_agency ON consulting_case (agency_id, asked_on);
CREATE INDEX consulting_case_owner ON consulting_case (owner_id, state);

CREATE TABLE consulting_answer (
  case_id TEXT NOT NULL REFERENCES consulting_case (id), item TEXT NOT NULL, level BIGINT CHECK (level BETWEEN 0 AND 3),
  note TEXT NOT NULL, answered_on DATE NOT NULL, answered_by TEXT NOT NULL, PRIMARY KEY (case_id, item)
);

CREATE TABLE consulting_step (
  id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES consulting_case (id), position BIGINT NOT NULL,
  title TEXT NOT NULL, title_en TEXT NOT NULL, mandatory BOOLEAN NOT NULL, due_on DATE,
  state TEXT NOT NULL CHECK (state IN ('open','done','unneeded')), done_on DATE, note TEXT NOT NULL
);
CREATE INDEX consulting_step_case ON consulting_step (case_id, position);

CREATE TABLE consulting_visit (
  id TEXT NOT NULL PRIMARY KEY, case_id TEXT REFERENCES consulting_case (id), agency_id TEXT NOT NULL REFERENCES register_agency (id),
  way TEXT NOT NULL CHECK (way IN ('in-person','phone','video')),
  purpose TEXT NOT NULL CHECK (purpose IN ('regular','diagnosis','advice','follow-up')),
  state TEXT NOT NULL CHECK (state IN ('planned','held','cancelled')), visit_on DATE NOT NULL,
  minutes BIGINT NOT NULL CHECK (minutes >= 0), travel_minutes BIGINT NOT NULL CHECK (travel_minutes >= 0), note TEXT NOT NULL,
  expert_id TEXT, week_on DATE, made_on DATE NOT NULL, made_by TEXT NOT NULL, sample BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX consulting_visit_agency ON consulting_visit (agency_id, visit_on);
CREATE INDEX consulting_visit_case ON consulting_visit (case_id);
CREATE INDEX consulting_visit_day ON consulting_visit (visit_on, state);
CREATE TABLE consulting_visitor (
  visit_id TEXT NOT NULL REFERENCES consulting_visit (id), user_id TEXT NOT NULL REFERENCES register_user (id),
  PRIMARY KEY (visit_id, user_id)
);

CREATE TABLE consulting_advice (
  id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES consulting_case (id),
  agency_id TEXT NOT NULL REFERENCES register_agency (id), field TEXT NOT NULL, body TEXT NOT NULL,
  given_on DATE NOT NULL, given_by TEXT NOT NULL, owner_id TEXT NOT NULL REFERENCES register_user (id), due_on DATE NOT NULL,
  task_id TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('open','done','dropped')), ended_on DATE, ended_by TEXT, note TEXT NOT NULL,
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE INDEX consulting_advice_case ON consulting_advice (case_id, given_on);
CREATE INDEX consulting_advice_agency ON consulting_advice (agency_id, given_on);
CREATE INDEX consulting_advice_due ON consulting_advice (state, due_on);

CREATE TABLE consulting_transfer (
  id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES consulting_case (id),
  from_user_id TEXT NOT NULL, to_user_id TEXT NOT NULL REFERENCES register_user (id), note TEXT NOT NULL, answer TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('offered','accepted','refused')), offered_on DATE NOT NULL, answered_on DATE
);
CREATE INDEX consulting_transfer_case ON consulting_transfer (case_id, offered_on);
CREATE INDEX consulting_transfer_to ON consulting_transfer (to_user_id, state);

CREATE TABLE consulting_note (
  id TEXT NOT NULL PRIMARY KEY, agency_id TEXT NOT NULL REFERENCES register_agency (id), body TEXT NOT NULL,
  written_on DATE NOT NULL, written_by TEXT NOT NULL, sample BOOLEAN NOT NULL
);
CREATE INDEX consulting_note_agency ON consulting_note (agency_id, written_on);

CREATE TABLE consulting_expert (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, belongs TEXT NOT NULL, fields TEXT NOT NULL, weekdays TEXT NOT NULL,
  from_on DATE NOT NULL, until_on DATE, line_id TEXT REFERENCES register_budget_line (id), fee_won BIGINT NOT NULL CHECK (fee_won >= 0),
  sample BOOLEAN NOT NULL, version BIGINT NOT NULL
);
CREATE TABLE consulting_expert_day (
  expert_id TEXT NOT NULL REFERENCES consulting_expert (id), off_on DATE NOT NULL, PRIMARY KEY (expert_id, off_on)
);
CREATE TABLE consulting_engagement (
  id TEXT NOT NULL PRIMARY KEY, case_id TEXT NOT NULL REFERENCES consulting_case (id),
  expert_id TEXT NOT NULL REFERENCES consulting_expert (id), held_on DATE NOT NULL, fee_won BIGINT NOT NULL CHECK (fee_won >= 0),
  commitment_id TEXT, reasons TEXT NOT NULL, chosen_on DATE NOT NULL, chosen_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('engaged','ended')), sample BOOLEAN NOT NULL
);
CREATE INDEX consulting_engagement_case ON consulting_engagement (case_id);
CREATE INDEX consulting_engagement_expert ON consulting_engagement (expert_id, state);
