package im.fenghuo.xep.xep0115caps;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.api.DiscoInfo;
import im.fenghuo.api.Registrar.Identity;
import im.fenghuo.api.Registrar.Stage;
import im.fenghuo.api.Target;
import im.fenghuo.api.xml.Element;
import im.fenghuo.xep.TestServer;
import org.junit.jupiter.api.Test;

class Xep0115CapsTest {

  @Test
  void the_node_that_is_announced_is_known() throws Exception {
    TestServer server = new TestServer();
    server.register(on -> on.identity(Target.SERVER, new Identity("server", "im", "Fenghuo")));
    server.install(new Xep0115Caps(server.directory(), null));
    Element caps = server.streamFeatures(Stage.AFTER_AUTHENTICATION).getFirst();
    assertThat(caps.attribute("hash")).isEqualTo("sha-1");
    DiscoInfo all = DiscoInfo.of(server.directory(), Target.SERVER);
    assertThat(caps.attribute("ver")).isEqualTo(CapsHash.sha1(all.toElement(null)));

    String node = caps.attribute("node") + "#" + caps.attribute("ver");
    assertThat(server.nodes(Target.SERVER).getFirst().info(null, node)).isEqualTo(all);
    assertThat(server.nodes(Target.SERVER).getFirst().info(null, "another")).isNull();
  }
}
