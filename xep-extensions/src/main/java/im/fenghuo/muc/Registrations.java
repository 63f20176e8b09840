package im.fenghuo.muc;

import im.fenghuo.api.Iq;
import im.fenghuo.api.form.Field;
import im.fenghuo.api.xml.Element;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was registered for rooms. Not changed any more once the server listens.
final class Registrations implements RoomRegistrar {

  /// A request handler, and whether it may wait.
  record Answering(RoomIqHandler handler, boolean isQuick) {}

  private record Request(Iq.Type type, String namespace, String name) {}

  private record Name(String namespace, String name) {}

  private final Map<String, Predicate<Room>> features = new TreeMap<>();
  private final List<Function<Room, @Nullable Field>> information = new ArrayList<>();
  private final Map<String, RoomNode> nodes = new HashMap<>();
  private final Map<String, RoomNode> items = new HashMap<>();
  private final Map<String, RoomCommand> commands = new LinkedHashMap<>();
  private final Map<Request, Answering> requests = new HashMap<>();
  private final Map<Request, OccupantIqHandler> selfRequests = new HashMap<>();
  private final Map<Name, RoomMessageHandler> messages = new HashMap<>();
  private final Map<String, RoomFormHandler> forms = new HashMap<>();
  private final Map<Name, OccupantMessageHandler> groupchat = new HashMap<>();
  private final List<MessageCheck> checks = new ArrayList<>();
  private final List<MessageMark> marks = new ArrayList<>();
  private final Map<Name, PresenceAddition> presence = new LinkedHashMap<>();
  private final List<EntryCheck> entering = new ArrayList<>();
  private final List<RoleRule> roles = new ArrayList<>();
  private final List<RoomListener> listeners = new ArrayList<>();
  private final Map<RoomKey<?>, Function<Room, ?>> states = new LinkedHashMap<>();
  private @Nullable OccupantIdentifiers identifiers;
  private RoomOptions options = RoomOptions.standard();

  @Override
  public void feature(String namespace, Predicate<Room> rooms) {
    put(features, namespace, rooms);
  }

  @Override
  public void information(Function<Room, @Nullable Field> field) {
    information.add(field);
  }

  @Override
  public void node(String node, RoomNode handler) {
    put(nodes, node, handler);
  }

  @Override
  public void items(String node, RoomNode handler) {
    put(items, node, handler);
  }

  @Override
  public void command(RoomCommand command) {
    put(commands, command.node(), command);
    put(nodes, command.node(), RoomCommands::info);
  }

  @Override
  public void option(RoomOption<?> option) {
    options = options.with(option);
  }

  @Override
  public void iq(Iq.Type type, String namespace, String name, RoomIqHandler handler) {
    put(requests, new Request(type, namespace, name), new Answering(handler, false));
  }

  @Override
  public void quickIq(Iq.Type type, String namespace, String name, RoomIqHandler handler) {
    put(requests, new Request(type, namespace, name), new Answering(handler, true));
  }

  @Override
  public void selfIq(Iq.Type type, String namespace, String name, OccupantIqHandler handler) {
    put(selfRequests, new Request(type, namespace, name), handler);
  }

  @Override
  public void message(String namespace, String name, RoomMessageHandler handler) {
    put(messages, new Name(namespace, name), handler);
  }

  @Override
  public void form(String formType, RoomFormHandler handler) {
    put(forms, formType, handler);
  }

  @Override
  public void groupchat(String namespace, String name, OccupantMessageHandler handler) {
    put(groupchat, new Name(namespace, name), handler);
  }

  @Override
  public void check(MessageCheck check) {
    checks.add(check);
  }

  @Override
  public void mark(MessageMark mark) {
    marks.add(mark);
  }

  @Override
  public void presence(String namespace, String name, PresenceAddition addition) {
    put(presence, new Name(namespace, name), addition);
  }

  @Override
  public void entering(EntryCheck check) {
    entering.add(check);
  }

  @Override
  public void identifiers(OccupantIdentifiers those) {
    if (identifiers != null) {
      throw twice("occupant identifiers");
    }
    identifiers = those;
  }

  @Override
  public void role(RoleRule rule) {
    roles.add(rule);
  }

  @Override
  public void listener(RoomListener listener) {
    listeners.add(listener);
  }

  @Override
  public <T> void state(RoomKey<T> key, Function<Room, T> loader) {
    put(states, key, loader);
  }

  private static <K, V> void put(Map<K, V> map, K key, V value) {
    if (map.putIfAbsent(key, value) != null) {
      throw twice(key);
    }
  }

  private static IllegalStateException twice(Object what) {
    return new IllegalStateException("registered twice for rooms: " + what);
  }

  List<String> features(Room room) {
    List<String> those = new ArrayList<>();
    features.forEach((namespace, rooms) -> {
      if (rooms.test(room)) {
        those.add(namespace);
      }
    });
    return those;
  }

  List<Field> information(Room room) {
    List<Field> fields = new ArrayList<>();
    for (Function<Room, @Nullable Field> each : information) {
      Field field = each.apply(room);
      if (field != null) {
        fields.add(field);
      }
    }
    return fields;
  }

  @Nullable RoomNode node(String node) {
    return nodes.get(node);
  }

  @Nullable RoomNode items(String node) {
    return items.get(node);
  }

  Collection<RoomCommand> commands() {
    return commands.values();
  }

  @Nullable OccupantIdentifiers identifiers() {
    return identifiers;
  }

  List<RoleRule> roles() {
    return roles;
  }

  RoomOptions options() {
    return options;
  }

  @Nullable Answering request(Iq iq) {
    return requests.get(request(iq, iq.payload()));
  }

  @Nullable OccupantIqHandler selfRequest(Iq iq) {
    return selfRequests.get(request(iq, iq.payload()));
  }

  private static Request request(Iq iq, Element payload) {
    return new Request(iq.type(), payload.namespace(), payload.name());
  }

  @Nullable RoomMessageHandler message(Element child) {
    return messages.get(new Name(child.namespace(), child.name()));
  }

  @Nullable RoomFormHandler form(String formType) {
    return forms.get(formType);
  }

  @Nullable OccupantMessageHandler groupchat(Element child) {
    return groupchat.isEmpty() ? null : groupchat.get(new Name(child.namespace(), child.name()));
  }

  List<MessageCheck> checks() {
    return checks;
  }

  List<MessageMark> marks() {
    return marks;
  }

  boolean isPresenceAddition(Element child) {
    return presence.containsKey(new Name(child.namespace(), child.name()));
  }

  List<Element> presenceAdditions(Room room, Occupant occupant) {
    List<Element> all = new ArrayList<>(presence.size());
    for (PresenceAddition each : presence.values()) {
      Element child = each.of(room, occupant);
      if (child != null) {
        all.add(child);
      }
    }
    return all;
  }

  List<EntryCheck> entering() {
    return entering;
  }

  List<RoomListener> listeners() {
    return listeners;
  }

  Map<RoomKey<?>, Function<Room, ?>> states() {
    return states;
  }
}
