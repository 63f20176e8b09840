-- Archives whose account is gone: their rows are removed a slice at a time, since there may be
-- millions. An archive is here until the last of them is.

CREATE TABLE removed_archive (
  archive bigint PRIMARY KEY
);
