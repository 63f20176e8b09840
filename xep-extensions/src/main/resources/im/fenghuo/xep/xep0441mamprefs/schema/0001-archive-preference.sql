-- Who wants something else than that all is archived.

CREATE TABLE archive_preference (
  account  bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  fallback text NOT NULL,           -- always, never or roster: for JIDs in neither list
  always   text[] NOT NULL,
  never    text[] NOT NULL
);
