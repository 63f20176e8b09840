-- Which accounts have come from which file (XEP-0227): an import that was cut off goes on when the
-- same file is given again. Until it has ended its account is disabled.

CREATE TABLE account_import (
  account  bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  digest   text NOT NULL,             -- of the file
  begun    timestamptz NOT NULL DEFAULT now(),
  ended    timestamptz
);
