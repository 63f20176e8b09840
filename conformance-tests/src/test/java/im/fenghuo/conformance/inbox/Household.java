package im.fenghuo.conformance.inbox;

import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.inbox.InboxModel.Row;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Juliet, her devices and those who write to her: one random action after the other. When an
/// action has returned, it is handled, and the model knows of it. Everything blocks.
final class Household {

  private static final String JULIET = "juliet@localhost";
  private static final List<String> CONTACTS = List.of("romeo", "nurse", "tybalt");
  private static final List<String> RESOURCES = List.of("phone", "laptop", "browser");
  private static final String DISPLAYED = "urn:xmpp:mds:displayed:0";
  private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
  private static final String MARKERS = "urn:xmpp:chat-markers:0";

  private final FenghuoServer server;
  private final RandomGenerator random;
  private final InboxModel model = new InboxModel(JULIET);
  private final Map<String, Device> contacts = new LinkedHashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final List<String> ids = new ArrayList<>();

  Household(FenghuoServer server, RandomGenerator random) throws IOException, RefusedException {
    this.server = server;
    this.random = random;
    Device.register(server, "juliet");
    for (String contact : CONTACTS) {
      Device.register(server, contact);
    }
    comeHome();
  }

  private void comeHome() throws IOException, RefusedException {
    devices.clear();
    for (String contact : CONTACTS) {
      contacts.put(contact, available(contact, "home"));
    }
  }

  private Device available(String user, String resource) throws IOException, RefusedException {
    Device device = Device.connect(server, user, resource);
    device.send("<presence/>");
    device.await(device.account());
    return device;
  }

  InboxModel model() {
    return model;
  }

  /// The server is killed and starts again.
  void restart() throws IOException, RefusedException {
    server.kill();
    server.startAgain();
    comeHome();
  }

  /// One of Juliet's devices; there is always one that can be asked.
  Device device() throws IOException, RefusedException {
    if (devices.isEmpty()) {
      connect();
    }
    return pick(List.copyOf(devices.values()));
  }

  /// Does something.
  ///
  /// @return what was done
  String act() throws IOException, RefusedException {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> contactSays();
      case 4 -> contactSays(replace(), "<body>No: this</body>");
      case 5 -> contactSays(reactions(), random.nextBoolean() ? "<body>+1</body>" : "");
      case 6 -> contactSays(retract(), "<body>This was retracted</body>");
      case 7 -> contactSays("<received xmlns='urn:xmpp:receipts' id='" + anyId() + "'/>", "");
      case 8 -> contactSays("<composing xmlns='http://jabber.org/protocol/chatstates'/>", "");
      case 9, 10 -> julietSays();
      case 11 -> julietSays(pick(List.of(replace(), reactions(), retract())));
      case 12, 13 -> publish();
      case 14 -> assist();
      case 15, 16 -> marker();
      case 17 -> takeAway();
      case 18 -> connect();
      default -> lose();
    };
  }

  private String newId() {
    // Some clients give an id again.
    String id = !ids.isEmpty() && random.nextInt(8) == 0 ? anyId() : "m" + ids.size();
    ids.add(id);
    return id;
  }

  private String anyId() {
    return ids.isEmpty() ? "nothing" : pick(ids);
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String replace() {
    return "<replace xmlns='urn:xmpp:message-correct:0' id='" + anyId() + "'/>";
  }

  private String reactions() {
    return "<reactions xmlns='urn:xmpp:reactions:0' id='"
        + anyId()
        + "'><reaction>+</reaction></reactions>";
  }

  private String retract() {
    return "<retract xmlns='urn:xmpp:message-retract:1' id='" + anyId() + "'/>";
  }

  private String contactSays() throws IOException {
    return contactSays("", "<body>See &lt;x id='" + anyId() + "'&gt;</body>");
  }

  private String contactSays(String... content) throws IOException {
    String who = pick(CONTACTS);
    Device contact = contacts.get(who);
    String message = message(JULIET, content);
    contact.send(message);
    contact.await(JULIET);
    return who + ": " + message;
  }

  private String julietSays() throws IOException, RefusedException {
    return julietSays("<body>Good night, good night!</body>");
  }

  private String julietSays(String content) throws IOException, RefusedException {
    return say(message(anybody(), content));
  }

  private String say(String message) throws IOException, RefusedException {
    Device device = device();
    device.send(message);
    device.await(JULIET);
    return "juliet: " + message;
  }

  /// Whom Juliet writes to: now and then to herself, now and then to a full JID.
  private String anybody() {
    String who = random.nextInt(10) == 0 ? JULIET : pick(CONTACTS) + "@localhost";
    return !who.equals(JULIET) && random.nextInt(5) == 0 ? who + "/home" : who;
  }

  private String message(String to, String... content) {
    return "<message type='chat' to='%s' id='%s'>%s</message>"
        .formatted(to, newId(), String.join("", content));
  }

  /// An id of the archive: mostly one of the conversation, but not always, nor always the last.
  private String stanzaId(String peer) {
    List<Row> rows = model.rows();
    List<Row> own = rows.stream().filter(row -> row.peer().equals(Device.bare(peer))).toList();
    return switch (random.nextInt(8)) {
      case 0 -> rows.isEmpty() ? "" : pick(rows).id();
      case 1 -> pick(List.of("1-1", "urn:x", "999999-abc", "0423e3a9-d516-493d-bb06-bee0e51ab9fb"));
      case 2 -> own.isEmpty() ? "1-1" : own.getLast().number() + "-1other";
      case 3 -> own.isEmpty() ? "1-1" : pick(own).id();
      default -> own.isEmpty() ? "1-1" : own.getLast().id();
    };
  }

  private static String displayed(String by, String id) {
    return "<displayed xmlns='%s'><stanza-id xmlns='urn:xmpp:sid:0' by='%s' id='%s'/></displayed>"
        .formatted(DISPLAYED, by, id);
  }

  private String by() {
    return random.nextInt(10) == 0 ? "room@conference.localhost" : JULIET;
  }

  private String publish() throws IOException, RefusedException {
    String item = anybody();
    String by = by();
    String id = stanzaId(item);
    String publication =
        """
        <pubsub xmlns='%1$s'><publish node='%2$s'><item id='%3$s'>%4$s</item></publish>
        <publish-options><x xmlns='jabber:x:data' type='submit'>
          <field var='FORM_TYPE' type='hidden'><value>%1$s#publish-options</value></field>
          <field var='pubsub#persist_items'><value>true</value></field>
          <field var='pubsub#max_items'><value>max</value></field>
          <field var='pubsub#send_last_published_item'><value>never</value></field>
          <field var='pubsub#access_model'><value>whitelist</value></field></x></publish-options>
        </pubsub>\
        """
            .formatted(PUBSUB, DISPLAYED, item, displayed(by, id));
    request("set", publication);
    model.published(item, by, id);
    return "juliet has displayed " + item + " up to " + id + " of " + by;
  }

  private String request(String type, String payload) throws IOException, RefusedException {
    return device().ask(type, JULIET, payload).attribute("type").orElse("");
  }

  private String marker(String id) {
    return "<%s xmlns='%s' id='%s'/>"
        .formatted(random.nextInt(6) == 0 ? "acknowledged" : "displayed", MARKERS, id);
  }

  private String marker() throws IOException, RefusedException {
    String to = anybody();
    String id = anyId();
    String said = say(message(to, marker(id)));
    model.marked(to, id);
    return said;
  }

  private String assist() throws IOException, RefusedException {
    String to = anybody();
    String by = by();
    String archived = stanzaId(to);
    String id = anyId();
    String said = say(message(to, marker(id), displayed(by, archived)));
    model.marked(to, id);
    model.published(to, by, archived);
    return said;
  }

  private String takeAway() throws IOException, RefusedException {
    List<String> items = List.copyOf(model.items());
    if (items.isEmpty()) {
      return "nothing";
    }
    String what = pick(List.of("retract", "retract", "retract", "purge", "delete"));
    if (what.equals("retract")) {
      String item = pick(items);
      String inner = "<retract node='%s'><item id='%s'/></retract>".formatted(DISPLAYED, item);
      request("set", "<pubsub xmlns='%s'>%s</pubsub>".formatted(PUBSUB, inner));
      model.retracted(item);
      return "juliet retracts " + item;
    }
    request(
        "set",
        "<pubsub xmlns='%s#owner'><%s node='%s'/></pubsub>".formatted(PUBSUB, what, DISPLAYED));
    model.cleared();
    return "juliet: " + what;
  }

  private String connect() throws IOException, RefusedException {
    String resource = pick(RESOURCES);
    // One that is there already is replaced, as when a client comes back before it was missed.
    devices.put(resource, available("juliet", resource));
    return resource + " connects";
  }

  private String lose() throws IOException {
    if (devices.isEmpty()) {
      return "nothing";
    }
    String resource = pick(List.copyOf(devices.keySet()));
    devices.remove(resource).lose();
    return resource + " is lost";
  }
}
