-- Accounts that belong to archives which are not their own, such as the members of rooms. To them
-- it is a conversation: what they have not read of it is read from this and the archive.

CREATE TABLE archive_member (
  account    bigint NOT NULL REFERENCES account ON DELETE CASCADE,
  archive    bigint NOT NULL,
  jid        text NOT NULL,               -- whose archive it is: the room's bare JID
  affiliated boolean NOT NULL,            -- because of their affiliation
  bookmarked boolean NOT NULL,            -- because of their bookmark
  since      bigint NOT NULL,             -- what is there up to this number is not theirs to read
  displayed  bigint NOT NULL DEFAULT 0,   -- what the account's own devices tell each other
  marked     bigint NOT NULL DEFAULT 0,   -- what one of them has told the room
  PRIMARY KEY (account, archive),
  UNIQUE (account, jid)
);
CREATE INDEX archive_member_archive ON archive_member (archive);
