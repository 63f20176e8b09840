-- Messages that were retracted, and what they referred to.

-- When it was; null for a message that was not. A tombstone is in the stanza's place then.
ALTER TABLE archive_message ADD COLUMN retracted timestamptz;

-- Retractions whose message lies so far back that it is looked for after they are stored.
CREATE TABLE pending_retraction (
  archive  bigint NOT NULL,
  seq      bigint NOT NULL,             -- the retraction's row
  ids      text[] NOT NULL,             -- the messages that are looked for
  below    bigint NOT NULL,             -- among the rows before this one
  steps    integer NOT NULL DEFAULT 0,  -- how many were made: who has waited longer is next
  PRIMARY KEY (archive, seq)
);

-- What rows that are gone referred to, until somebody has looked whether others still do.
CREATE TABLE released_reference (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  ref      text NOT NULL,
  author   text NOT NULL                -- the bare JID that has sent the message
);
