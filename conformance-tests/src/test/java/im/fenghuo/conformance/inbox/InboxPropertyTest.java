package im.fenghuo.conformance.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import im.fenghuo.conformance.client.RefusedException;
import im.fenghuo.conformance.inbox.InboxModel.Inbox;
import im.fenghuo.conformance.server.FenghuoServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/// *An inbox can never disagree with the archive*: whatever is said, corrected, retracted and read,
/// by whichever device, after each step the server says what a recount says. `-Dinbox.seed` plays
/// the same again.
@Timeout(580)
class InboxPropertyTest {

  private static final int ACTIONS = Integer.getInteger("inbox.actions", 240);
  private static final long SEED =
      Long.getLong("inbox.seed", ThreadLocalRandom.current().nextInt(1_000_000));

  private FenghuoServer server;

  @BeforeEach
  void start() throws IOException {
    server = FenghuoServer.start(1);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void after_each_action_the_server_counts_what_a_recount_counts(TestReporter reporter)
      throws IOException, RefusedException {
    reporter.publishEntry("inbox.seed", Long.toString(SEED));
    Household household = new Household(server, new Random(SEED));
    List<String> actions = new ArrayList<>();
    for (int i = 1; i <= ACTIONS; i++) {
      if (i % (ACTIONS / 3) == 0) {
        household.restart();
        actions.add("the server is killed");
      } else {
        actions.add(household.act());
      }
      compare(household, actions);
    }
    assertThat(household.model().rows()).hasSizeGreaterThan(ACTIONS / 4);
  }

  private static void compare(Household household, List<String> actions)
      throws IOException, RefusedException {
    InboxModel model = household.model();
    model.archive(household.device().archive());
    Inbox expected = model.expected();
    int from = Math.max(0, actions.size() - 12);
    assertThat(household.device().inbox(false))
        .as("seed %d, action %d: %s", SEED, actions.size(), actions.subList(from, actions.size()))
        .isEqualTo(expected);
    assertThat(household.device().inbox(true)).as("seed %d", SEED).isEqualTo(expected.unreadOnly());
  }
}
