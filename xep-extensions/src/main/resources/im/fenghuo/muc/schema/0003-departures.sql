-- Accounts that were removed are nothing to rooms any more: whoever takes the name later is somebody
-- else. Rooms that are awake hear of it soon; who is banned stays so.

CREATE TABLE muc_departure (
  room  bigint NOT NULL, -- no reference: a room that goes at that moment must not keep an account
  jid   text NOT NULL,
  PRIMARY KEY (room, jid)
);

CREATE FUNCTION muc_account_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO muc_departure (room, jid)
  SELECT room, jid FROM muc_affiliation
  WHERE jid = OLD.localpart || '@' || OLD.domainpart AND affiliation NOT IN ('none', 'outcast')
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE TRIGGER muc_account_removed AFTER DELETE ON account
  FOR EACH ROW EXECUTE FUNCTION muc_account_removed();
