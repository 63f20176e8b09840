package im.fenghuo.xep.xep0050adhoc;

import im.fenghuo.api.Command;
import im.fenghuo.api.Directory;
import im.fenghuo.api.Iq;
import im.fenghuo.api.Registrar;
import im.fenghuo.api.Services;
import im.fenghuo.api.Target;
import im.fenghuo.api.Xep;
import im.fenghuo.command.CommandNodes;
import im.fenghuo.command.Commands;
import java.util.List;
import java.util.function.Supplier;

/// [XEP-0050](https://xmpp.org/extensions/xep-0050.html): Ad-Hoc Commands, of the server and of
/// accounts. What commands there are, other extensions register.
public final class Xep0050Adhoc implements Xep {

  private final Directory directory;
  private final Commands commands;

  /// @param services of the server
  public Xep0050Adhoc(Services services) {
    this.directory = services.directory();
    this.commands = new Commands(services.clock());
  }

  @Override
  public Document document() {
    return new Document(50, "commands", "1.3.0");
  }

  @Override
  public void install(Registrar on) {
    for (Target target : List.of(Target.SERVER, Target.ACCOUNT)) {
      Supplier<List<Command>> known = () -> directory.commands(target);
      on.feature(target, Commands.NAMESPACE);
      on.nodes(target, new CommandNodes(known));
      on.iq(
          Iq.Type.SET,
          target,
          Commands.NAMESPACE,
          "command",
          request -> commands.run(request, known.get()));
    }
  }
}
