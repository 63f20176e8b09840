-- How far conversations were displayed. What is unread, and the inbox, are read from this and the
-- archive.

CREATE TABLE read_cursor (
  account   bigint NOT NULL REFERENCES account ON DELETE CASCADE,
  peer      text NOT NULL,              -- the other side's bare JID, as in archive_message
  displayed bigint NOT NULL DEFAULT 0,  -- what the account's own devices tell each other
  marked    bigint NOT NULL DEFAULT 0,  -- what one of them has told the other side
  PRIMARY KEY (account, peer)
);
