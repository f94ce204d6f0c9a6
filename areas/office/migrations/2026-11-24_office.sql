-- Sign-in and reorganization. Secrets are stored as hashes or sealed; see src/secrets.rs.

CREATE TABLE office_credential (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES register_user (id), password_hash TEXT NOT NULL, changed_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE office_totp (
  user_id TEXT NOT NULL PRIMARY KEY REFERENCES register_user (id), secret BYTEA NOT NULL, last_step BIGINT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE office_passkey (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), name TEXT NOT NULL,
  credential TEXT NOT NULL, made_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ
);
CREATE INDEX office_passkey_user ON office_passkey (user_id);
CREATE TABLE office_ceremony (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id),
  kind TEXT NOT NULL CHECK (kind IN ('register','check')), content TEXT NOT NULL, ends_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE office_recovery_code (
  code_hash TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), made_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);
CREATE INDEX office_recovery_code_user ON office_recovery_code (user_id);
CREATE TABLE office_attempt (
  key TEXT NOT NULL PRIMARY KEY, failures BIGINT NOT NULL, held_until_at TIMESTAMPTZ, last_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE office_device (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), made_at TIMESTAMPTZ NOT NULL,
  ends_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX office_device_user ON office_device (user_id);
CREATE TABLE office_invitation (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES register_user (id), made_at TIMESTAMPTZ NOT NULL,
  made_by TEXT NOT NULL, ends_at TIMESTAMPTZ NOT NULL, used_at TIMESTAMPTZ
);
CREATE INDEX office_invitation_user ON office_invitation (user_id);

CREATE TABLE office_reorganization (
  id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, decided TEXT NOT NULL, effective_on DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft','applied','undone','dropped')), content TEXT NOT NULL,
  structure_id TEXT REFERENCES register_structure (id), made_at TIMESTAMPTZ NOT NULL, made_by TEXT NOT NULL,
  applied_at TIMESTAMPTZ, version BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE office_reorganization_move (
  id TEXT NOT NULL PRIMARY KEY, reorganization_id TEXT NOT NULL REFERENCES office_reorganization (id),
  kind TEXT NOT NULL CHECK (kind IN ('task','budget-line','membership')), record_id TEXT NOT NULL,
  from_unit_id TEXT NOT NULL REFERENCES register_unit (id), to_unit_id TEXT REFERENCES register_unit (id),
  from_user_id TEXT, to_user_id TEXT, made_record_id TEXT, from_until_on DATE
);
CREATE INDEX office_reorganization_move_of ON office_reorganization_move (reorganization_id);
