-- Messages that go after some time: accounts may have a time of their own, and partitions are known
-- from their making on, also when they are gone.

ALTER TABLE account ADD COLUMN retention_days integer; -- null: the domain's; 2147483647: forever
CREATE INDEX account_retention ON account (retention_days) WHERE retention_days IS NOT NULL;

-- A partition's day never comes again: whoever still believes that an archive ends there fails.
CREATE TABLE archive_partition (
  expires       integer PRIMARY KEY,
  -- open: takes messages; closed: its day is over; dropped: there is no such table any more
  state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'dropped'))
);
INSERT INTO archive_partition (expires) VALUES (2147483647);

-- A row without a stanza is no message. It holds a number: in the partition where the message before
-- it is, so that two writers meet, or of the last message, when that has gone.
ALTER TABLE archive_message ALTER COLUMN stanza DROP NOT NULL;
ALTER TABLE archive_message_forever ALTER COLUMN stanza DROP NOT NULL;

CREATE FUNCTION archive_partition_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this day of the archive is over' USING ERRCODE = 'check_violation';
END
$$;
