package im.fenghuo.cluster;

import im.fenghuo.account.LocalOnline;
import im.fenghuo.account.OnlineAccounts;
import im.fenghuo.api.Accounts;
import im.fenghuo.api.Jid;
import im.fenghuo.api.StanzaException;
import im.fenghuo.lane.Loop;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The accounts of all nodes that are online: each node is asked for its own. Everything blocks.
final class ClusterOnline implements OnlineAccounts {

  private final Ground ground;
  private final OnlineAccounts local;

  ClusterOnline(Ground ground, OnlineAccounts local) {
    this.ground = ground;
    this.local = local;
  }

  @Override
  public Accounts.Online online(
      String domain, Accounts.Activity activity, @Nullable Jid after, int limit)
      throws StanzaException {
    List<Accounts.Online> nodes = new ArrayList<>();
    String last = after == null ? "" : after.toString();
    for (String node : ground.placement().owners()) {
      if (node.equals(ground.self())) {
        nodes.add(local.online(domain, activity, after, limit));
      } else {
        Frame.Listed there =
            call(
                ground.loops().of(domain.hashCode()),
                node,
                call -> new Frame.AskOnline(call, domain, activity.name(), last, limit));
        nodes.add(new Accounts.Online(there.number(), jids(there)));
      }
    }
    return LocalOnline.together(nodes, limit);
  }

  @Override
  public Accounts.Whereabouts whereabouts(Jid bareJid) throws StanzaException {
    String owner = ground.placement().owner(bareJid);
    if (owner.equals(ground.self())) {
      return local.whereabouts(bareJid);
    }
    Frame.Listed there =
        call(
            ground.loops().of(bareJid.hashCode()),
            owner,
            call -> new Frame.AskWhereabouts(call, bareJid.toString()));
    return new Accounts.Whereabouts(
        jids(there), there.number() == 0 ? null : Instant.ofEpochMilli(there.number()));
  }

  @Override
  public long endSessions(Jid jid) throws StanzaException {
    String owner = ground.placement().owner(jid.bare());
    if (owner.equals(ground.self())) {
      return local.endSessions(jid);
    }
    return call(
            ground.loops().of(jid.bare().hashCode()),
            owner,
            call -> new Frame.EndSessions(call, jid.toString()))
        .number();
  }

  /// What another node wants to know of this one; blocks.
  ///
  /// @throws StanzaException what it is refused with
  Frame.Listed answer(Frame.Question question) throws StanzaException {
    return switch (question) {
      case Frame.AskOnline(long call, String domain, String activity, String after, long limit) -> {
        Accounts.Online online =
            local.online(
                domain,
                Accounts.Activity.valueOf(activity),
                after.isEmpty() ? null : Jid.parse(after),
                (int) limit);
        yield new Frame.Listed(call, online.count(), text(online.page()));
      }
      case Frame.AskWhereabouts(long call, String account) -> {
        Accounts.Whereabouts found = local.whereabouts(Jid.parse(account));
        Instant last = found.lastOnline();
        yield new Frame.Listed(
            call, last == null ? 0 : last.toEpochMilli(), text(found.sessions()));
      }
      case Frame.EndSessions(long call, String jid) ->
          new Frame.Listed(call, local.endSessions(Jid.parse(jid)), List.of());
    };
  }

  @FunctionalInterface
  private interface Numbered {
    Frame with(long call);
  }

  private Frame.Listed call(Loop loop, String node, Numbered question) throws StanzaException {
    return (Frame.Listed)
        ground
            .calls()
            .call(number -> loop.run(() -> ground.links().say(loop, node, question.with(number))));
  }

  private static List<Buffer> text(List<Jid> jids) {
    return jids.stream().map(jid -> Buffer.buffer(jid.toString())).toList();
  }

  private static List<Jid> jids(Frame.Listed listed) {
    return listed.jids().stream().map(each -> Jid.parse(each.toString())).toList();
  }
}
