CREATE TABLE private_xml (
  account   bigint NOT NULL REFERENCES account ON DELETE CASCADE,
  namespace text NOT NULL,
  name      text NOT NULL,
  xml       bytea NOT NULL,
  PRIMARY KEY (account, namespace, name)
);
