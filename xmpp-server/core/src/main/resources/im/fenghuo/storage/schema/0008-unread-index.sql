-- The index of conversations says what is unread without looking at the messages.

DROP INDEX archive_message_peer;
CREATE INDEX archive_message_peer ON archive_message (archive, peer, seq)
  INCLUDE (readable, outgoing);
