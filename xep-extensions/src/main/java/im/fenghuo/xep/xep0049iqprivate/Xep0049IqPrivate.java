package im.fenghuo.xep.xep0049iqprivate;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.PrivateElement;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [XEP-0049](https://xmpp.org/extensions/xep-0049.html): Private XML Storage.
public final class Xep0049IqPrivate implements Xep {

  static final String NAMESPACE = "jabber:iq:private";
  private static final String PRIVATE = "this is private";

  /// How many elements an account may keep: what clients store here counts in single digits.
  private static final long MAX_ELEMENTS = 200;

  private final Db db;
  private final List<PrivateElement> elsewhere;

  /// @param db where the elements are kept
  /// @param elsewhere elements that are kept by others
  public Xep0049IqPrivate(Db db, List<PrivateElement> elsewhere) {
    this.db = db;
    this.elsewhere = List.copyOf(elsewhere);
  }

  @Override
  public Document document() {
    return new Document(49, "iq-private", "1.2");
  }

  @Override
  public void install(Registrar on) {
    on.schema(Xep0049IqPrivate.class, List.of("schema/0001-private-xml.sql"));
    on.accountPart(new PrivatePart(db));
    on.feature(Target.SERVER, NAMESPACE);
    on.feature(Target.ACCOUNT, NAMESPACE);
    on.iq(Iq.Type.GET, Target.ACCOUNT, NAMESPACE, "query", this::get);
    on.iq(Iq.Type.SET, Target.ACCOUNT, NAMESPACE, "query", this::set);
  }

  /// Blocks. §2.3: one element is asked for by example; the example comes back where nothing is
  /// kept.
  private Element get(IqRequest request) throws StanzaException {
    request.ownSession(PRIVATE);
    List<Element> asked = request.payload().children();
    if (asked.size() != 1) {
      throw new StanzaException(Condition.BAD_REQUEST, "ask for exactly one element");
    }
    Element example = asked.getFirst();
    PrivateElement other = elsewhere(example);
    Element there = other == null ? null : other.get(request.account());
    if (there != null) {
      return Element.of(NAMESPACE, "query").child(there).build();
    }
    Element kept =
        db.queryOne(
                "SELECT xml FROM private_xml WHERE account = $1 AND namespace = $2 AND name = $3",
                request.account().id(),
                example.namespace(),
                example.name())
            .map(row -> row.element(0))
            .orElse(example);
    return Element.of(NAMESPACE, "query").child(kept).build();
  }

  /// Blocks.
  private @Nullable Element set(IqRequest request) throws StanzaException {
    request.ownSession(PRIVATE);
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
    List<Element> here = new ArrayList<>();
    for (Element element : elements) {
      PrivateElement other = elsewhere(element);
      if (other == null) {
        here.add(element);
      } else {
        other.set(request.account(), element);
      }
    }
    db.transaction(transaction -> {
      store(transaction, request.account().id(), here);
      return null;
    });
    return null;
  }

  private @Nullable PrivateElement elsewhere(Element element) {
    for (PrivateElement each : elsewhere) {
      if (element.is(each.namespace(), each.name())) {
        return each;
      }
    }
    return null;
  }

  static void store(Db transaction, long account, List<Element> elements) throws StanzaException {
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
}
