-- Who was mentioned in which message of a room. Those of everybody have no account.
CREATE TABLE muc_mention (
  room       bigint NOT NULL REFERENCES muc_room ON DELETE CASCADE,
  seq        bigint NOT NULL,
  account    text NOT NULL,
  everybody  boolean NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (room, seq, account)
);

CREATE INDEX muc_mention_at ON muc_mention (at);
CREATE INDEX muc_mention_account ON muc_mention (account, room, seq);
