CREATE TABLE blocked (
  account bigint NOT NULL REFERENCES account ON DELETE CASCADE,
  jid     text NOT NULL,
  PRIMARY KEY (account, jid)
);
