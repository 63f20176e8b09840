-- What rooms are found by. Names and descriptions are in lower case here: the server folds them, as
-- not every database knows every script.

ALTER TABLE muc_room
  ADD COLUMN description  text NOT NULL DEFAULT '',
  ADD COLUMN occupants    integer NOT NULL DEFAULT 0; -- in a room that is listed, not long ago

UPDATE muc_room SET name = lower(name);

CREATE INDEX muc_room_popular ON muc_room (service, (-occupants), localpart) WHERE listed;

-- Also those in which somebody was when their node stopped.
DROP INDEX muc_room_temporary;
CREATE INDEX muc_room_unsettled ON muc_room (id) WHERE NOT persistent OR occupants > 0;
