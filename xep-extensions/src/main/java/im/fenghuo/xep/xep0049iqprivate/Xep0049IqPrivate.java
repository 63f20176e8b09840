package im.fenghuo.xep.xep0049iqprivate;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Row;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [XEP-0049](https://xmpp.org/extensions/xep-0049.html): Private XML Storage.
public final class Xep0049IqPrivate implements Xep {

  private static final String NAMESPACE = "jabber:iq:private";

  /// How many elements an account may keep: what clients store here counts in single digits.
  private static final long MAX_ELEMENTS = 200;

  private final Db db;

  /// @param db where the elements are kept
  public Xep0049IqPrivate(Db db) {
    this.db = db;
  }

  @Override
  public Document document() {
    return new Document(49, "iq-private", "1.2");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0049IqPrivate.class, List.of("schema/0001-private-xml.sql"));
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "query", this::get);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "query", this::set);
  }

  /// Blocks. §2.3: one element is asked for by example; the example comes back where nothing is
  /// kept.
  private Element get(IqRequest request) throws StanzaException {
    requireOwn(request);
    List<Element> asked = request.payload().children();
    if (asked.size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "ask for exactly one element");
    }
    Element example = asked.getFirst();
    Optional<Row> row =
        db.queryOne(
            "SELECT xml FROM private_xml WHERE account = $1 AND namespace = $2 AND name = $3",
            request.account().id(),
            example.namespace(),
            example.name());
    Element kept = row.map(found -> parse(found.bytes(0))).orElse(example);
    return Element.of(NAMESPACE, "query").child(kept).build();
  }

  private static Element parse(byte[] xml) {
    return XmlParser.create().parse(xml, 0, xml.length, Scope.NONE);
  }

  /// Blocks.
  private @Nullable Element set(IqRequest request) throws StanzaException {
    requireOwn(request);
    List<Element> elements = request.payload().children();
    if (elements.isEmpty()) {
      throw new StanzaException(Condition.NOT_ACCEPTABLE, "there is nothing to store");
    }
    for (Element element : elements) {
      if (element.namespace().isEmpty() || element.namespace().equals(NAMESPACE)) {
        throw new StanzaException(
            Condition.NOT_ACCEPTABLE, "an element needs a namespace of its own");
      }
    }
    db.transaction(transaction -> {
      store(transaction, request.account().id(), elements);
      return null;
    });
    return null;
  }

  private static void store(Db transaction, long account, List<Element> elements)
      throws StanzaException {
    for (Element element : elements) {
      transaction.update(
          """
          INSERT INTO private_xml (account, namespace, name, xml) VALUES ($1, $2, $3, $4)
          ON CONFLICT (account, namespace, name) DO UPDATE SET xml = excluded.xml
          """,
          account,
          element.namespace(),
          element.name(),
          element.toBytes(""));
    }
    long count =
        transaction
            .queryOne("SELECT count(*) FROM private_xml WHERE account = $1", account)
            .orElseThrow()
            .bigint(0);
    if (count > MAX_ELEMENTS) {
      throw new StanzaException(
          Condition.RESOURCE_CONSTRAINT, "an account keeps at most " + MAX_ELEMENTS + " elements");
    }
  }

  private static void requireOwn(IqRequest request) throws StanzaException {
    if (!request.isOwn()) {
      throw new StanzaException(Condition.FORBIDDEN, "this is private");
    }
  }
}
