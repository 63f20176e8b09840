-- Rooms, and who is what to them. A room nobody is in is its rows here and nothing else.

CREATE TABLE muc_room (
  id             bigint PRIMARY KEY DEFAULT nextval('account_id_seq'), -- also the key of its archive
  service        text COLLATE "C" NOT NULL,   -- such as muc.example.org
  localpart      text COLLATE "C" NOT NULL,
  creator        text NOT NULL,               -- a bare JID
  created        timestamptz NOT NULL DEFAULT now(),
  locked         boolean NOT NULL,            -- until its creator has configured it
  persistent     boolean NOT NULL,
  listed         boolean NOT NULL,            -- whether everybody may find it
  name           text NOT NULL,
  configuration  bytea NOT NULL,              -- the options that are not usual, as a data form
  secret         bytea NOT NULL,              -- from which what must not be guessed is made
  subject        bytea,                       -- the message that has set it
  subject_at     timestamptz,
  -- Affiliations are numbered as they change; those that were taken away are known from
  -- `forgotten` on.
  version        bigint NOT NULL DEFAULT 0,
  forgotten      bigint NOT NULL DEFAULT 0,
  UNIQUE (service, localpart)
);

CREATE INDEX muc_room_listed ON muc_room (service, localpart) WHERE listed;
CREATE INDEX muc_room_temporary ON muc_room (id) WHERE NOT persistent;
CREATE INDEX muc_room_creator ON muc_room (creator);

CREATE TABLE muc_affiliation (
  room           bigint NOT NULL REFERENCES muc_room ON DELETE CASCADE,
  jid            text NOT NULL,               -- a bare JID, or a domain
  affiliation    text NOT NULL,               -- none: it was taken away
  nickname       text,                        -- reserved
  reason         text,
  version        bigint NOT NULL,
  PRIMARY KEY (room, jid),
  -- Two may change nicknames in one statement.
  UNIQUE (room, nickname) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX muc_affiliation_jid ON muc_affiliation (jid) WHERE affiliation <> 'none';

-- What extensions keep with a room.
CREATE TABLE muc_state (
  room           bigint NOT NULL REFERENCES muc_room ON DELETE CASCADE,
  name           text NOT NULL,
  value          bytea NOT NULL,
  PRIMARY KEY (room, name)
);
