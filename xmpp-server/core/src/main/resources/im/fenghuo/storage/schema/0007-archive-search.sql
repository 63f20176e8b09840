-- Which words stand in which messages of the archives that have been searched.

CREATE TABLE archive_search (
  archive bigint PRIMARY KEY,
  blocks  bigint NOT NULL           -- blocks 0 to blocks - 1 are indexed
);

CREATE TABLE archive_word (
  archive bigint NOT NULL,
  word    integer NOT NULL,         -- the key of a word
  block   bigint NOT NULL,          -- of 64 numbers: block 0 has 1 to 64
  mask    bigint NOT NULL,          -- a bit for each number of the block
  PRIMARY KEY (archive, word, block)
);
