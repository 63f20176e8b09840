package im.fenghuo.pubsub;

import im.fenghuo.api.Condition;
import im.fenghuo.api.Db;
import im.fenghuo.api.StanzaException;
import im.fenghuo.api.form.DataForm;
import im.fenghuo.api.xml.Element;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Making, configuring, emptying and deleting nodes (XEP-0060 §8.1 to §8.5). Everything blocks.
final class Owning {

  private final Engine engine;

  Owning(Engine engine) {
    this.engine = engine;
  }

  /// §8.1.
  @Nullable Element create(Ask ask) throws StanzaException {
    Host host = ask.host();
    String given = ask.action().attribute("node");
    String name = given == null ? UUID.randomUUID().toString() : Ask.checked(given);
    if (!host.mayCreate(ask.entity()) || name.isEmpty()) {
      throw Errors.forbidden("you may not make nodes here");
    }
    Element configure = ask.pubsub().child(Names.PUBSUB, "configure");
    if (configure != null && configure.attribute("node") != null) {
      throw new StanzaException(Condition.BAD_REQUEST, "what is made says which node");
    }
    DataForm form = configure == null ? null : DataForm.in(configure);
    NodeConfig config = form == null ? host.usual() : host.usual().with(form, host.isPersonal());
    engine.db().transaction(db -> engine.create(db, host, name, ask.entity(), config));
    Element created = Element.of(Names.PUBSUB, "create").attribute("node", name).build();
    return given == null ? Ask.answer(Names.PUBSUB, created) : null;
  }

  /// §8.2.1.
  Element configuration(Ask ask) throws StanzaException {
    Node node = NodeTable.get(engine.db(), ask.host(), ask.node());
    Access.own(engine.db(), ask.host(), node, ask.entity());
    Element configure =
        Element.of(Names.OWNER, "configure")
            .attribute("node", node.name())
            .child(node.config().toForm(ask.host().isPersonal()))
            .build();
    return Ask.answer(Names.OWNER, configure);
  }

  /// §8.3.
  Element usual(Ask ask) {
    Element usual =
        Element.of(Names.OWNER, "default")
            .child(ask.host().usual().toForm(ask.host().isPersonal()))
            .build();
    return Ask.answer(Names.OWNER, usual);
  }

  /// A node that was changed, and who is told of it.
  private record Change(Node node, List<Fanout.Listener> listeners) {}

  private interface Body {
    Node run(Db db, Node node) throws StanzaException;
  }

  /// Changes a node in its turn, and tells of it.
  private @Nullable Element change(Ask ask, Body body, Telling telling) throws StanzaException {
    String name = ask.node();
    engine
        .turns()
        .of(
            ask.host(),
            name,
            () -> {
              Change change =
                  engine
                      .db()
                      .transaction(db -> {
                        Node node =
                            NodeTable.lock(db, ask.host(), name).orElseThrow(Errors::noSuchNode);
                        Access.own(db, ask.host(), node, ask.entity());
                        List<Fanout.Listener> listeners =
                            engine.fanout().listeners(db, ask.host(), node);
                        return new Change(body.run(db, node), listeners);
                      });
              Element content = telling.of(change.node());
              if (content != null) {
                engine.fanout().tell(ask.host(), change.node(), change.listeners(), content);
              }
              return null;
            });
    engine.changes().tell(ask.host(), name);
    return null;
  }

  private interface Telling {
    @Nullable Element of(Node node);
  }

  /// §8.2.4.
  @Nullable Element configure(Ask ask) throws StanzaException {
    DataForm form = DataForm.in(ask.action());
    if (form == null) {
      throw new StanzaException(Condition.BAD_REQUEST, "send a form");
    }
    if (form.type() == DataForm.Type.CANCEL) {
      return null;
    }
    boolean personal = ask.host().isPersonal();
    return change(
        ask,
        (db, node) -> {
          Node changed = node.with(node.config().with(form, personal));
          NodeTable.configure(db, node, changed.config());
          ItemTable.trim(
              db, node, engine.maxItems(changed.config()), engine.notBefore(changed.config()));
          return changed;
        },
        Owning::configured);
  }

  private static @Nullable Element configured(Node node) {
    if (!node.config().is(ConfigField.NOTIFY_CONFIG)) {
      return null;
    }
    Element content = Fanout.about(node, "configuration");
    return node.config().is(ConfigField.DELIVER_PAYLOADS)
        ? content.with(DataForm.result(Names.NODE_CONFIG, node.config().toFields()).toElement())
        : content;
  }

  /// §8.4.
  @Nullable Element delete(Ask ask) throws StanzaException {
    Element redirect = ask.action().child(Names.OWNER, "redirect");
    String uri = redirect == null ? null : redirect.attribute("uri");
    return change(
        ask,
        (db, node) -> {
          NodeTable.delete(db, node);
          engine.changes().cleared(db, ask.host(), node.name());
          return node;
        },
        node -> {
          if (!node.config().is(ConfigField.NOTIFY_DELETE)) {
            return null;
          }
          Element content = Fanout.about(node, "delete");
          return uri == null
              ? content
              : content.with(Element.of(Names.EVENT, "redirect").attribute("uri", uri).build());
        });
  }

  /// §8.5.
  @Nullable Element purge(Ask ask) throws StanzaException {
    return change(
        ask,
        (db, node) -> {
          if (!node.config().is(ConfigField.PERSIST_ITEMS)) {
            throw Errors.unsupported("persistent-items");
          }
          ItemTable.clear(db, node);
          engine.changes().cleared(db, ask.host(), node.name());
          return node;
        },
        node -> node.config().is(ConfigField.NOTIFY_RETRACT) ? Fanout.about(node, "purge") : null);
  }
}
