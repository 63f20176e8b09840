package im.fenghuo.archive;

import im.fenghuo.api.Stanza;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlException;
import im.fenghuo.api.xml.XmlParser;
import java.util.ArrayList;
import java.util.List;

/// Reads what people have written in archived messages. One for a thread.
final class Texts {

  private final XmlParser parser = XmlParser.create();

  /// The runs of a message's bodies and subjects; none for a message that cannot be read.
  List<Words.Run> of(byte[] stanza) {
    List<Words.Run> runs = new ArrayList<>();
    try {
      for (Element child : parser.parse(stanza, 0, stanza.length, Scope.NONE).children()) {
        if (child.is(Stanza.NAMESPACE, "body") || child.is(Stanza.NAMESPACE, "subject")) {
          runs.addAll(Words.runs(child.text()));
        }
      }
    } catch (XmlException e) {
      runs.clear(); // it says nothing that can be found
    }
    return runs;
  }
}
