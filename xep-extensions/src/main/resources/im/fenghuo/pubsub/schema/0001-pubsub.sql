-- Publish-subscribe: the nodes of services and accounts, and what is in them.

CREATE TABLE pubsub_node (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  host          text NOT NULL,                -- the JID of the service or account
  account       bigint REFERENCES account ON DELETE CASCADE, -- null for a service
  name          text NOT NULL,
  creator       text NOT NULL,
  created       timestamptz NOT NULL DEFAULT now(),
  config        bytea NOT NULL,               -- the settings that are not usual, as a data form
  -- Of the settings, what has to be known to find what is sent when somebody comes online.
  access_model  text NOT NULL,
  send_last     text NOT NULL,
  next_seq      bigint NOT NULL DEFAULT 1,
  UNIQUE (host, name)
);

CREATE INDEX pubsub_node_account ON pubsub_node (account);
CREATE INDEX pubsub_node_creator ON pubsub_node (creator, host);

CREATE TABLE pubsub_item (
  node          bigint NOT NULL REFERENCES pubsub_node ON DELETE CASCADE,
  id            text NOT NULL,
  seq           bigint NOT NULL,              -- the order of publication
  publisher     text NOT NULL,
  published     timestamptz NOT NULL,
  payload       bytea,                        -- null for an item without
  PRIMARY KEY (node, id)
);

CREATE UNIQUE INDEX pubsub_item_seq ON pubsub_item (node, seq);

CREATE TABLE pubsub_subscription (
  node          bigint NOT NULL REFERENCES pubsub_node ON DELETE CASCADE,
  jid           text NOT NULL,                -- as subscribed, bare or full
  entity        text NOT NULL,                -- its bare JID
  pending       boolean NOT NULL,
  deliver       boolean NOT NULL DEFAULT true,
  expires       timestamptz,
  PRIMARY KEY (node, jid)
);

CREATE INDEX pubsub_subscription_entity ON pubsub_subscription (entity);

CREATE TABLE pubsub_affiliation (
  node          bigint NOT NULL REFERENCES pubsub_node ON DELETE CASCADE,
  jid           text NOT NULL,                -- a bare JID
  affiliation   text NOT NULL,
  PRIMARY KEY (node, jid)
);

CREATE INDEX pubsub_affiliation_jid ON pubsub_affiliation (jid);
