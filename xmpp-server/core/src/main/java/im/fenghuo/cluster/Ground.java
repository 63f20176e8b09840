package im.fenghuo.cluster;

import im.fenghuo.api.Jid;
import im.fenghuo.api.xml.Element;
import im.fenghuo.api.xml.Scope;
import im.fenghuo.api.xml.XmlParser;
import im.fenghuo.lane.Loop;
import im.fenghuo.lane.Loops;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/// What the parts of this node stand on that speak with other nodes.
///
/// @param self this node's name
record Ground(String self, Placement placement, Loops loops, Links links, Calls calls) {

  /// Whether an account or an entity is owned by this node.
  boolean isOwn(Jid bareJid) {
    return placement.owner(bareJid).equals(self);
  }

  /// Says something to a node. From any thread.
  ///
  /// @param loop what one loop says to a node arrives in order
  void say(Loop loop, String node, Frame frame) {
    loop.run(() -> links.say(loop, node, frame));
  }

  static List<Buffer> encode(List<Element> elements) {
    return elements.stream().map(each -> Buffer.buffer(each.toBytes(""))).toList();
  }

  static Element parse(XmlParser parser, Buffer xml) {
    byte[] bytes = xml.getBytes();
    return parser.parse(bytes, 0, bytes.length, Scope.NONE);
  }
}
