-- Schemes, rounds with their values, appeals, panels, overseas training and awards. Portable.
-- Scores and values are millionths in BIGINT, money is BIGINT won; nothing is a floating-point number.

CREATE TABLE evaluation_scheme (
  id TEXT NOT NULL PRIMARY KEY, series TEXT NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','simulated','published','frozen')), hash TEXT NOT NULL,
  simulated_year BIGINT, simulated_hash TEXT NOT NULL, simulation TEXT NOT NULL, year BIGINT, notice TEXT NOT NULL,
  published_at TIMESTAMPTZ, published_by TEXT, frozen_at TIMESTAMPTZ, source TEXT NOT NULL, sample BOOLEAN NOT NULL,
  made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX evaluation_scheme_number ON evaluation_scheme (series, number);

CREATE TABLE evaluation_round (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL, title TEXT NOT NULL,
  scheme_id TEXT NOT NULL REFERENCES evaluation_scheme (id), scheme_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','computed','provisional','decided','final')),
  run BIGINT NOT NULL DEFAULT 0, from_on DATE NOT NULL, until_on DATE NOT NULL, known_at TIMESTAMPTZ, computed_at TIMESTAMPTZ,
  computed_by TEXT, outcome_hash TEXT NOT NULL, published_at TIMESTAMPTZ, published_by TEXT, appeal_from_on DATE, appeal_until_on DATE,
  decided_at TIMESTAMPTZ, decided_by TEXT, closing TEXT NOT NULL DEFAULT '', final_at TIMESTAMPTZ, final_by TEXT, variants BIGINT NOT NULL, seed TEXT NOT NULL, reasons TEXT NOT NULL,
  rewards_won BIGINT NOT NULL DEFAULT 0, unspent_won BIGINT NOT NULL DEFAULT 0, sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX evaluation_round_year ON evaluation_round (year);

CREATE TABLE evaluation_value (
  round_id TEXT NOT NULL REFERENCES evaluation_round (id), run BIGINT NOT NULL, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  indicator TEXT NOT NULL, numerator BIGINT, denominator BIGINT, value BIGINT, level BIGINT, past BIGINT, expected BIGINT,
  missing TEXT NOT NULL, corrected BOOLEAN NOT NULL, treated BIGINT, normalised BIGINT, weight BIGINT, contribution BIGINT,
  PRIMARY KEY (round_id, run, agency_id, indicator)
);
CREATE TABLE evaluation_score (
  round_id TEXT NOT NULL REFERENCES evaluation_round (id), run BIGINT NOT NULL, agency_id TEXT NOT NULL REFERENCES register_agency (id),
  league TEXT NOT NULL, score BIGINT, place BIGINT, place_low BIGINT, place_high BIGINT, grade TEXT NOT NULL, reward_won BIGINT NOT NULL,
  doubtful BOOLEAN NOT NULL, reasons TEXT NOT NULL, PRIMARY KEY (round_id, run, agency_id)
);
CREATE TABLE evaluation_sensitivity (
  round_id TEXT NOT NULL REFERENCES evaluation_round (id), run BIGINT NOT NULL, position BIGINT NOT NULL,
  factor TEXT NOT NULL, first_order BIGINT, total BIGINT, mean_shift BIGINT, moves_most TEXT NOT NULL,
  PRIMARY KEY (round_id, run, position)
);
CREATE TABLE evaluation_correction (
  id TEXT NOT NULL PRIMARY KEY, round_id TEXT NOT NULL REFERENCES evaluation_round (id),
  agency_id TEXT NOT NULL REFERENCES register_agency (id), indicator TEXT NOT NULL, value BIGINT NOT NULL, reason TEXT NOT NULL,
  appeal_id TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL
);
CREATE INDEX evaluation_correction_round ON evaluation_correction (round_id, agency_id);
CREATE TABLE evaluation_confirmation (
  id TEXT NOT NULL PRIMARY KEY, round_id TEXT NOT NULL REFERENCES evaluation_round (id),
  agency_id TEXT NOT NULL REFERENCES register_agency (id), run BIGINT NOT NULL, grade TEXT NOT NULL, reward_won BIGINT NOT NULL,
  confirmed_at TIMESTAMPTZ NOT NULL, confirmed_by TEXT NOT NULL, note TEXT NOT NULL
);
CREATE UNIQUE INDEX evaluation_confirmation_one ON evaluation_confirmation (round_id, agency_id);

CREATE TABLE evaluation_appeal (
  id TEXT NOT NULL PRIMARY KEY, receipt TEXT NOT NULL, round_id TEXT NOT NULL REFERENCES evaluation_round (id),
  agency_id TEXT NOT NULL REFERENCES register_agency (id), indicator TEXT NOT NULL, text TEXT NOT NULL, filed_at TIMESTAMPTZ NOT NULL,
  filed_by TEXT NOT NULL, due_on DATE NOT NULL, officer_id TEXT REFERENCES register_user (id),
  state TEXT NOT NULL CHECK (state IN ('filed','assigned','accepted','rejected')), decision TEXT NOT NULL, decided_at TIMESTAMPTZ,
  decided_by TEXT, sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX evaluation_appeal_receipt ON evaluation_appeal (receipt);
CREATE INDEX evaluation_appeal_round ON evaluation_appeal (round_id, agency_id);

CREATE TABLE evaluation_panel (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL, title TEXT NOT NULL,
  readers BIGINT NOT NULL CHECK (readers >= 1), tie_years BIGINT NOT NULL CHECK (tie_years >= 0),
  state TEXT NOT NULL CHECK (state IN ('draft','reading','closed')), sample BOOLEAN NOT NULL, version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE evaluation_criterion (
  id TEXT NOT NULL PRIMARY KEY, panel_id TEXT NOT NULL REFERENCES evaluation_panel (id), position BIGINT NOT NULL, title TEXT NOT NULL,
  low_anchor TEXT NOT NULL, middle_anchor TEXT NOT NULL, high_anchor TEXT NOT NULL, points BIGINT NOT NULL CHECK (points >= 1)
);
CREATE INDEX evaluation_criterion_panel ON evaluation_criterion (panel_id, position);
CREATE TABLE evaluation_item (
  id TEXT NOT NULL PRIMARY KEY, panel_id TEXT NOT NULL REFERENCES evaluation_panel (id), code TEXT NOT NULL,
  agency_id TEXT REFERENCES register_agency (id), text TEXT NOT NULL
);
CREATE UNIQUE INDEX evaluation_item_code ON evaluation_item (panel_id, code);
CREATE TABLE evaluation_reviewer (
  id TEXT NOT NULL PRIMARY KEY, panel_id TEXT NOT NULL REFERENCES evaluation_panel (id),
  user_id TEXT NOT NULL REFERENCES register_user (id), capacity BIGINT NOT NULL CHECK (capacity >= 0)
);
CREATE UNIQUE INDEX evaluation_reviewer_one ON evaluation_reviewer (panel_id, user_id);
CREATE TABLE evaluation_assignment (
  id TEXT NOT NULL PRIMARY KEY, panel_id TEXT NOT NULL REFERENCES evaluation_panel (id),
  item_id TEXT NOT NULL REFERENCES evaluation_item (id), reviewer_id TEXT NOT NULL REFERENCES evaluation_reviewer (id),
  way TEXT NOT NULL CHECK (way IN ('fair','hand')), state TEXT NOT NULL CHECK (state IN ('open','done')), note TEXT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX evaluation_assignment_pair ON evaluation_assignment (item_id, reviewer_id);
CREATE TABLE evaluation_mark (
  assignment_id TEXT NOT NULL REFERENCES evaluation_assignment (id), criterion_id TEXT NOT NULL REFERENCES evaluation_criterion (id),
  points BIGINT, PRIMARY KEY (assignment_id, criterion_id)
);

CREATE TABLE evaluation_tour (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL, title TEXT NOT NULL, destination TEXT NOT NULL, from_on DATE NOT NULL,
  until_on DATE NOT NULL, nominate_until_on DATE NOT NULL, seats_multi BIGINT NOT NULL CHECK (seats_multi >= 0),
  seats_single BIGINT NOT NULL CHECK (seats_single >= 0), seats_centre BIGINT NOT NULL CHECK (seats_centre >= 0),
  reserve BIGINT NOT NULL CHECK (reserve >= 0), round_id TEXT REFERENCES evaluation_round (id), line_id TEXT REFERENCES register_budget_line (id),
  state TEXT NOT NULL CHECK (state IN ('open','ranked','published','done')), rationale TEXT NOT NULL, sample BOOLEAN NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE evaluation_nominee (
  id TEXT NOT NULL PRIMARY KEY, tour_id TEXT NOT NULL REFERENCES evaluation_tour (id),
  worker_id TEXT NOT NULL REFERENCES register_worker (id), route TEXT NOT NULL CHECK (route IN ('agency','self','centre')),
  reason TEXT NOT NULL, nominated_at TIMESTAMPTZ NOT NULL, nominated_by TEXT NOT NULL, league TEXT NOT NULL,
  fits BOOLEAN NOT NULL, why TEXT NOT NULL, why_args TEXT NOT NULL, result_points BIGINT NOT NULL, training_points BIGINT NOT NULL,
  award_points BIGINT NOT NULL, panel_points BIGINT, total_points BIGINT NOT NULL, place BIGINT,
  standing TEXT NOT NULL CHECK (standing IN ('nominated','seat','reserve','below','out')),
  decision TEXT NOT NULL CHECK (decision IN ('','approved','refused')), decided_at TIMESTAMPTZ, decided_by TEXT, decided_why TEXT NOT NULL,
  task_id TEXT, version BIGINT NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX evaluation_nominee_one ON evaluation_nominee (tour_id, worker_id);
CREATE TABLE evaluation_opinion (
  nominee_id TEXT NOT NULL REFERENCES evaluation_nominee (id), user_id TEXT NOT NULL REFERENCES register_user (id),
  points BIGINT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (nominee_id, user_id)
);
CREATE TABLE evaluation_leg (
  id TEXT NOT NULL PRIMARY KEY, tour_id TEXT NOT NULL REFERENCES evaluation_tour (id), held_on DATE NOT NULL, place TEXT NOT NULL,
  what TEXT NOT NULL
);
CREATE INDEX evaluation_leg_tour ON evaluation_leg (tour_id, held_on);
CREATE TABLE evaluation_cost (
  id TEXT NOT NULL PRIMARY KEY, tour_id TEXT NOT NULL REFERENCES evaluation_tour (id), title TEXT NOT NULL, won BIGINT NOT NULL,
  commitment_id TEXT NOT NULL REFERENCES register_commitment (id)
);
CREATE INDEX evaluation_cost_tour ON evaluation_cost (tour_id);

CREATE TABLE evaluation_award (
  id TEXT NOT NULL PRIMARY KEY, year BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('firm-certificate','firm-award','person-award','agency-award')), title TEXT NOT NULL,
  recipient TEXT NOT NULL, agency_id TEXT REFERENCES register_agency (id), worker_id TEXT REFERENCES register_worker (id),
  until_on DATE, decision_id TEXT NOT NULL REFERENCES register_decision (id), sample BOOLEAN NOT NULL
);
CREATE INDEX evaluation_award_year ON evaluation_award (year, kind);
