-- Tokens that clients sign in with (XEP-0484). The token itself is not here: it is derived from the
-- id and the server's secret.

CREATE TABLE fast_token (
  domainpart  text NOT NULL,
  localpart   text NOT NULL,
  client      text NOT NULL,          -- the id of the client's user agent
  id          bytea NOT NULL,
  mechanism   text NOT NULL,
  issued      timestamptz NOT NULL,
  expires     timestamptz NOT NULL,
  count       bigint NOT NULL,
  used        boolean NOT NULL,
  PRIMARY KEY (domainpart, localpart, client, id),
  FOREIGN KEY (domainpart, localpart) REFERENCES account (domainpart, localpart) ON DELETE CASCADE
);

CREATE INDEX fast_token_expires ON fast_token (expires);
