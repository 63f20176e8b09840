package im.fenghuo.xep.xep0372refs;

import im.fenghuo.api.InvalidJidException;
import im.fenghuo.api.Jid;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.api.xml.Element;
import im.fenghuo.muc.Room;
import im.fenghuo.muc.mention.Mention;
import im.fenghuo.muc.mention.Mentions;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// [XEP-0372](https://xmpp.org/extensions/xep-0372.html): References, as far as rooms are
/// concerned: clients that do not know XEP-0513 mention people so (§3.2), by their own address or
/// by that of the occupant.
public final class Xep0372Refs implements Xep {

  private static final String NAMESPACE = "urn:xmpp:reference:0";

  private final Mentions mentions;

  /// @param mentions of rooms
  public Xep0372Refs(Mentions mentions) {
    this.mentions = mentions;
  }

  @Override
  public Document document() {
    return new Document(372, "Refs", "0.6.0");
  }

  @Override
  public void install(Registrar on) {
    mentions.syntax(Xep0372Refs::read);
  }

  private static @Nullable Mention read(Room room, Element child) {
    boolean isMention =
        child.is(NAMESPACE, "reference") && "mention".equals(child.attribute("type"));
    return isMention
        ? new Mention(Mention.What.ONE, account(room, child.attribute("uri")), false)
        : null;
  }

  private static @Nullable Jid account(Room room, @Nullable String uri) {
    try {
      // Opaque as an XMPP URI is, its path has no other name here.
      String path = uri == null ? "" : new URI(uri).getSchemeSpecificPart();
      int end = path.indexOf('?');
      return uri != null && uri.startsWith("xmpp:")
          ? Mentions.account(room, Jid.parse(end < 0 ? path : path.substring(0, end)))
          : null;
    } catch (URISyntaxException | InvalidJidException e) {
      return null;
    }
  }
}
