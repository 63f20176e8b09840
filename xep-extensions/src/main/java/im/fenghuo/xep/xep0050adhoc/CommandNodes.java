package im.fenghuo.xep.xep0050adhoc;

import im.fenghuo.api.Command;
import im.fenghuo.api.Directory;
import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.IqRequest;
import im.fenghuo.api.Jid;
import im.fenghuo.api.NodeHandler;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.Target;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commands of a target in service discovery (XEP-0050 §2.1 and §2.2).
///
/// @param directory what was registered
record CommandNodes(Directory directory, Target target) implements NodeHandler {

  private static final String ITEMS = "http://jabber.org/protocol/disco#items";

  /// The command of that node; null where there is none.
  @Nullable Command find(String node) {
    for (Command command : directory.commands(target)) {
      if (command.node().equals(node)) {
        return command;
      }
    }
    return null;
  }

  @Override
  public @Nullable DiscoInfo info(IqRequest request, String node) throws StanzaException {
    if (node.equals(Xep0050Adhoc.NAMESPACE)) {
      return info("command-list", "Commands");
    }
    Command command = find(node);
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
        List.of(Xep0050Adhoc.NAMESPACE, DataForm.NAMESPACE),
        List.of());
  }

  @Override
  public List<Element> items(IqRequest request, String node) {
    if (!node.equals(Xep0050Adhoc.NAMESPACE)) {
      return List.of();
    }
    Jid to = request.iq().to();
    String responder = to == null ? request.iq().sender().bare().toString() : to.toString();
    return directory.commands(target).stream()
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
