package im.fenghuo.muc;

import im.fenghuo.api.Account;
import im.fenghuo.api.Command;
import im.fenghuo.api.Condition;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Iq;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Session;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.xml.Element;
import im.fenghuo.command.CommandNodes;
import im.fenghuo.command.Commands;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The ad-hoc commands of a room (XEP-0050): in service discovery, and when they are run.
final class RoomCommands {

  /// The same ones as long as the room is in use: what was begun in a room goes on in no other.
  private static final RoomKey<List<Command>> KNOWN = new RoomKey<>("commands");

  private RoomCommands() {}

  static void install(RoomRegistrar on, Commands commands) {
    on.state(KNOWN, RoomCommands::all);
    on.feature(Commands.NAMESPACE, room -> !room.registrations().commands().isEmpty());
    on.node(Commands.NAMESPACE, RoomCommands::info);
    on.items(
        Commands.NAMESPACE,
        (room, iq) -> nodes(room).items(new Request(room, iq), Commands.NAMESPACE));
    on.iq(
        Iq.Type.SET,
        Commands.NAMESPACE,
        "command",
        (room, iq) -> commands.run(new Request(room, iq), known(room)));
  }

  private static List<Command> known(Room room) {
    return room.get(KNOWN);
  }

  private static List<Command> all(Room room) {
    return room.registrations().commands().stream().map(each -> each.in(room)).toList();
  }

  private static CommandNodes nodes(Room room) {
    return new CommandNodes(() -> known(room));
  }

  /// What service discovery says of the list, or of one command.
  static Iterable<Element> info(Room room, Iq iq) throws StanzaException {
    String node = Objects.requireNonNullElse(iq.payload().attribute("node"), "");
    DiscoInfo info = nodes(room).info(new Request(room, iq), node);
    if (info == null) {
      throw new StanzaException(Condition.ITEM_NOT_FOUND, "there is no such command");
    }
    return info.toElement(null).children();
  }

  /// Rooms are no accounts.
  private record Request(Room room, Iq iq) implements IqRequest {
    @Override
    public Account account() {
      throw new IllegalStateException("a room is asked: " + room);
    }

    @Override
    public @Nullable Session session() {
      return null;
    }

    @Override
    public String address() {
      return "";
    }

    @Override
    public String domain() {
      return room.jid().domainpart();
    }
  }
}
