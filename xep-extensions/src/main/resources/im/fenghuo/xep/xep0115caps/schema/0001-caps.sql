-- What clients can do, by the hash that their presence carries, when it was found to be true.

CREATE TABLE caps (
  hash          text NOT NULL,                -- the name of the function
  ver           text NOT NULL,
  features      text[] NOT NULL,
  learnt        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, ver)
);

CREATE INDEX caps_learnt ON caps (learnt);
