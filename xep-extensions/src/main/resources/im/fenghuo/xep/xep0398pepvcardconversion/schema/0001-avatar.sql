-- The hash of the avatar that everybody may see, as presence carries it (XEP-0153).

CREATE TABLE avatar (
  account       bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  hash          text NOT NULL
);
