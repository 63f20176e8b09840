-- The vCards of rooms.

CREATE TABLE muc_vcard (
  room  bigint PRIMARY KEY REFERENCES muc_room ON DELETE CASCADE,
  xml   bytea NOT NULL
);
