package im.fenghuo.xep.xep0045muc;

import im.fenghuo.api.Registrar;
import im.fenghuo.api.Xep;
import im.fenghuo.muc.Names;
import im.fenghuo.muc.Rooms;

/// [XEP-0045](https://xmpp.org/extensions/xep-0045.html): Multi-User Chat, as the service
/// `muc.DOMAIN`.
public final class Xep0045Muc implements Xep {

  private final Rooms rooms;

  /// @param rooms the engine
  public Xep0045Muc(Rooms rooms) {
    this.rooms = rooms;
  }

  @Override
  public Document document() {
    return new Document(45, "muc", "1.35.5");
  }

  @Override
  public void install(Registrar on) {
    on.identity(Rooms.SERVICE, new Registrar.Identity("conference", "text", "Rooms"));
    on.feature(Rooms.SERVICE, Names.MUC);
    on.feature(Rooms.SERVICE, Names.MUC + "#stable_id");
    rooms.install(on);
  }
}
