package im.fenghuo.archive;

import im.fenghuo.api.AccountPart;
import im.fenghuo.api.Db;
import im.fenghuo.api.Row;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.ElementWriter;
import im.fenghuo.api.xml.OpenElement;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How far conversations were displayed, on its way to another server like this one and from it.
/// Everything blocks.
///
/// @param db where it is kept
public record CursorPart(Db db) implements AccountPart {

  private static final String NAMESPACE = "urn:fenghuo:account:0";
  private static final String NAME = "displayed";

  @Override
  public boolean has(Element tag) {
    return tag.is(NAMESPACE, NAME);
  }

  @Override
  public void write(Owner owner, ElementWriter out) throws IOException {
    for (Row row :
        db.query(
            "SELECT peer, displayed, marked FROM read_cursor WHERE account = $1 ORDER BY peer",
            owner.id())) {
      out.write(
          Element.of(NAMESPACE, NAME)
              .attribute("with", row.text(0))
              .attribute("up-to", Long.toString(row.bigint(1)))
              .attribute("marked", Long.toString(row.bigint(2)))
              .build());
    }
  }

  @Override
  public void read(Owner owner, OpenElement element, Consumer<String> leftOut) {
    Element tag = element.tag();
    String with = tag.attribute("with");
    try {
      db.update(
          """
          INSERT INTO read_cursor (account, peer, displayed, marked) VALUES ($1, $2, $3, $4)
          ON CONFLICT (account, peer) DO UPDATE SET displayed = $3, marked = $4
          """,
          owner.id(),
          with == null ? "" : with,
          number(tag.attribute("up-to")),
          number(tag.attribute("marked")));
    } catch (NumberFormatException e) {
      leftOut.accept("how far a conversation was displayed");
    }
  }

  private static long number(@Nullable String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  /// Where it is not known how far conversations were displayed: what was delivered counts as
  /// displayed. Blocks.
  ///
  /// @param upTo the last number that was delivered
  public void guess(long account, long upTo) {
    db.update(
        """
        INSERT INTO read_cursor (account, peer, displayed)
        SELECT archive, peer, max(seq) FROM archive_message
        WHERE archive = $1 AND seq <= $2 GROUP BY archive, peer
        ON CONFLICT DO NOTHING
        """,
        account,
        upTo);
  }
}
