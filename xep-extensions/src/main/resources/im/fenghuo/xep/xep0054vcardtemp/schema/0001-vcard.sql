CREATE TABLE vcard (
  account bigint PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  xml     bytea NOT NULL
);
