package im.fenghuo.conformance.scenario;

import im.fenghuo.conformance.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was sent and received by whom, as it becomes a scenario.
final class Recording {

  private static final String BIND = "urn:ietf:params:xml:ns:xmpp-bind";
  private static final List<String> NAMES =
      List.of("juliet", "romeo", "nurse", "tybalt", "mercutio", "benvolio");

  private final String domain;
  private final Map<Integer, String> jids = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private record Line(int client, String verb, XmlElement stanza) {}

  /// @param domain that of the server
  Recording(String domain) {
    this.domain = domain;
  }

  /// A client has sent this. What comes before a resource is bound is not recorded.
  synchronized void sent(int client, XmlElement stanza) {
    if (jids.containsKey(client)) {
      lines.add(new Line(client, "sends", stanza));
    }
  }

  /// A client has received this.
  synchronized void received(int client, XmlElement stanza) {
    if (jids.containsKey(client)) {
      lines.add(new Line(client, "receives", stanza));
    } else {
      stanza
          .child(BIND, "bind")
          .flatMap(bind -> bind.child(BIND, "jid"))
          .ifPresent(jid -> bound(client, jid.text()));
    }
  }

  private void bound(int client, String jid) {
    jids.put(client, jid);
    names.computeIfAbsent(bare(jid), ignored -> name(names.size()));
  }

  private static String name(int number) {
    return number < NAMES.size() ? NAMES.get(number) : "guest" + number;
  }

  /// The scenario so far.
  synchronized String toScenario() {
    StringBuilder text =
        new StringBuilder("scenario  (what does it show?)\nspec      (where?)\n\n");
    String word = "given     ";
    for (int client : jids.keySet()) {
      text.append(word).append(client(client)).append(" is connected\n");
      word = "and       ";
    }
    String header = "";
    for (Line line : lines) {
      String next = client(line.client) + " " + line.verb;
      if (!next.equals(header)) {
        text.append('\n').append(next).append('\n');
        header = next;
      }
      text.append("    ").append(generalised(line)).append('\n');
    }
    return text.append("\neveryone has received nothing else\n").toString();
  }

  private String generalised(Line line) {
    String xml = line.stanza.toString();
    for (String jid : jids.values()) {
      xml = xml.replace(jid, "{" + called(jid) + "}");
    }
    for (Map.Entry<String, String> name : names.entrySet()) {
      xml = xml.replace(name.getKey(), "{" + name.getValue() + "}");
    }
    xml = xml.replace("'" + domain + "'", "'{domain}'");
    return line.verb.equals("sends") ? xml : withoutChance(xml);
  }

  /// What is different each time.
  private static String withoutChance(String xml) {
    return xml.replaceAll("<stanza-id [^>]*/>", "")
        .replaceAll(" stamp='[^']*'", " stamp='*'")
        .replaceAll(" ver='[^']*'", " ver='*'")
        .replaceFirst("^(<iq [^>]*)id='[^']*'([^>]* type='set')", "$1id='*'$2");
  }

  private String client(int client) {
    return called(Optional.ofNullable(jids.get(client)).orElse("nobody"));
  }

  private String called(String jid) {
    return Optional.ofNullable(names.get(bare(jid))).orElse("nobody")
        + jid.substring(bare(jid).length());
  }

  private static String bare(String jid) {
    return jid.split("/", 2)[0];
  }
}
