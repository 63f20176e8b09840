package im.fenghuo.archive;

import im.fenghuo.api.Db;
import im.fenghuo.api.Message;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts tombstones in the place of messages that were retracted (XEP-0424).
final class Tombstones {

  private static final Logger LOG = LoggerFactory.getLogger(Tombstones.class);

  /// How many messages are read at a time: they may be large.
  private static final int CANDIDATES = 20;

  /// The number of the oldest of the rows that are looked at next, when there are as many.
  private static final String BOUND =
      """
      SELECT seq FROM archive_message WHERE archive = $1 AND peer = $2 AND seq < $3
        ORDER BY seq DESC OFFSET $4 LIMIT 1
      """;

  private static final String FIND =
      """
      SELECT seq, stanza, retracted IS NOT NULL FROM archive_message
        WHERE archive = $1 AND peer = $2 AND seq >= $3 AND seq < $4 AND outgoing = $5
          AND EXISTS (SELECT FROM unnest($6::bytea[]) AS trace WHERE position(trace IN stanza) > 0)
        ORDER BY seq DESC LIMIT $7
      """;

  private static final String REPLACE =
      """
      UPDATE archive_message
        SET stanza = $3, readable = false, refs = NULL, retracted = $4
        WHERE archive = $1 AND seq = $2 AND stanza <> ''
      """;

  private final Db db;
  private final XmlParser parser = XmlParser.create();
  private final Texts texts = new Texts();

  /// @param db the transaction that all of this is part of
  Tombstones(Db db) {
    this.db = db;
  }

  /// Blocks. Looks at so many more rows of the conversation, and makes tombstones of those that are
  /// meant.
  void step(Search search, int rows) {
    long bound =
        db.queryOne(BOUND, search.archive(), search.peer(), search.below(), (long) rows - 1)
            .map(row -> row.bigint(0))
            .orElse(1L);
    boolean more = true;
    while (more && !search.isOver()) {
      more = candidates(search, bound);
    }
    if (!search.isOver()) {
      search.goOnBelow(bound);
    }
  }

  /// Looks at some rows.
  ///
  /// @return whether there may be more that it has to look at
  private boolean candidates(Search search, long bound) {
    List<Row> found =
        db.query(
            FIND,
            search.archive(),
            search.peer(),
            bound,
            search.below(),
            search.outgoing(),
            search.traces(),
            (long) CANDIDATES);
    int ids = search.ids().size();
    for (Row row : found) {
      look(search, row);
      if (search.isOver()) {
        return false;
      }
      search.goOnBelow(row.bigint(0));
      if (search.ids().size() > ids) {
        return true; // the rest was not asked for that one
      }
    }
    return found.size() == CANDIDATES;
  }

  private void look(Search search, Row row) {
    long number = row.bigint(0);
    byte[] xml = row.bytes(1);
    try {
      Message message = Message.of(parser.parse(xml, 0, xml.length, Scope.NONE));
      if (search.isMeant(message) && !row.bool(2)) {
        replace(search, number, xml, message);
      }
    } catch (StanzaException | XmlException e) {
      LOG.error("Row {} of archive {} is unreadable: {}", number, search.archive(), e.getMessage());
    }
  }

  /// Blocks. Makes a tombstone of a message.
  void replace(Search search, long number, byte[] xml, Message message) {
    ReleasedReferences.note(
        db, "archive_message", "archive = $1 AND seq = $2", search.archive(), number);
    SearchIndex.forget(db, texts, search.archive(), search.peer(), number, xml);
    db.update(REPLACE, search.archive(), number, search.tombstone(message), search.at());
  }
}
