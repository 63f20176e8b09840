-- Slots, and the files that were uploaded to them.

CREATE TABLE upload_file (
  id         text PRIMARY KEY,          -- the part of its address that nobody guesses
  -- Null once the account is removed: nobody gets the file any more, and the next sweep removes it.
  account    bigint REFERENCES account ON DELETE SET NULL,
  bucket     smallint NOT NULL,         -- what shares a quota
  name       text NOT NULL,
  type       text,                      -- as announced, then as uploaded; null for not announced
  size       bigint NOT NULL,
  token      bytea NOT NULL,            -- the hash of what its owner shows
  requested  timestamptz NOT NULL,
  until      timestamptz NOT NULL,      -- when the slot ends, unless the file is being uploaded
  uploaded   timestamptz,               -- since when the file is durable; null: only a slot
  expires    timestamptz,               -- null: with its account
  deleted    timestamptz,               -- since when nobody gets it
  gone       boolean NOT NULL DEFAULT false -- the file itself is not there any more
);

CREATE INDEX upload_file_account ON upload_file (account, requested);
CREATE INDEX upload_file_expires ON upload_file (expires) WHERE deleted IS NULL;
CREATE INDEX upload_file_slot ON upload_file (until) WHERE uploaded IS NULL AND deleted IS NULL;
CREATE INDEX upload_file_orphan ON upload_file (id) WHERE account IS NULL;
CREATE INDEX upload_file_deleted ON upload_file (requested) WHERE deleted IS NOT NULL;
