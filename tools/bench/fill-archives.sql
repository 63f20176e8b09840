-- Fills the archives of accounts with messages, for `./fenghuo bench history`. To be run with psql on
-- the database of a server that has no client at the moment:
--   psql … -v accounts="bench%" -v messages=50000 -f tools/bench/fill-archives.sql
-- A tenth of the messages is Chinese, the others have twelve of 5,000 words, some far more often than
-- others.

SELECT setseed(0.5);

INSERT INTO archive_message (archive, seq, tag, at, peer, peer_resource, outgoing, stanza)
SELECT id, number, 1, now() - interval '1 year' + number * interval '10 minutes',
  'friend' || (number * 7919 + id) % 25 || '@localhost', 'phone', number % 2 = 0,
  convert_to(
    '<message xmlns=''jabber:client'' type=''chat'' id=''m' || number || ''' from=''friend'
      || (number * 7919 + id) % 25 || '@localhost/phone'' to=''' || localpart || '@localhost''><body>'
      || text || '</body></message>', 'UTF8')
FROM account
CROSS JOIN LATERAL (
  SELECT number,
    CASE WHEN number % 10 = 0
      THEN (SELECT string_agg(chr(19968 + (2000 * random() ^ 2)::integer + (word + number) % 2), '')
            FROM generate_series(1, 24) AS word)
      ELSE (SELECT string_agg('w' || (5000 * random() ^ 4)::integer + (word + number) % 2, ' ')
            FROM generate_series(1, 12) AS word)
    END AS text
  FROM generate_series(1, :messages) AS number
  WHERE account.id > 0
) AS written
WHERE localpart LIKE :'accounts';

ANALYZE archive_message;
