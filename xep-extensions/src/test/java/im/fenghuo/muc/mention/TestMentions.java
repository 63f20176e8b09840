package im.fenghuo.muc.mention;

import im.fenghuo.api.Jid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What was mentioned, in memory: `1 hag66@localhost`, `2 everybody`.
public final class TestMentions implements MentionStore {

  public final List<String> kept = new ArrayList<>();

  @Override
  public void add(long room, long number, Set<Jid> accounts, boolean everybody, Instant at) {
    String whom =
        everybody
            ? "everybody"
            : accounts.stream().map(Jid::toString).sorted().collect(Collectors.joining(" "));
    kept.add(number + " " + whom);
  }

  @Override
  public void clean(Instant now) {
    kept.clear();
  }
}
