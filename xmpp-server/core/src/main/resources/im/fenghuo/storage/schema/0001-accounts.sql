-- Accounts, their archives and rosters.

CREATE TABLE account (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  localpart       text NOT NULL,
  domainpart      text NOT NULL,
  created         timestamptz NOT NULL DEFAULT now(),
  disabled        boolean NOT NULL DEFAULT false,
  -- The last number of the archive that was delivered to a client, or needs not be.
  delivered       bigint NOT NULL DEFAULT 0,
  last_online     timestamptz,                  -- when it went offline; null for never
  roster_version  bigint NOT NULL DEFAULT 0,
  -- Changes of the roster up to this version are no longer known one by one.
  roster_floor    bigint NOT NULL DEFAULT 0,
  -- SCRAM keys (RFC 5803), one text per hash separated by spaces; null: no login by password.
  scram           text,
  UNIQUE (domainpart, localpart)
);

-- One row per message of an archive. The primary key is the fence between two writers: numbers are
-- dense, so a second writer's first insert meets the first one's.
CREATE TABLE archive_message (
  archive       bigint NOT NULL,      -- account.id; no reference, which would cost each insert a look-up
  seq           bigint NOT NULL,
  tag           integer NOT NULL,     -- the incarnation of the lane that gave the number
  at            timestamptz NOT NULL, -- milliseconds, as clients see it; hardly ever goes back
  peer          text NOT NULL,        -- the other side's bare JID
  peer_resource text NOT NULL,        -- and its resource, or ''
  outgoing      boolean NOT NULL,
  stanza        bytea NOT NULL,
  PRIMARY KEY (archive, seq)
);

CREATE INDEX archive_message_peer ON archive_message (archive, peer, seq);

CREATE TABLE roster_item (
  account       bigint NOT NULL REFERENCES account ON DELETE CASCADE,
  jid           text NOT NULL,
  name          text,
  subscription  smallint NOT NULL DEFAULT 0,
  ask           boolean NOT NULL DEFAULT false,
  approved      boolean NOT NULL DEFAULT false,
  groups        text[] NOT NULL DEFAULT '{}',
  pending_in    bytea,                        -- an inbound subscription request, as it came
  version       bigint NOT NULL DEFAULT 0,
  -- Not in the roster: removed at that version (RFC 6121 §2.6), or, with version 0, only a request.
  removed       boolean NOT NULL DEFAULT false,
  PRIMARY KEY (account, jid)
);
