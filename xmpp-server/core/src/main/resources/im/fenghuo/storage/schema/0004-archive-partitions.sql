-- The archive in partitions by the day after which their messages go, so that retention drops tables
-- instead of deleting rows. What is there is kept forever and becomes one partition as it is.

ALTER TABLE archive_message RENAME TO archive_message_forever;
ALTER TABLE archive_message_forever
  ADD COLUMN readable boolean NOT NULL DEFAULT true,
  ADD COLUMN refs text[],
  ADD COLUMN expires integer NOT NULL DEFAULT 2147483647,
  ADD CONSTRAINT archive_message_forever_check CHECK (expires = 2147483647),
  DROP CONSTRAINT archive_message_pkey,
  ADD CONSTRAINT archive_message_forever_pkey PRIMARY KEY (archive, seq, expires);
ALTER INDEX archive_message_peer RENAME TO archive_message_forever_peer;

CREATE TABLE archive_message (
  archive       bigint NOT NULL,      -- account.id; no reference, which would cost each insert a look-up
  seq           bigint NOT NULL,
  tag           integer NOT NULL,     -- the incarnation of the lane that gave the number
  at            timestamptz NOT NULL, -- milliseconds, as clients see it; hardly ever goes back
  peer          text NOT NULL,        -- the other side's bare JID
  peer_resource text NOT NULL,        -- and its resource, or ''
  outgoing      boolean NOT NULL,
  stanza        bytea NOT NULL,
  readable      boolean NOT NULL DEFAULT true, -- counts as unread, is shown as the last message
  refs          text[],               -- what it refers to and lives as long, such as files
  expires       integer NOT NULL DEFAULT 2147483647, -- the last day to keep it, since 1970-01-01
  PRIMARY KEY (archive, seq, expires)
) PARTITION BY LIST (expires);

CREATE INDEX archive_message_peer ON archive_message (archive, peer, seq);
CREATE INDEX archive_message_refs ON archive_message USING gin (refs) WHERE refs IS NOT NULL;

ALTER TABLE archive_message
  ATTACH PARTITION archive_message_forever FOR VALUES IN (2147483647);
