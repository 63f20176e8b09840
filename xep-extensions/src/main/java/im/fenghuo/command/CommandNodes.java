package im.fenghuo.command;

import im.fenghuo.api.Command;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Commands in service discovery (XEP-0050 §2.1 and §2.2).
///
/// @param commands what there is
public record CommandNodes(Supplier<List<Command>> commands) implements NodeHandler {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  /// The command of that node; null where there is none.
  static @Nullable Command find(List<Command> commands, String node) {
    for (Command command : commands) {
      if (command.node().equals(node)) {
        return command;
      }
    }
    return null;
  }

  @Override
  public @Nullable DiscoInfo info(IqRequest request, String node) throws StanzaException {
    if (node.equals(Commands.NAMESPACE)) {
      return info("command-list", "Commands");
    }
    Command command = find(commands.get(), node);
    if (command == null) {
      return null;
    }
    if (!command.permission().test(request)) {
      throw CommandError.forbidden();
    }
    return info("command-node", command.name());
  }

  private static DiscoInfo info(String type, String name) {
    return new DiscoInfo(
        List.of(new Registrar.Identity("automation", type, name)),
        List.of(Commands.NAMESPACE, DataForm.NAMESPACE),
        List.of());
  }

  @Override
  public List<Element> items(IqRequest request, String node) {
    if (!node.equals(Commands.NAMESPACE)) {
      return List.of();
    }
    Jid to = request.iq().to();
    String responder = to == null ? request.iq().sender().bare().toString() : to.toString();
    return commands.get().stream()
        .filter(command -> command.permission().test(request))
        .map(command ->
            Element.of(ITEMS, "item")
                .attribute("jid", responder)
                .attribute("node", command.node())
                .attribute("name", command.name())
                .build())
        .toList();
  }
}
